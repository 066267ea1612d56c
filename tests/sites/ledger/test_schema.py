"""The tables are what the versions make of them; older ledgers open, newer ones do not."""

from __future__ import annotations

import importlib.util
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from first_ledger import DUMP, PHONE, fill
from ledgers import some_ledger

from sites.errors import BookError
from sites.ledger import Ledger, migrations, open_ledger, schema
from sites.ledger.check import check
from sites.ledger.migrations.generate import generate
from sites.ledger.tables import metadata

LATER = '''"""Later."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add a column, and break off where told to."""
    with op.batch_alter_table("sites") as sites:
        sites.add_column(sa.Column("gate", sa.Text(), nullable=True))
    with op.batch_alter_table("acts", recreate="always") as acts:
        acts.alter_column("why", existing_type=sa.Text(), nullable=False)
'''


def differences(connection: sa.Connection) -> list[object]:
    """How a database differs from the tables, as Alembic sees it."""
    options = {"compare_type": True, "version_table": migrations.VERSION_TABLE}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def with_a_later_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    """From now on the program has a second version."""
    home = tmp_path / "program" / "migrations"
    shutil.copytree(migrations.HERE, home, ignore=shutil.ignore_patterns("__pycache__"))
    (home / "versions" / "v0002_later.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(migrations, "HERE", home)
    monkeypatch.setattr(schema, "HERE", home)


def test_a_new_ledger_has_the_tables(ledger: Ledger) -> None:
    with ledger.engine.connect() as connection:
        assert differences(connection) == []


def test_each_version_stands_on_its_own() -> None:
    """A version that looks at the tables of today would change with them.

    Mend it with: python -m sites.ledger.migrations.generate first
    """
    for file in (migrations.HERE / "versions").glob("v*.py"):
        assert "ledger.tables" not in file.read_text(encoding="utf-8")


def test_a_version_can_be_written_from_the_tables(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("first", generate("first", tmp_path))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with sa.create_engine("sqlite://").connect() as connection, connection.begin():
        with Operations.context(MigrationContext.configure(connection)):
            module.upgrade()
        assert differences(connection) == []


@pytest.mark.parametrize("table", ["events", "acts"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {}", "DELETE FROM {}"])
def test_what_was_told_stays_even_for_sql(ledger: Ledger, table: str, change: str) -> None:
    fill(ledger)
    sets = {"events": "verb = 'x'", "acts": "who = 'x'"}[table]
    with ledger.engine.connect() as connection, pytest.raises(sa.exc.DatabaseError) as refused:
        connection.exec_driver_sql(change.format(table, sets))
    assert "only ever added" in str(refused.value)


def test_the_first_version_opens(tmp_path: Path) -> None:
    place = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(place)) as raw:
        raw.executescript(DUMP.read_text(encoding="utf-8"))
    with closing(open_ledger(place)) as ledger:
        assert check(ledger).faults == ()
        with ledger.reading() as rows:
            assert [h.state for h in rows.rows("hazards")] == ["open", "closed"]
            assert rows.row("sites", "示例花园").phone == PHONE
            assert len(rows.events()) == 8


def test_an_older_ledger_is_kept_beside_and_migrated(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with closing(some_ledger(tmp_path)) as ledger:
        fill(ledger)
    with_a_later_version(monkeypatch, tmp_path, LATER)
    later = open_ledger(tmp_path / "ledger.sqlite")
    with closing(later), later.engine.connect() as connection:
        assert schema.version_of(connection) == "0002"
        assert "gate" in {c["name"] for c in sa.inspect(connection).get_columns("sites")}
        assert connection.exec_driver_sql("SELECT count(*) FROM acts").scalar() == 2
    with closing(sqlite3.connect(tmp_path / "ledger 0001.sqlite")) as kept:
        assert kept.execute("SELECT version_num FROM ledger_version").fetchone() == ("0001",)
        assert kept.execute("SELECT count(*) FROM events").fetchone() == (8,)


def test_a_migration_that_breaks_off_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with closing(some_ledger(tmp_path)) as ledger:
        fill(ledger)
    with monkeypatch.context() as patched:
        with_a_later_version(patched, tmp_path, LATER + "    raise OSError('power cut')\n")
        with pytest.raises(OSError, match="power cut"):
            open_ledger(tmp_path / "ledger.sqlite")
    with closing(open_ledger(tmp_path / "ledger.sqlite")) as ledger:
        assert check(ledger).faults == ()


def test_a_newer_ledger_is_refused(place: str) -> None:
    ledger = open_ledger(place)
    with closing(ledger), ledger.engine.connect().execution_options(writes=True) as raw:  # noqa: SIM117
        with raw.begin():
            raw.exec_driver_sql("UPDATE ledger_version SET version_num = '9999'")
    with pytest.raises(BookError, match="a newer program's ledger"):
        open_ledger(place)


def test_another_programs_database_is_refused(place: str) -> None:
    if "://" not in place:
        with closing(sqlite3.connect(place)) as raw:
            raw.execute("CREATE TABLE invoices (id)")
    else:
        engine = sa.create_engine(sa.make_url(place).set(drivername="postgresql+psycopg"))
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE invoices (id int)")
        engine.dispose()
    with pytest.raises(BookError, match="a database of another program"):
        open_ledger(place)


def test_opening_a_current_ledger_imports_no_alembic(tmp_path: Path) -> None:
    import subprocess
    import sys

    some_ledger(tmp_path).close()
    code = (
        "import sys; from sites.ledger import open_ledger; open_ledger(sys.argv[1]).close();"
        "sys.exit('alembic' in sys.modules)"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "ledger.sqlite")], cwd=root, check=False
    )
    assert done.returncode == 0
