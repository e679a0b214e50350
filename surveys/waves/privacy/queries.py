"""What PostgreSQL tells of the order of its rows to whoever may ask it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from surveys.waves.privacy.extractors import STOPPED, attack_roll, values_in_common
from surveys.waves.privacy.finding import FEWEST, Finding, Person, of_batches, of_order
from surveys.waves.privacy.order import Part
from surveys.waves.privacy.server_log import newest

_ORDERS = {"xmin": "xmin::text::bigint, ctid", "place in the heap": "ctid"}


def attack_server(
    connection: Connection,
    opened: Sequence[Person],
    coded: Sequence[Person],
    counted: Sequence[Person] = (),
) -> list[Finding]:
    """Attack all tables: people of an open wave, of one with codes, of counts."""
    beside = [{mark: each.place for each in people for mark in each.marks}
              for people in (opened, coded, counted)]  # fmt: skip
    on_roll = {each.on_roll: each.place for each in coded}
    first = orders_of(connection, "arriving", "submission_key", beside[0])
    second = orders_of(connection, "arriving", "submission_key", beside[1])
    roll = orders_of(connection, "roll", "code_key", on_roll)
    tokens = orders_of(connection, "spent_token", "key", beside[2])
    named = {"answers": first, "answers to codes": second, "roll": roll}
    named["tokens of counts"] = tokens
    return [
        *(
            of_order(f"{name}: {means}", [order])
            for name, orders in named.items()
            for means, order in orders.items()
        ),
        attack_roll(list(second.values()), list(roll.values())),
        values_in_common(_values(connection, "arriving"), _values(connection, "roll")),
        of_batches(connection.execute(text(STOPPED)).scalars().all()),
    ]


def log_files(connection: Connection) -> list[Path]:
    """Return the files of PostgreSQL's own log; empty where they are not ours to read.

    The server may run elsewhere, or this role may not ask where its files lie.
    """
    asked = "SELECT pg_walfile_name(pg_current_wal_lsn())"
    try:
        with connection.begin_nested():
            folder = connection.execute(text("SHOW data_directory")).scalar_one()
            last = connection.execute(text(asked)).scalar_one()
    except DBAPIError:
        return []
    return newest(Path(folder) / "pg_wal", last)


def orders_of(
    connection: Connection, table: str, column: str, places: Mapping[str, int]
) -> dict[str, Part]:
    """Return people's true places in the order of transactions, and of the heap.

    ``places`` are by what stands in ``column`` of somebody's row.
    """
    found: dict[str, Part] = {}
    for means, order in _ORDERS.items():
        rows = connection.execute(
            text(f"SELECT {column} FROM {table} ORDER BY {order}")  # noqa: S608  # ours
        ).scalars()
        found[means] = [places[value] for value in rows if value in places]
    return found


def _values(connection: Connection, table: str) -> set[object]:
    rows = connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608  # ours
    return {str(value) for row in rows for value in row if len(str(value)) > FEWEST}
