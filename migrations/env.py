"""Alembic's way into the application's tables.

On SQLite a migration is one transaction: the connection's own begin is off
(``core.db``), ``BEGIN IMMEDIATE`` is sent instead, and ``transactional_ddl`` tells
Alembic to rely on it, so that one killed half-way leaves nothing behind. The guards of
what is written once are part of each (``core.written_once``).
"""

from collections.abc import Collection, Mapping
from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo
from flask import current_app
from sqlalchemy import Connection, create_engine

import accounts.models
import core.audit
import core.limits
import deliberation.benchmarks.models
import deliberation.board.models
import deliberation.proposals.models
import forum.moderation.models
import forum.notes.models
import forum.threads.models
import surveys.findings.coding.models
import surveys.findings.freezing.models
import surveys.findings.models
import surveys.findings.stories.models
import surveys.instruments.editing.models
import surveys.instruments.models
import surveys.instruments.odd.models
import surveys.instruments.offers.models
import surveys.instruments.translating.models
import surveys.waves.double_entry.models
import surveys.waves.models
import surveys.waves.outreach.models
import surveys.waves.reach.models
import surveys.waves.sealed.models
import surveys.waves.stopping.models
from core.db import Base, make_guards

TABLES = [
    accounts.models,
    core.audit,
    core.limits,
    surveys.instruments.models,
    surveys.instruments.odd.models,
    surveys.instruments.offers.models,
    surveys.instruments.editing.models,
    surveys.instruments.translating.models,
    surveys.waves.models,
    surveys.waves.outreach.models,
    surveys.waves.double_entry.models,
    surveys.waves.reach.models,
    surveys.waves.sealed.models,
    surveys.waves.stopping.models,
    surveys.findings.models,
    surveys.findings.freezing.models,
    surveys.findings.coding.models,
    surveys.findings.stories.models,
    forum.threads.models,
    forum.moderation.models,
    forum.notes.models,
    deliberation.board.models,
    deliberation.benchmarks.models,
    deliberation.proposals.models,
]


FIRST_GUARDED = "0022"
"""The migration from which on there are guards."""


def guard(
    ctx: MigrationContext,
    step: MigrationInfo,  # noqa: ARG001  # Alembic's order
    heads: Collection[Any],
    run_args: Mapping[str, Any],  # noqa: ARG001
) -> None:
    """Make the guards anew, before a migration is committed: it may have lost them.

    One that drops such a column, or changes it, takes its guard away first.
    """
    if ctx.script is None or ctx.connection is None:
        return
    done = ctx.script.iterate_revisions(tuple(heads), "base")
    if FIRST_GUARDED in {each.revision for each in done}:
        make_guards(ctx.connection)


def run(connection: Connection) -> None:
    """Run the wanted migrations on an open connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,  # SQLite alters a table by copying it
        compare_type=True,
        transactional_ddl=True,
        transaction_per_migration=True,
        on_version_apply=guard,
    )
    with context.begin_transaction():
        context.run_migrations()


url = (
    context.config.get_main_option("sqlalchemy.url")
    or current_app.config["SQLALCHEMY_DATABASE_URI"]
)
engine = create_engine(url, execution_options={"sqlite_begin": "BEGIN IMMEDIATE"})
with engine.connect() as open_connection:
    run(open_connection)
engine.dispose()
