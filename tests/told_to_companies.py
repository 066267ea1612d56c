"""Whatever goes to a company, made of a ledger that knows more than it may be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from hazard_life import HOUSING, day, hazard

from constraints import verify
from exports.files import write_all
from exports.reminders import reminder_lines, reminders
from exports.roster.view import View
from exports.tracker import write_tracker
from exports.word import hazard_papers, paper_files, visit_papers
from sites.base import Language
from sites.book import Body, Company, Complaint, Settings, Site, SiteBook
from sites.plan import Plan
from sites.round import Round

TODAY = day(12)
TO_THE_SITE = ("检查通知书", "现场检查笔录")


def knowing(secrets: Sequence[str]) -> SiteBook:
    """Two companies; everything that is the office's own is one of the secrets."""
    told = "，".join(secrets)
    own = {"note": told, "closing": told, "extra": (("投诉来源", told),), "notice_no": "改1号"}
    hazards = tuple(
        hazard(id=f"YH-{k:03d}", site="AB"[k % 2], due=day(k), moved_to="区交通局", **own)
        for k in range(1, 9)
    )
    return SiteBook(
        settings=Settings(street="示例街道"),
        companies=(
            Company(id="甲", name="甲建设有限公司", credit_class=told),
            Company(id="乙", name="乙建设公司"),
        ),
        sites=(
            Site(id="A", name="甲工地", builder="甲", colour="red", rated_why=told, note=told),
            Site(id="B", name="乙工地", builder="乙", colour="yellow"),
        ),
        bodies=(Body(id=HOUSING),),
        complaints=(Complaint(id=secrets[0], site="A", on=date(2026, 11, 1), content=told),),
        hazards=hazards,
    )


def reminder_texts(secrets: Sequence[str], lang: Language) -> Iterator[str]:
    """The reminders of all companies."""
    book = knowing(secrets)
    for one in reminders(book.hazards, book):
        yield from reminder_lines(one, book, TODAY, lang)


def tracker_file(folder: Path, secrets: Sequence[str], lang: Language) -> Path:
    """The tracker, whose last sheet holds the companies' pages."""
    path, book = folder / f"tracker_{lang}.xlsx", knowing(secrets)
    write_tracker(path, book.hazards, book, TODAY, lang)
    return path


def hazard_files(folder: Path, secrets: Sequence[str]) -> Iterator[Path]:
    """The Word papers of one notice."""
    book = knowing(secrets)
    files = paper_files(hazard_papers(book.hazards[:3], book), folder)
    write_all(files)
    yield from files


def visit_files(folder: Path, plan: Plan, round: Round) -> Iterator[Path]:
    """Those Word papers of a plan's visits that the site reads."""
    view = View(plan, round, verify(plan, round), {}, "zh")
    papers = (p for b in plan.bookings for p in visit_papers(view, b) if p.kind in TO_THE_SITE)
    files = paper_files(papers, folder)
    write_all(files)
    yield from files
