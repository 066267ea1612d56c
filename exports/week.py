"""The files of one planned week, all of them or none; what stood there before is kept aside."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from constraints import RULES, Verdict
from constraints._substitutes import all_substitutes
from exports.diary import write_diary
from exports.files import Write, reach, write_all, write_text
from exports.outlook import outlook_text
from exports.roster import write_roster
from exports.roster.typed import Typed, read_typed
from exports.text import roster_text
from exports.tracker import write_tracker
from sites.base import Language
from sites.book import SiteBook
from sites.clock import CHINA
from sites.json_files import outlook_json, plan_json, read_outlook, round_json
from sites.outlook import Outlook
from sites.plan import Plan
from sites.round import Round

TRACKER = "tracker.xlsx"
EDITED = ("roster.xlsx", TRACKER)
"""Files that people type into; a new run keeps the ones it replaces."""

OUTLOOK = "outlook.json"
FILES = (*EDITED, "roster.txt", "plan.json", "round.json", "roster.ics", OUTLOOK)
KEPT = "旧版"
PUBLISHED = "已发布"


def write_week(
    out: Path,
    book: SiteBook,
    round: Round,
    plan: Plan,
    verdict: Verdict,
    *,
    lang: Language = "zh",
    ics: bool = False,
    outlook: Outlook | None = None,
) -> tuple[Path, ...]:
    """Write roster, tracker, text, plan and round into ``out``; return where old ones were kept.

    With an ``outlook`` it is written, too; without one, an older one there is taken away.

    Raises
    ------
    BookError
        If the folder cannot be written to; then nothing has changed.
    """
    kept = _kept(out)
    files: dict[Path, Write] = {
        **kept,
        out / "tracker.xlsx": lambda p: write_tracker(p, book.hazards, book, round.today, lang),
        **_papers(out, round, plan, verdict, lang, ics, outlook=outlook),
    }
    if outlook is not None:
        files = {out / OUTLOOK: write_text(outlook_json(outlook))} | files
    write_all(files)
    if outlook is None:
        (out / OUTLOOK).unlink(missing_ok=True)
    return tuple(kept)


def write_again(
    out: Path,
    round: Round,
    plan: Plan,
    verdict: Verdict,
    *,
    places: Mapping[tuple[str, str], str] | None = None,
    lang: Language = "zh",
    archive: bool = False,
    keep: bool = True,
    more: Mapping[Path, Write] | None = None,
) -> tuple[Path, ...]:
    """Write a plan of the same week over the one in ``out``; return where the old one was kept.

    The tracker and ``outlook.json`` are not touched; what people typed beside the visits comes
    along. ``places`` (as ``sites.roster_reading`` found them) tell it of rows that people added,
    too. ``archive`` also keeps this version as published; without ``keep`` the old roster is not
    kept (nobody typed into it); ``more`` are files to be written with it, all or none.

    Raises
    ------
    BookError
        If the folder cannot be written to; then nothing has changed.
    """
    kept = _kept(out, ("roster.xlsx",) if keep else ())
    ics = (out / "roster.ics").exists()
    typed = read_typed(out / "roster.xlsx", places or {})
    outlook = read_outlook(out / OUTLOOK) if (out / OUTLOOK).exists() else None
    papers = _papers(out, round, plan, verdict, lang, ics, typed, outlook)
    aside = published_folder(out, plan.approval.version)
    archived = {aside / path.name: write for path, write in papers.items()} if archive else {}
    write_all({**kept, **archived, **(more or {}), **papers})
    return tuple(kept)


def published_folder(out: Path, version: int) -> Path:
    """Where a published version is kept for good."""
    return out / PUBLISHED / f"第{version}版"


def last_published(out: Path) -> int:
    """Number of the last published version that ``out`` keeps; 0 if none."""
    plans = sorted((out / PUBLISHED).glob("第*版/plan.json"))
    found = (re.fullmatch(r"第(\d+)版", p.parent.name) for p in plans)
    return max((int(m[1]) for m in found if m), default=0)


def _papers(
    out: Path,
    round: Round,
    plan: Plan,
    verdict: Verdict,
    lang: Language,
    ics: bool,
    typed: Typed | None = None,
    outlook: Outlook | None = None,
) -> dict[Path, Write]:
    """The files of a plan, its own last: what it says of its approval then has all its papers."""
    substitutes = all_substitutes(plan, round, RULES.values())
    text = roster_text(plan, round, lang)
    text += outlook_text(outlook, plan, lang) if outlook else ""
    files: dict[Path, Write] = {
        out / "roster.xlsx": lambda p: write_roster(
            p, plan, round, verdict, substitutes, lang, typed, outlook
        ),
        out / "roster.txt": write_text(text),
        out / "round.json": write_text(round_json(round)),
        out / "plan.json": write_text(plan_json(plan)),
    }
    if ics:
        files = {out / "roster.ics": lambda p: write_diary(p, plan, round, lang)} | files
    return files


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
            changed = datetime.fromtimestamp(old.stat().st_mtime, CHINA)
            target = out / KEPT / f"{old.stem}_{changed:%Y%m%d-%H%M%S}{old.suffix}"
            copies[target] = _copy_of(old)
    return copies


def _copy_of(old: Path) -> Write:
    return lambda path: _copy(old, path)


def _copy(old: Path, path: Path) -> None:
    shutil.copyfile(old, path)
