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
    paths: Iterable[Path],
    column_map: Path | None,
    findings: Findings,
    kept_there: bool = False,
) -> tuple[FoundFile, ...]:
    """Read files in the order of their names; those that cannot be read are faults of theirs.

    Files of one name are called by their folders, too. ``kept_there``: they lie in folders of
    people's own, so that a file of that name is there again the same one.
    """
    from sites.findings_reading.recognised import recognised
    from sites.reading.findings import Spot
    from sites.reading.mark import folder_of

    files = []
    for path, called in _called(paths):
        try:
            file = recognised(path, column_map, findings, called)
            file.folder = folder_of(path) if kept_there else ""
            files.append(file)
        except BookError as error:
            for fault in error.faults:
                sheet = fault.sheet if path.name in fault.sheet else f"{called} {fault.sheet}"
                findings.fault(Spot(sheet.strip(), fault.cell), fault.found, fault.expected)
    return tuple(files)


def _called(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """Each file with what messages call it: its name, and as much of its path as it takes."""
    several = sorted(set(paths), key=lambda p: (p.name, str(p)))

    def name(path: Path, parts: int) -> str:
        return "/".join(path.resolve().parts[-parts:])

    def parts(path: Path) -> int:
        others = [p for p in several if p != path and p.resolve() != path.resolve()]
        most = len(path.resolve().parts)
        return next(
            (n for n in range(1, most) if all(name(path, n) != name(o, n) for o in others)), most
        )

    return [(path, name(path, parts(path))) for path in several]
