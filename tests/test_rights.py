"""Who may ask for what: each route in ``rights.toml``, tried by each role."""

import tomllib
from pathlib import Path

import pytest
from flask import Flask

from accounts.rules import Role
from tests.factories import make_member

TABLE = tomllib.loads(Path(__file__).with_name("rights.toml").read_text())
ROWS = {route: who for who, routes in TABLE.items() for route in routes}
SAMPLES = {"act": "close"}
REFUSED = {401, 403}


def allowed(who: str) -> set[Role | None]:
    """Who a heading of the table means; nobody signed in is None."""
    if who == "everybody":
        return {None, *Role}
    if who == "signed in":
        return set(Role)
    return {Role(name) for name in who.split(", ")}


def routes(app: Flask) -> dict[str, str]:
    """Each route as ``METHOD /address``, with an address to try it at."""
    found = {}
    for rule in app.url_map.iter_rules():
        values = {
            name: SAMPLES.get(name, "1" if "<int:" + name in rule.rule else "nowhere")
            for name in rule.arguments
        }
        built = rule.build(values, append_unknown=False)
        for method in rule.methods or set():
            if method in {"GET", "POST"} and rule.endpoint != "static" and built:
                found[f"{method} {rule.rule}"] = built[1]
    return found


def test_every_route_has_a_row_and_every_row_a_route(web: Flask):
    assert set(routes(web)) == set(ROWS)


def test_no_route_has_two_rows():
    assert len(ROWS) == sum(map(len, TABLE.values()))


@pytest.mark.parametrize("route", ROWS)
def test_a_route_lets_in_those_it_is_for(route, app, session, pages):
    method, address = route.split(" ")[0], routes(app)[route]

    for role in [None, *Role]:
        pages.sign_out()
        if role:
            pages.sign_in(make_member(session, *({role} - {Role.MEMBER})))
        status = pages.ask(method, address).status_code
        if role in allowed(ROWS[route]):
            assert status not in REFUSED, (role, status)
        else:
            assert status == (403 if role else 401), (role, status)
        assert status < 500, (role, status)
