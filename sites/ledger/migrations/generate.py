"""Write the next version from the tables: ``python -m sites.ledger.migrations.generate WHAT``.

With the WHAT of the last version that version is written anew: only while it is not released.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

from sites.ledger.migrations import HERE, VERSION_TABLE, revisions
from sites.ledger.schema import upgrade
from sites.ledger.tables import metadata

_FILE = '''"""{what}. Written by sites.ledger.migrations.generate."""

import sqlalchemy as sa
from alembic import op
{more}
WHOLE = {whole}
revision = "{revision}"
down_revision = {before}


def upgrade() -> None:
    """From {before} to {revision}."""
    {body}
'''
_WHOLE = "sa.BigInteger().with_variant(sa.Integer(), 'sqlite')"
_MORE = "\nfrom sites.ledger.migrations.only_added import only_ever_added\n"


def generate(what: str, folder: Path = HERE / "versions") -> Path:
    """Write the version named ``what``; return its file."""
    known = [r for r in revisions() if not (HERE / "versions" / f"v{r}_{what}.py").exists()]
    before = known[-1] if known else None
    revision = f"{len(known) + 1:04}"
    file = folder / f"v{revision}_{what}.py"
    body, more = _difference(before), ""
    if before is None:
        body += '\n    only_ever_added("acts")\n    only_ever_added("events")'
        more = _MORE
    written = _FILE.format(
        what=what.capitalize(), revision=revision, body=body, more=more, whole=_WHOLE,
        before=f'"{before}"' if before else None,
    )  # fmt: skip
    file.write_text(written, encoding="utf-8")
    if find_spec("ruff"):
        for words in (("format", "-q"), ("check", "-q", "--fix")):
            subprocess.run([sys.executable, "-m", "ruff", *words, str(file)], check=True)
    return file


def _difference(before: str | None) -> str:
    """The statements from a version to the tables as they are now."""
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection, connection.begin():
        if before:
            upgrade(connection, before)
        options = {"compare_type": True, "version_table": VERSION_TABLE, "render_as_batch": True}
        options["include_schemas"] = False
        context = MigrationContext.configure(connection, opts=options)
        script = produce_migrations(context, metadata)
        assert script.upgrade_ops is not None
        code = render_python_code(script.upgrade_ops, render_as_batch=before is not None)
    return re.sub(r" *# ### .*\n?", "", code).strip().replace(_WHOLE, "WHOLE") or "pass"


if __name__ == "__main__":
    print(generate(sys.argv[1]))
