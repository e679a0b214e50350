"""Every migration goes up, down and up again with rows in every table."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Connection,
    Engine,
    MetaData,
    Table,
    create_engine,
    event,
    inspect,
    text,
)
from sqlalchemy.exc import IntegrityError

from core.db import missing_guards
from tests.databases import MIGRATIONS, alembic

REVISIONS = [
    script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()
][::-1]
AGREEMENT = "0011"
BEFORE_AGREEMENT = REVISIONS[REVISIONS.index(AGREEMENT) - 1]
# Where a table wants one of several things, these stay empty.
LEFT_EMPTY = {
    "coding_set.second_coder_id",
    "quote.second_id",
    "story.published_by_id",
    "recusal.motion_id",
    "evidence.frozen_result_id",
    "evidence.thread_id",
    "evidence.priority_item_id",
}
SAMPLES = {
    int: 1,
    str: "1",
    bool: True,
    bytes: b"1",
    float: 0.5,
    UUID: UUID(int=1),
}


@pytest.fixture
def config(bare_address) -> Config:
    return alembic(bare_address)


@pytest.fixture
def engine(bare_address):
    engine = create_engine(bare_address)
    yield engine
    engine.dispose()


def sample(column):
    """A value of the column's kind; the row that a foreign key points to has key 1."""
    if isinstance(column.type, JSON):
        return {"en": "1"}
    kind = column.type.python_type
    if kind in SAMPLES:
        return SAMPLES[kind]
    moment = datetime(2026, 1, 12, tzinfo=UTC).replace(tzinfo=None)
    return moment if kind is datetime else moment.date()


def fill(connection: Connection) -> dict[str, int]:
    """Give every empty table a row; return how many rows each table has."""
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        if table.name != "alembic_version" and not rows(connection, table):
            values = {
                column.name: sample(column)
                for column in table.columns
                if str(column) not in LEFT_EMPTY
            }
            connection.execute(table.insert().values(values))
    return {table.name: rows(connection, table) for table in tables.sorted_tables}


def add(connection: Connection, name: str, **facts) -> None:
    """Give a table a row with these facts; samples stand for the rest."""
    table = Table(name, MetaData(), autoload_with=connection)
    values = {column.name: sample(column) for column in table.columns}
    connection.execute(table.insert().values(values | facts))


def rows(connection: Connection, table: Table) -> int:
    return len(connection.execute(table.select()).all())


def fill_all(engine: Engine) -> dict[str, int]:
    with engine.begin() as connection:
        return fill(connection)


def test_migrations_arrive_at_the_models(config):
    command.upgrade(config, "head")

    command.check(config)


def test_every_migration_goes_back_and_keeps_the_rows_of_the_others(config, engine):
    before: dict[str, int] = {}
    for revision in REVISIONS:
        command.upgrade(config, revision)
        fill_all(engine)
        command.downgrade(config, "-1")
        kept = fill_all(engine)
        assert {name: kept[name] for name in before} == before
        command.upgrade(config, revision)
        before = fill_all(engine) | {"alembic_version": 1}

    command.downgrade(config, "base")

    assert inspect(engine).get_table_names() == ["alembic_version"]


def test_a_migration_that_dies_half_way_leaves_nothing_behind(config, engine):
    made = []

    def die(_c, _cur, statement, *_rest):
        made.extend(["table"] if "CREATE TABLE" in statement.upper() else [])
        if len(made) > 2:
            raise KeyboardInterrupt

    event.listen(Engine, "before_cursor_execute", die)
    try:
        with pytest.raises(KeyboardInterrupt):
            command.upgrade(config, REVISIONS[0])
    finally:
        event.remove(Engine, "before_cursor_execute", die)

    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    command.upgrade(config, "head")


def test_questions_that_were_put_to_people_before_the_rule_count_as_agreed(
    config, engine
):
    command.upgrade(config, BEFORE_AGREEMENT)
    waves = ((1, "open"), (2, "draft"), (1, "draft"), (4, "frozen"))
    with engine.begin() as connection:
        add(connection, "instrument")
        for version in (1, 2, 3, 4):
            add(connection, "instrument_version", id=version, number=version)
        for place, (version, state) in enumerate(waves, 1):
            named = {"id": place, "slug": f"wave-{place}", "state": state}
            add(connection, "wave", **named, instrument_version_id=version)

    command.upgrade(config, AGREEMENT)

    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT id, state, agreed_on FROM instrument_version ORDER BY id"
        ).all()
    states = [(1, "agreed"), (2, "draft"), (3, "draft"), (4, "agreed")]
    assert [tuple(row) for row in found] == [(*each, None) for each in states]


def test_questions_that_a_board_adopted_before_the_rule_keep_their_motion(
    config, engine
):
    command.upgrade(config, BEFORE_AGREEMENT)
    with engine.begin() as connection:
        for name in ("instrument", "board"):
            add(connection, name)
        for version in (1, 2):
            add(connection, "instrument_version", id=version, number=version)
        motions = ((1, "M-01", "adopted", 1), (2, "M-02", "rejected", 2))
        for motion, number, state, version in motions:
            named = {"id": motion, "number": number, "state": state}
            add(connection, "motion", **named, instrument_version_id=version)

    command.upgrade(config, AGREEMENT)

    with engine.connect() as connection:
        table = Table("instrument_version", MetaData(), autoload_with=connection)
        first, second = connection.execute(table.select().order_by(table.c.id))
    assert (first.state, first.agreed_motion) == ("agreed", "M-01")
    assert first.agreed_by == {"en": "1"}
    assert first.agreed_on.isoformat() == "2026-01-12"
    assert (second.state, second.agreed_motion) == ("draft", "")


PAPER = "0016"


def sheets(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT sheet FROM paper_entry")
        return sorted(found.scalars())


def test_paper_forms_of_waves_that_are_over_go_and_those_of_others_stay(config, engine):
    command.upgrade(config, REVISIONS[REVISIONS.index(PAPER) - 1])
    with engine.begin() as connection:
        for name in ("instrument", "instrument_version"):
            add(connection, name)
        for place, state in enumerate(("draft", "open", "closed", "frozen"), 1):
            add(connection, "wave", id=place, slug=state, state=state)
            for copy in (1, 2):
                key = UUID(int=10 * place + copy)
                named = {
                    "id": key.hex if engine.dialect.name == "sqlite" else key,
                    "sheet": f"{state} {copy}",
                }
                add(connection, "paper_entry", wave_id=place, **named)
    left = ["draft 1", "draft 2", "open 1", "open 2"]

    command.upgrade(config, PAPER)
    assert sheets(engine) == left
    command.downgrade(config, "-1")
    assert sheets(engine) == left
    command.upgrade(config, PAPER)
    assert sheets(engine) == left


@pytest.mark.database("postgresql")
def test_paper_forms_that_went_are_not_on_postgresql_s_pages_either(config, engine):
    command.upgrade(config, REVISIONS[REVISIONS.index(PAPER) - 1])
    with engine.begin() as connection:
        for name in ("instrument", "instrument_version"):
            add(connection, name)
        add(connection, "wave", state="closed")
        add(connection, "paper_entry")

    command.upgrade(config, PAPER)

    with engine.connect() as connection:
        size = connection.exec_driver_sql("SELECT pg_relation_size('paper_entry')")
        assert size.scalar() == 0


# Copies a table on SQLite, as Alembic does to alter one; guards stay with the old one.
LATER = f"""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{REVISIONS[-1]}"


def upgrade():
    for table in ("wave", "release", "frozen_result"):
        with op.batch_alter_table(table, recreate="auto") as batch:
            batch.add_column(sa.Column("later", sa.Integer(), nullable=True))
            batch.create_check_constraint("later", "later IS NULL OR later > 0")


def downgrade():
    for table in ("wave", "release", "frozen_result"):
        with op.batch_alter_table(table, recreate="auto") as batch:
            batch.drop_constraint("later", type_="check")
            batch.drop_column("later")
"""
CHANGES = [
    "UPDATE wave SET anonymity = 'coded'",
    "UPDATE frozen_result SET body = '{}'",
    "UPDATE frozen_result SET checksum = 'other'",
    "UPDATE release SET summary = '{}'",
    "UPDATE release SET checksum = 'other'",
]


def refused(engine: Engine) -> list[bool]:
    """Try each change, and tell whether the database refused it."""
    found = []
    for change in CHANGES:
        with engine.connect() as connection:
            try:
                connection.execute(text(change))
            except IntegrityError as error:
                found.append("is written once" in str(error))
            else:
                found.append(False)
    return found


def test_after_all_migrations_what_is_written_once_cannot_be_changed(config, engine):
    command.upgrade(config, "head")
    fill_all(engine)

    with engine.connect() as connection:
        assert missing_guards(connection) == []
    assert refused(engine) == [True] * len(CHANGES)
    with engine.begin() as connection:
        connection.execute(text("UPDATE wave SET state = 'frozen'"))
        connection.execute(text("UPDATE release SET published_at = NULL"))


def test_a_later_migration_that_copies_the_tables_loses_no_guard(
    config, engine, tmp_path
):
    command.upgrade(config, "head")
    (tmp_path / "later.py").write_text(LATER)
    config.set_main_option("path_separator", "newline")
    places = f"{MIGRATIONS / 'versions'}\n{tmp_path}"
    config.set_main_option("version_locations", places)

    command.upgrade(config, "9999")
    command.downgrade(config, "-1")
    command.upgrade(config, "9999")
    fill_all(engine)

    assert "later" in {c["name"] for c in inspect(engine).get_columns("wave")}
    assert refused(engine) == [True] * len(CHANGES)


OFFERS = "0023"
APART = {"codebook_offer": "codebook", "benchmark_outline": "benchmark"}


def said(engine: Engine, name: str) -> list[tuple[object, ...]]:
    """What the rows of a table of offers say, in their order, without their numbers."""
    table = Table(name, MetaData(), autoload_with=engine)
    known = ("checksum", "origin", "instrument_slug", "item_key", "body", "came_on")
    kind = [table.c.kind] if "kind" in table.c else []
    chosen = table.select().with_only_columns(*kind, *(table.c[each] for each in known))
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(chosen.order_by(table.c.id))]


def test_what_came_from_other_places_goes_along_into_one_table(config, engine):
    command.upgrade(config, REVISIONS[REVISIONS.index(OFFERS) - 1])
    with engine.begin() as connection:
        for table, kind in APART.items():
            for number in (4, 7):
                body = {"words": f"{kind} {number}"}
                facts = {"id": number, "checksum": f"{number}", "body": body}
                add(connection, table, **facts, origin="Larkmoor", item_key=kind)
    before = {table: said(engine, table) for table in APART}
    together = [(kind, *row) for table, kind in APART.items() for row in before[table]]

    command.upgrade(config, OFFERS)
    assert said(engine, "offer") == together
    assert not set(APART) & set(inspect(engine).get_table_names())
    command.downgrade(config, "-1")
    assert {table: said(engine, table) for table in APART} == before
    command.upgrade(config, OFFERS)
    assert said(engine, "offer") == together
