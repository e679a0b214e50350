"""Who may ask for what: each route in ``rights.toml``, tried by each role."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from accounts.rules import Role
from core.db import db
from tests.conftest import Templates, make_app
from tests.factories import make_member
from tests.pages import Pages

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


@pytest.fixture(scope="module")
def empty(
    templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Flask]]:
    """The application on an empty database of each kind, the same for all routes.

    Nothing that a route may be asked for is there, so that no route changes it.
    """
    with ExitStack() as leftovers:

        @cache
        def on(database: str) -> Flask:
            address = leftovers.enter_context(templates(database).copy())
            app = make_app(address, tmp_path_factory.mktemp(database))
            leftovers.callback(_let_go, app)
            return app

        yield on


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()


def test_every_route_has_a_row_and_every_row_a_route(web: Flask):
    assert set(routes(web)) == set(ROWS)


def test_no_route_has_two_rows():
    assert len(ROWS) == sum(map(len, TABLE.values()))


@pytest.mark.parametrize("route", ROWS)
def test_a_route_lets_in_those_it_is_for(route, database, empty):
    app = empty(database)
    method, address = route.split(" ")[0], routes(app)[route]

    with app.app_context():
        for role in [None, *Role]:
            pages = Pages(app.test_client())
            if role:
                pages.sign_in(make_member(db.session(), *({role} - {Role.MEMBER})))
            status = pages.ask(method, address).status_code
            if role in allowed(ROWS[route]):
                assert status not in REFUSED, (role, status)
            else:
                assert status == (403 if role else 401), (role, status)
            assert status < 500, (role, status)
        db.session.remove()
