"""Files that people drop on the board: kept under names of ours until they are done with.

The name that a browser sends is shown and told in the ledger; it never becomes a path.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

from nicegui import events, ui

from sites.errors import Refused
from sites.ledger.ledger import china_now
from web.desk import Desk, Office, Role
from web.dialogs.window import reasons, see_allowed, show_reasons

MOST_BYTES = 50_000_000
KINDS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".toml")
LONGEST = 80
PREFIX = "上传"
KEPT_SECONDS = 86_400


class Dropped(NamedTuple):
    """A file that waits; ``shown`` is what the person calls it."""

    path: Path
    shown: str

    def renamed(self, line: str) -> str:
        """A line about the file in the person's name for it."""
        return line.replace(self.path.name, self.shown)


def place_for(office: Office, shown: str) -> Dropped:
    """Where a file of that name shall lie: a path of ours, with a suffix that we know."""
    name = shown.replace("\\", "/").rsplit("/", 1)[-1]
    name = re.sub(r"[\x00-\x1f\x7f]", "", name)[-LONGEST:] or "?"
    suffix = next((kind for kind in KINDS if name.lower().endswith(kind)), ".bin")
    own = f"{PREFIX}{china_now():%Y%m%d-%H%M%S}-{secrets.token_hex(6)}{suffix}"
    return Dropped(office.uploads / own, name)


def sweep(office: Office) -> None:
    """Take away what has waited for longer than a day: nobody looks at it any more."""
    for path in office.uploads.glob(f"{PREFIX}*"):
        if time.time() - path.stat().st_mtime > KEPT_SECONDS:
            path.unlink(missing_ok=True)


def drop_here(
    desk: Desk, label: str, act: Callable[[Dropped], Awaitable[None]], *roles: Role, mark: str
) -> ui.upload:
    """A field to drop one file on; ``act`` gets it, and the file is gone when it is replaced."""

    async def came(event: events.UploadEventArguments) -> None:
        field.reset()
        try:
            see_allowed(desk, *roles)
        except Refused as error:
            show_reasons(desk, reasons(error, desk))
            return
        sweep(desk.office)
        dropped = place_for(desk.office, event.file.name)
        await event.file.save(dropped.path)
        await act(dropped)

    def refused() -> None:
        most = MOST_BYTES // 1_000_000
        ui.notify(
            desk.t(f"只收{most}MB以内的表格文件", f"tables of at most {most} MB"), type="negative"
        )

    field = ui.upload(
        label=label, auto_upload=True, max_file_size=MOST_BYTES, on_upload=came, on_rejected=refused
    )
    field.props(f'accept="{",".join(KINDS)}"').classes("w-full").mark(mark)
    return field
