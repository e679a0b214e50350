"""Change whatever a page reads, column by column, and see that it is never stale."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import Column, Date, Table, bindparam, event, select, update
from sqlalchemy.exc import SQLAlchemyError

from core.db import Base, Moment, db
from tests.pages import Pages

LATER = timedelta(days=400)
CHANGES: dict[type, Callable[[Any], Any]] = {
    bool: lambda value: not value,
    int: lambda value: value + 1,
    float: lambda value: value * 1.01,
    # As long as before, for PostgreSQL counts the letters; and two stay two.
    str: lambda value: f"{chr(ord(value[0]) + 1)}{value[1:]}" if value else "x",
    date: lambda value: value + LATER,
}
FIRST = {Date: date(2036, 3, 1), Moment: datetime(2036, 3, 1, tzinfo=UTC)}
"""What is put where nothing was, by the kind of a column."""

Reply = tuple[int, str]


def seen_changes(app: Flask, pages: Pages, path: str) -> set[str]:
    """Change each column that a page reads; return those that the page shows.

    As ``table.column``. After each change the page has to be what a worker makes that
    has kept nothing, and after the change is taken back what it was before.
    """
    tables = _tables_read(app, pages, path)
    before, shown = _reply(pages, path), set()
    for table in tables:
        for column in table.columns:
            if column.primary_key:
                continue
            with _changed(column) as done:
                if not done:
                    continue
                kept, fresh = _reply(pages, path), _made_anew(app, pages, path)
                assert kept == fresh, f"{path} is stale after a change of {column}"
                if fresh != before:
                    shown.add(str(column))
            assert _reply(pages, path) == before, f"{column} was changed back"
    return shown


def _reply(pages: Pages, path: str) -> Reply:
    """Return what a page says, or which error its broken rows led to."""
    try:
        answer = pages.ask("GET", path)
    except Exception as error:  # noqa: BLE001  # codes that no page knows
        return 500, type(error).__name__
    return answer.status_code, answer.text


def _made_anew(app: Flask, pages: Pages, path: str) -> Reply:
    kept = app.extensions.pop("results", None)
    try:
        return _reply(pages, path)
    finally:
        if kept is not None:
            app.extensions["results"] = kept


def _tables_read(app: Flask, pages: Pages, path: str) -> list[Table]:
    sent: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert _made_anew(app, pages, path)[0] == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    words = set(re.findall(r"\w+", " ".join(sent)))
    return [each for each in Base.metadata.sorted_tables if each.name in words]


@contextmanager
def _changed(column: Column[Any]) -> Iterator[bool]:
    """Change a column in every row meanwhile; tell whether the database let us."""
    keys = list(column.table.primary_key.columns)
    with db.engine.connect() as connection:
        rows = connection.execute(select(*keys, column)).all()
    some = FIRST.get(type(column.type)) if column.nullable else None
    others = [
        (*row[:-1], some if row[-1] is None else another(row[-1])) for row in rows
    ]
    changes = [one for one, row in zip(others, rows, strict=True) if one != tuple(row)]
    done = False
    if changes:
        with suppress(SQLAlchemyError):
            _write(column, changes)
            done = True
    try:
        yield done
    finally:
        if done:
            _write(column, [tuple(row) for row in rows])


def _write(column: Column[Any], rows: list[tuple[Any, ...]]) -> None:
    keys = list(column.table.primary_key.columns)
    named = [{f"k{n}": key for n, key in enumerate(row)} for row in rows]
    found = [key == bindparam(f"k{n}") for n, key in enumerate(keys)]
    value = bindparam(f"k{len(keys)}", type_=column.type)
    with db.engine.begin() as connection:
        connection.execute(
            update(column.table).where(*found).values({column: value}), named
        )


def another(value: Any) -> Any:
    """Return another value of the same kind; itself where there is none to change."""
    if isinstance(value, dict):
        return {key: another(each) for key, each in value.items()}
    if isinstance(value, list):
        return [another(each) for each in value]
    for kind, change in CHANGES.items():
        if isinstance(value, kind):
            return change(value)
    return value
