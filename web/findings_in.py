"""Files that tell what was found, as people sent them: read, and recorded or only looked at."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sites.base import Language
from sites.ledger import Act
from web.uploads import Dropped, in_their_names, renamed


class Wish(NamedTuple):
    """How ``inspect-once record`` shall take the files: its options."""

    column_map: Path | None = None
    correct: bool = False
    accept: bool = False


def recorded(
    acting: AbstractContextManager[Act],
    files: Sequence[Dropped],
    wish: Wish,
    today: date,
    lang: Language,
) -> tuple[tuple[str, ...], int]:
    """Record files in one act; the lines to tell, and the ledger's head before it.

    Raises
    ------
    BookError
        With every fault of every file, by the names that people gave them; nothing is written.
    """
    from sites.findings_reading import read_files
    from sites.ledger.recording import record
    from sites.reading.findings import Findings

    findings, found = Findings(), []
    with in_their_names(files):
        for one in sorted(files, key=lambda f: f.shown):
            for file in read_files((one.path,), wish.column_map, findings):
                if not file.pages:  # pages know their pictures by the file's name
                    file.name = one.shown
                found.append(file)
        with acting as act:
            before = act.head[0]
            told = record(
                act, found, findings, today=today, correct=wish.correct, accept=wish.accept
            )
            lines = tuple(renamed(line.in_(lang), files) for line in told.lines())
    return lines, before
