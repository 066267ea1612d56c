"""Writes the small ledger of the first version that every later one must open.

``python tests/first_ledger.py`` from the repository's root, once, before the first version is
released; never again.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from sites.book import Hazard, Settings, Site
from sites.ledger import Ledger, open_ledger
from sites.ledger.files import APPLICATION
from sites.ledger.tables import keeping

DUMP = Path(__file__).parent / "sites" / "ledger" / "first_version.sql"
PHONE = "13800138000"


def fill(ledger: Ledger) -> None:
    """A site, its hazards, one of them closed, one taken away, and a note."""
    found = date(2026, 11, 23)
    hazards = [Hazard(id=f"H{n}", site="示例花园", what="临边防护缺失") for n in range(3)]
    with ledger.act("张示例", "建账", "read street.xlsx", on=found) as act:
        act.put("settings", Settings(street="示例街道"))
        act.put("sites", Site(id="示例花园", name="示例花园", contact="李示例", phone=PHONE))
        act.put_all("hazards", hazards)
    with ledger.act("王示例", "复查", "record tracker.xlsx", on=found) as act:
        act.change("hazards", "H1", {"state": "closed", "closed_on": found}, "closed")
        act.drop("hazards", "H2")
        act.note("hazards", "H0", "reminded", site="示例花园")


def dump(ledger: Path) -> str:
    """A SQLite file as SQL, with what marks it as ours."""
    with closing(sqlite3.connect(ledger)) as raw:
        lines = [f"PRAGMA application_id={APPLICATION};", *raw.iterdump()]
    return "\n".join(lines) + "\n"


def write() -> None:
    """Write the dump; the key of its hashes is always the same."""
    sys.path.insert(0, str(Path(__file__).parent))
    from ledgers import ticking

    with TemporaryDirectory() as folder:
        place = Path(folder) / "ledger.sqlite"
        with closing(open_ledger(place, clock=ticking())) as ledger:
            with ledger.engine.connect().execution_options(writes=True) as raw, raw.begin():
                raw.execute(sa.update(keeping).values(value="0123456789abcdef" * 2))
            fill(ledger)
        DUMP.write_text(dump(place), encoding="utf-8")


if __name__ == "__main__":
    write()
