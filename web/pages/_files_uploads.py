"""Files that people drop on the board: kept under names of ours until they are done with.

The name that a browser sends is shown and told in the ledger; it never becomes a path.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Awaitable, Callable

from nicegui import events, ui

from sites.clock import china_now
from sites.errors import Refused
from web.desk import Desk, Office, Role
from web.dialogs.window import reasons, see_allowed, show_reasons
from web.uploads import Dropped

MOST_BYTES = 50_000_000
KINDS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".toml")
LONGEST = 80
PREFIX = "上传"
KEPT_SECONDS = 86_400


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


Came = Callable[[tuple[Dropped, ...]], Awaitable[None]]
"""What is done with the files that were dropped together, in the order of their names."""


def drop_here(
    desk: Desk, label: str, act: Came, *roles: Role, mark: str, several: bool = False
) -> ui.upload:
    """A field to drop files on; one alone unless ``several``."""

    async def came(event: events.MultiUploadEventArguments) -> None:
        field.reset()
        try:
            see_allowed(desk, *roles)
        except Refused as error:
            show_reasons(desk, reasons(error, desk))
            return
        sweep(desk.office)
        files = []
        for file in event.files:
            files.append(place_for(desk.office, file.name))
            await file.save(files[-1].path)
        await act(tuple(sorted(files, key=lambda f: f.shown)))

    def refused() -> None:
        most = MOST_BYTES // 1_000_000
        ui.notify(
            desk.t(f"只收表格文件，一共不超过{most}MB", f"tables, at most {most} MB in all"),
            type="negative",
        )

    field = ui.upload(
        label=label,
        multiple=several,
        auto_upload=True,
        max_total_size=MOST_BYTES,
        on_multi_upload=came,
        on_rejected=refused,
    )
    field.props(f'accept="{",".join(KINDS)}"').classes("w-full").mark(mark)
    return field
