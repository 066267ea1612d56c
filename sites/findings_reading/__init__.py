"""Reads what people found back from the papers they filled in, whatever the file is called.

``marks`` tells a tick, ``papers`` reads 任务单, ``weekly`` the columns of 周检查计划 that people
fill in, ``pictures`` what is embedded in a sheet; ``recognised`` says which of them a file is, as
the cells of ``told``. ``understood`` and ``rows_told`` compare them with an ``office``: the tasks
and lists of the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sites.errors import BookError

if TYPE_CHECKING:
    from sites.findings_reading.recognised import FoundFile
    from sites.reading.findings import Findings

__all__ = ["read_files"]


def read_files(
    paths: Iterable[Path], column_map: Path | None, findings: Findings
) -> tuple[FoundFile, ...]:
    """Read files in the order of their names; those that cannot be read are faults of theirs."""
    from sites.findings_reading.recognised import recognised
    from sites.reading.findings import Spot

    files = []
    for path in sorted(set(paths), key=lambda p: (p.name, str(p))):
        try:
            files.append(recognised(path, column_map, findings))
        except BookError as error:
            for fault in error.faults:
                sheet = fault.sheet if path.name in fault.sheet else f"{path.name} {fault.sheet}"
                findings.fault(Spot(sheet.strip(), fault.cell), fault.found, fault.expected)
    return tuple(files)
