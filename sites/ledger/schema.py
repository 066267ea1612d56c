"""The ledger's schema and its versions (Alembic): brought up to date when a ledger is opened."""

from __future__ import annotations

import secrets

import sqlalchemy as sa

from sites.base import Text
from sites.ledger.migrations import HERE, VERSION_TABLE, revisions
from sites.ledger.place import refuse
from sites.ledger.tables import keeping

_VERSION = sa.table(VERSION_TABLE, sa.column("version_num"))


def version_of(connection: sa.Connection) -> str:
    """The version of a ledger's tables; empty where there are none."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return ""
    return connection.execute(sa.select(_VERSION.c.version_num)).scalar() or ""


def is_current(connection: sa.Connection, place: str) -> bool:
    """Whether a ledger's tables are those of this program.

    Raises
    ------
    BookError
        If they are of a newer program, or the database has tables of another one.
    """
    version, known = version_of(connection), revisions()
    if version and version not in known:
        raise refuse(
            place,
            Text(zh=f"较新版本程序的台账（{version}）", en=f"a newer program's ledger ({version})"),
            Text(
                zh=f"本程序的台账（至{known[-1]}）；请升级程序",
                en=f"a ledger of this program (up to {known[-1]}); please update the program",
            ),
        )
    if not version and sa.inspect(connection).get_table_names():
        raise refuse(
            place,
            Text(zh="别的程序的数据库", en="a database of another program"),
            Text(zh="空的数据库，或本程序的台账", en="an empty database, or a ledger of ours"),
        )
    return version == known[-1]


def upgrade(connection: sa.Connection, version: str = "head") -> None:
    """Bring the tables up to a version, in the transaction that the connection is in."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    command.upgrade(config, version)


def salt(connection: sa.Connection) -> None:
    """Give a new ledger its id and the key of its hashes; an old one keeps its own."""
    if connection.execute(sa.select(keeping.c.name)).first() is None:
        own = {"id": secrets.token_hex(8), "salt": secrets.token_hex(16)}
        rows = [{"name": name, "value": value} for name, value in own.items()]
        connection.execute(sa.insert(keeping), rows)
