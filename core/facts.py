"""What the database says of some rows, read in one statement: the key of a kept page.

A page that shows what people go on changing may be kept as long as the rows it shows
are the same. So they are read each time, as text and without building anything of
them; whatever column changes, the text is another one.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    Text,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from core.db import WRITTEN_ONCE, Base

Shown = type[Base] | ColumnElement[Any] | InstrumentedAttribute[Any]
"""A table of which every column may be shown, or a single column."""

Facts = CompoundSelect[str, str]


class RowText(FunctionElement[str]):
    """Some columns of a row as one text that tells every two rows apart."""

    name = "row_text"
    type = Text()
    inherit_cache = True


@compiles(RowText, "sqlite")
def _in_sqlite(element: RowText, compiler: SQLCompiler, **words: Any) -> str:
    return f"json_array({compiler.process(element.clauses, **words)})"


@compiles(RowText, "postgresql")
def _in_postgresql(element: RowText, compiler: SQLCompiler, **words: Any) -> str:
    listed = compiler.process(element.clauses, **words)
    return f"CAST(json_build_array({listed}) AS TEXT)"


def row_text(*shown: Shown) -> Select[str]:
    """Select the rows of tables, or some columns of them, each as one text.

    To be joined and restricted by whoever asks. Of a table a long column that is
    written once is left out: its row has a number and a checksum that tell.
    """
    columns = [column for each in shown for column in _columns(each)]
    return select(cast("ColumnElement[str]", RowText(*columns)))


def facts_of(*parts: Select[str]) -> Facts:
    """Join what ``row_text`` selects into one statement; to be built once and kept."""
    return union_all(
        *(
            part.add_columns(literal_column(str(number), String))
            for number, part in enumerate(parts)
        )
    )


def mark_of(session: Session, facts: Facts, asked: dict[str, Any] | None = None) -> str:
    """Return a mark of what the rows say now, whatever their order: 1 SELECT."""
    rows = session.execute(facts, asked or {}).all()
    # Each is JSON, so that no two of them joined look like two others.
    lines = sorted(f"{part} {row}" for row, part in rows)
    return sha256("\n".join(lines).encode()).hexdigest()


def _columns(shown: Shown) -> Iterator[Any]:
    if not isinstance(shown, type):
        yield shown
        return
    for column in shown.__table__.columns:
        is_fixed = column.info.items() >= WRITTEN_ONCE.items()
        if not (is_fixed and isinstance(column.type, JSON)):
            yield column
