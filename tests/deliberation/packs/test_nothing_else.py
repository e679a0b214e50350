"""A canary in every column of every table: none of them is in the pack.

What may leave is named column by column; everything else is overwritten by something
that would be found, also in tables that had no row.
"""

import json
import sqlite3
from datetime import date

import pytest
from sqlalchemy import JSON, select

from app import cli
from core.db import Base, Moment
from core.written_once import ASKED
from deliberation.benchmarks.models import Benchmark, BenchmarkState
from deliberation.packs.checking import read_pack
from surveys.findings.models import FrozenResult
from surveys.instruments.body import checksum
from surveys.instruments.queries import newest_version
from surveys.instruments.service import import_instrument
from tests.deliberation.board.boards import make_board, make_people
from tests.deliberation.packs.packs import OTHER
from tests.factories import make_authority
from tests.surveys.findings.coding.themes.makers import make_adopted

NUMBER, WORD, DAY = 918273, "CANARY", "1987-06-05"
SIGNS = (str(NUMBER).encode(), WORD.encode(), DAY.encode())

# What a pack is made of, and what says whether it may be in one.
LEAVES = {
    "instrument.slug",
    "instrument_version.body",
    "instrument_version.number",
    "instrument_version.state",
    "instrument_version.checksum",
    "instrument_version.origin",
    "benchmark.state",
    "benchmark.title",
    "benchmark.right_served",
    "benchmark.kind",
    "benchmark.item_key",
    "benchmark.item_version",
    "benchmark.numerator",
    "benchmark.denominator",
    "benchmark.higher_is_better",
    "benchmark.breakdown",
    "benchmark.reference_group",
    "benchmark.compared_group",
    "benchmark.target_method",
    "benchmark.harm_to_watch",
    "coding_set.item_key",
    "code_entry.key",
    "code_entry.version",
    "code_entry.name",
    "code_entry.definition",
    "code_entry.include",
    "code_entry.exclude",
    "code_entry.parent",
    "code_entry.retired",
    "theme_report.state",
}

# The log goes on from these bytes when it notes the export.
GOES_ON = {"audit_checkpoint.frontier"}


def make_whole(session):
    """Questions, a codebook whose themes are adopted, and a benchmark in force."""
    make_adopted(session)
    board = make_board(session, make_people(session))
    result = session.scalar(
        select(FrozenResult).where(FrozenResult.item_key == "asked")
    )
    words = {"en": "These words may leave."}
    session.add(
        Benchmark(
            **dict.fromkeys(("title", "why", "consequence", "harm_to_watch"), words),
            slug="bm",
            number="BM-1",
            board_id=board.id,
            right_served="dignity",
            kind="quality",
            item_key="asked",
            numerator=["yes"],
            denominator="asked",
            higher_is_better=True,
            state=BenchmarkState.ADOPTED,
            baseline_result_id=result.id,
            target=0.6137,
            target_method="percent",
            target_reason={"en": "Because of this."},
            target_date=date(2031, 12, 31),
            owner_id=make_authority(session).id,
        )
    )
    session.commit()


def is_planted(column):
    name = f"{column.table.name}.{column.name}"
    return not (name in LEAVES | GOES_ON or column.foreign_keys or column.primary_key)


def canary(column):
    """A value of the column's kind as SQL, which differs from row to row."""
    mark = f"'{WORD}-{column.table.name}-{column.name}-' || hex(randomblob(6))"
    if isinstance(column.type, JSON):
        return f"""'{{"en": "' || {mark} || '", "n": {NUMBER}}}'"""
    if isinstance(column.type, Moment):
        return f"'{DAY} 04:03:02.000000'"
    kind = column.type.python_type
    if kind is bool:
        return "1"
    if kind in (int, float):
        return f"{NUMBER}000000 + abs(random() % 1000000)"
    if kind is bytes:
        return f"CAST({mark} AS BLOB)"
    return f"'{DAY}'" if kind is date else mark


def plant(file):
    """Put a canary wherever one can stand; return how many rows have one, by table."""
    planted = {}
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        # Of what is written once, too.
        for (guard,) in connection.execute(ASKED["sqlite"]).fetchall():
            connection.execute(f"DROP TRIGGER {guard}")
        for table in Base.metadata.sorted_tables:
            columns = {c.name: canary(c) for c in table.columns if is_planted(c)}
            rest = {c.name: "1" for c in table.columns if c.name not in columns}
            if not connection.execute(f"SELECT 1 FROM {table.name}").fetchone():  # noqa: S608
                row = columns | rest
                sql = f"({', '.join(row)}) SELECT {', '.join(row.values())}"
                done = connection.execute(f"INSERT INTO {table.name} {sql}")
            elif columns:
                named = ", ".join(f"{name} = {sql}" for name, sql in columns.items())
                done = connection.execute(f"UPDATE {table.name} SET {named}")  # noqa: S608
            planted[table.name] = done.rowcount if columns else None
    connection.close()
    return planted


@pytest.mark.database("sqlite")
def test_nothing_of_any_other_column_is_in_a_pack(app, session, address, tmp_path):
    make_whole(session)
    session.close()
    planted = plant(address.removeprefix("sqlite:///"))
    file = tmp_path / "x.json"
    done = app.test_cli_runner().invoke(cli, ["pack", "export", str(file)])
    assert done.exit_code == 0, (done.output, done.exception)

    content = file.read_bytes()
    assert [sign for sign in SIGNS if sign in content] == []
    found = read_pack("x.json", content)
    assert [each.questions.slug for each in found.instruments] == ["small"]
    assert [each.key for each in found.codebooks[0].entries] == ["cost", "wait"]
    assert found.benchmarks[0].title == {"en": "These words may leave."}
    assert planted["response"] == 62
    assert planted["member"] > 10
    assert 0 not in planted.values()
    assert len(planted) > 50


def test_what_belongs_to_questions_that_stay_stays_with_them(app, session, tmp_path):
    make_whole(session)
    version = newest_version(session, "small")
    licence = {**version.body["licence"], "may_redistribute": False}
    version.body = {**version.body, "licence": licence}
    version.checksum = checksum(version.body)
    import_instrument(session, OTHER, role="operator")
    session.commit()
    file = tmp_path / "x.json"
    done = app.test_cli_runner().invoke(cli, ["pack", "export", str(file)])
    assert done.exit_code == 0, done.output
    assert [line.split(": ")[2] for line in done.stderr.splitlines()] == [
        "small",
        "codebook of wish",
        "benchmark about asked",
    ]
    assert read_pack("x.json", file.read_bytes()).codebooks == ()
    for words in (b'"small"', b"Money", b"These words may leave."):
        assert words not in file.read_bytes()


@pytest.mark.database("sqlite")
def test_a_canary_that_did_leave_would_be_found(app, session, address, tmp_path):
    make_whole(session)
    session.close()
    with sqlite3.connect(address.removeprefix("sqlite:///")) as connection:
        words = json.dumps({"en": f"{WORD} {NUMBER} {DAY}"})
        connection.execute("UPDATE benchmark SET title = ?", [words])
    connection.close()
    file = tmp_path / "x.json"
    app.test_cli_runner().invoke(cli, ["pack", "export", str(file)])
    assert [sign for sign in SIGNS if sign in file.read_bytes()] == list(SIGNS)


@pytest.mark.database("sqlite")
def test_every_column_that_may_leave_is_there_under_its_name(session):
    every = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
    }
    assert every >= LEAVES
