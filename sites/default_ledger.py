"""Which ledger is this office's: known without the database, so that every command starts fast."""

from __future__ import annotations

import os


def default_place() -> str:
    """The ledger of this office: INSPECT_ONCE_LEDGER, else the file ``ledger.sqlite`` here."""
    return os.environ.get("INSPECT_ONCE_LEDGER", "ledger.sqlite")
