"""Tables whose rows are only ever added: the database itself refuses to change or drop them.

Used by versions that are released: what it does never changes.
"""

from __future__ import annotations

from alembic import op

_SQLITE = """
CREATE TRIGGER {table}_no_{name} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} are only ever added'); END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION only_ever_added() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% are only ever added', TG_TABLE_NAME; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION only_ever_added()
"""


def only_ever_added(table: str) -> None:
    """Refuse UPDATE and DELETE on a table."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(_SQLITE.format(table=table, name=verb.lower(), verb=verb))
        return
    op.execute(_FUNCTION)
    op.execute(_POSTGRESQL.format(table=table))
