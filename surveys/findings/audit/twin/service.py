"""Writes a twin of this site's database: no answer, and of results what is published.

Frozen tables and sizes of groups are not copied but taken from the JSON files that the
site serves. So a page or a file of the twin is made of these files, of the public rest
and of nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, Table, insert, select
from sqlalchemy.orm import Session

from core.db import Base
from surveys.findings.models import FrozenResult, Release
from surveys.waves.models import Wave

LEFT_OUT = frozenset(
    {
        "arriving",
        "channel_count",
        "coding",
        "counter",
        "freezing",
        "joint_decision",
        "odd_question",
        "open_text",
        "paper_agreement",
        "paper_done",
        "paper_entry",
        "population_reference",
        "reach_shown",
        "response",
        "spent_token",
        "stop_count",
        "text_translation",
    }
)
"""Tables of answers, of what was made of them, and of counts that are not published."""

BLANKED: Mapping[str, dict[str, Any]] = {"wave_key": {"private_key": ""}}
"""Columns that no page may depend on either."""

AT_ONCE = 500

Row = dict[str, Any]
Document = Mapping[str, Any]
"""The JSON file of a release, read."""


def write_twin(session: Session, documents: Sequence[Document], twin: Engine) -> None:
    """Write the twin into an empty database, with these releases and no others."""
    Base.metadata.create_all(twin)
    published = _published(session, documents)
    with twin.begin() as connection:
        for table in Base.metadata.sorted_tables:
            some: list[Row] = []
            for row in _rows(session, table, published):
                some.append(row)
                if len(some) == AT_ONCE:
                    connection.execute(insert(table), some)
                    some = []
            if some:
                connection.execute(insert(table), some)


def _published(session: Session, documents: Sequence[Document]) -> dict[int, Document]:
    """Return the files by the keys of their releases: 1 SELECT."""
    rows = session.execute(
        select(Wave.slug, Release.number, Release.id).join(Release.wave)
    )
    keys = {(slug, number): key for slug, number, key in rows}
    return {keys[each["survey"], each["release"]]: each for each in documents}


def _rows(
    session: Session, table: Table, published: Mapping[int, Document]
) -> Iterator[Row]:
    if table.name in LEFT_OUT:
        return
    if table.name == FrozenResult.__tablename__:
        yield from _results(published)
        return
    blank = BLANKED.get(table.name, {}) | pointing_at_answers(table)
    for found in session.execute(select(table)).mappings():
        row = dict(found) | blank
        if table.name != Release.__tablename__:
            yield row
        elif row["id"] in published:
            yield row | _release(published[row["id"]])


def pointing_at_answers(table: Table) -> Row:
    """Return the columns of a table that may name a row that is left out, emptied."""
    return {
        key.parent.name: None
        for key in table.foreign_keys
        if key.column.table.name in LEFT_OUT
    }


def _release(document: Document) -> Row:
    """Return what the file of a release says of it; what was changed is not public."""
    return {
        "number": document["release"],
        "summary": document["summary"],
        "method_statement": document["method"],
        "because": document["because"],
        "supersedes": document["supersedes"],
        "checksum": document["checksum"],
        "changes": None,
    }


def _results(published: Mapping[int, Document]) -> Iterator[Row]:
    """Yield the tables that the files have, in their order."""
    for release_id, document in published.items():
        for position, found in enumerate(document["results"]):
            body = {k: v for k, v in found.items() if k not in {"id", "checksum"}}
            yield {
                "id": found["id"],
                "release_id": release_id,
                "position": position,
                "item_key": body["item"]["key"],
                "item_version": body["item"]["version"],
                "breakdown": body["breakdown"]["key"] if body["breakdown"] else "",
                "body": body,
                "checksum": found["checksum"],
            }
