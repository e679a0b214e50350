"""What is written once: guards in the database that refuse every later change.

The program has no verb that changes such a column (``core.db.WRITTEN_ONCE`` in its
info); the guard refuses a statement of somebody else, or of a mistake of ours. Whoever
owns the database can take it away, as they can everything: it is no seal.

A migration on SQLite alters a table by copying it, and the guards stay behind with the
old one. So they are made anew at the end of each migration, in its own transaction.
"""

# Compared as text: PostgreSQL's JSON has no other equality.
_CHANGED = "CAST(OLD.{column} AS TEXT) {differs} CAST(NEW.{column} AS TEXT)"

_SQLITE = (
    "DROP TRIGGER IF EXISTS {guard}",
    (
        "CREATE TRIGGER {guard} BEFORE UPDATE OF {column} ON {table} "
        "WHEN {changed} "
        "BEGIN SELECT RAISE(ABORT, '{table}.{column} is written once'); END"
    ),
)

_POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql "
        "AS $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0] || ' is written once', "
        "ERRCODE = 'integrity_constraint_violation'; END $$"
    ),
    "DROP TRIGGER IF EXISTS {guard} ON {table}",
    (
        "CREATE TRIGGER {guard} BEFORE UPDATE ON {table} FOR EACH ROW "
        "WHEN ({changed}) EXECUTE FUNCTION refuse_change('{table}.{column}')"
    ),
)

_BY_DIALECT = {
    "sqlite": (_SQLITE, "IS NOT"),
    "postgresql": (_POSTGRESQL, "IS DISTINCT FROM"),
}

ASKED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
}
"""By dialect: asks a database for the names of its guards."""


def guard_of(table: str, column: str) -> str:
    """Return the name of the guard of one column."""
    return f"written_once_{table}_{column}"


def guarding(dialect: str, table: str, column: str) -> list[str]:
    """Return the statements that make the guard of one column, or make it anew."""
    statements, differs = _BY_DIALECT[dialect]
    changed = _CHANGED.format(column=column, differs=differs)
    named = {"table": table, "column": column, "guard": guard_of(table, column)}
    return [statement.format(**named, changed=changed) for statement in statements]
