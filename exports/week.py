"""The files of one planned week, all of them or none; what stood there before is kept aside."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from constraints import RULES, Verdict
from constraints._substitutes import all_substitutes
from exports.diary import write_diary
from exports.files import Write, reach, write_all, write_text
from exports.roster import write_roster
from exports.text import roster_text
from exports.tracker import write_tracker
from sites.base import Language
from sites.book import SiteBook
from sites.json_files import plan_json, round_json
from sites.plan import Plan
from sites.round import Round

TRACKER = "tracker.xlsx"
EDITED = ("roster.xlsx", TRACKER)
"""Files that people type into; a new run keeps the ones it replaces."""

FILES = (*EDITED, "roster.txt", "plan.json", "round.json", "roster.ics")
KEPT = "旧版"


def write_week(
    out: Path,
    book: SiteBook,
    round: Round,
    plan: Plan,
    verdict: Verdict,
    *,
    lang: Language = "zh",
    ics: bool = False,
) -> tuple[Path, ...]:
    """Write roster, tracker, text, plan and round into ``out``; return where old ones were kept.

    Raises
    ------
    BookError
        If the folder cannot be written to; then nothing has changed.
    """
    substitutes = all_substitutes(plan, round, RULES.values())
    kept = _kept(out)
    files: dict[Path, Write] = {
        **kept,
        out / "roster.xlsx": lambda p: write_roster(p, plan, round, verdict, substitutes, lang),
        out / "tracker.xlsx": lambda p: write_tracker(p, book.hazards, book, round.today, lang),
        out / "roster.txt": write_text(roster_text(plan, round, lang)),
        out / "plan.json": write_text(plan_json(plan)),
        out / "round.json": write_text(round_json(round)),
    }
    if ics:
        files[out / "roster.ics"] = lambda p: write_diary(p, plan, round, lang)
    write_all(files)
    return tuple(kept)


def see_writable(out: Path) -> None:
    """Raise the `BookError` of a folder that cannot be written to before any work is done.

    A folder that was not there is not left behind: the plan may still come to nothing.
    """
    made = [folder for folder in (out, *out.parents) if not folder.exists()]
    try:
        for name in FILES:
            reach(out / name)
        probe = out / ".inspect-once"
        write_all({probe: write_text("")})
        probe.unlink()
    finally:
        with suppress(OSError):
            for folder in made:
                folder.rmdir()


def write_tracker_alone(
    out: Path, book: SiteBook, today: date, lang: Language = "zh"
) -> tuple[Path, ...]:
    """Write the book's hazards into ``out`` without a plan; return where the old one was kept.

    Raises
    ------
    BookError
        If the folder cannot be written to; then nothing has changed.
    """
    kept = _kept(out, (TRACKER,))
    write_all(
        {
            **kept,
            out / TRACKER: lambda p: write_tracker(p, book.hazards, book, today, lang),
        }
    )
    return tuple(kept)


def _kept(out: Path, names: Iterable[str] = EDITED) -> dict[Path, Write]:
    """Copies of the workbooks in the folder, named by when they were last changed."""
    copies: dict[Path, Write] = {}
    for name in names:
        old = out / name
        if old.exists():
            changed = datetime.fromtimestamp(old.stat().st_mtime)
            target = out / KEPT / f"{old.stem}_{changed:%Y%m%d-%H%M%S}{old.suffix}"
            copies[target] = _copy_of(old)
    return copies


def _copy_of(old: Path) -> Write:
    return lambda path: _copy(old, path)


def _copy(old: Path, path: Path) -> None:
    shutil.copyfile(old, path)
