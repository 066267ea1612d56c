"""Workbooks in and out: read one into the ledger, export it, the tracker, a week's roster."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Query, Response, UploadFile

from sites.base import Frozen
from web.api.answers import NotThere
from web.api.asking import Asking, Day, Lang, Line, Name, WeekName, allowed, folder_of, today_or
from web.api.planned import week_now
from web.desk import OFFICE, WRITERS
from web.dialogs.planned import lawful_view
from web.uploads import Dropped, kept, plain_name, taken, trying, zipped

router = APIRouter(tags=["进出 in and out"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOOK: dict[int | str, dict[str, Any]] = {200: {"content": {XLSX: {}}, "description": "a workbook"}}
ZIPPED: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/zip": {}}, "description": "papers"}
}
INSIDE = allowed(*OFFICE)


class ReadIn(Frozen):
    """What a workbook changed, or would change, sheet by sheet."""

    written: bool
    is_foreign: bool
    says: tuple[str, ...]


@router.post("/read")
def read(
    asking: Annotated[Asking, allowed(*WRITERS)],
    file: Annotated[UploadFile, File(description=".xlsx, .xls, .et, .ods or .csv, at most 50 MB")],
    drop: Annotated[list[Name], Query(max_length=60)] = [],  # noqa: B006
    why: Annotated[Line, Form()] = "",
    dry_run: bool = True,
    lang: Lang = "zh",
) -> ReadIn:
    """Read a workbook into the ledger: edits are merged. By default only the differences."""
    name = plain_name(file.filename or "")
    with kept(file.file, name, asking.office.uploads) as path:
        found = taken(
            asking.office.ledger, path, name,
            who=asking.person.name, why=why, drop=drop, dry_run=dry_run, lang=lang,
        )  # fmt: skip
    return ReadIn(written=not dry_run, is_foreign=found.is_foreign, says=found.lines)


@router.post("/record")
def record(
    asking: Annotated[Asking, allowed(*WRITERS)],
    files: Annotated[
        list[UploadFile], File(description="papers, trackers, exports", max_length=20)
    ],
    on: Day | None = None,
    correct: bool = False,
    accept: bool = False,
    dry_run: bool = True,
    lang: Lang = "zh",
) -> ReadIn:
    """Record what filled-in papers, trackers and exports tell. By default only a look."""
    from web.findings_in import Wish, recorded

    day, office = today_or(on), asking.office
    with ExitStack() as stack:
        sent = []
        for file in files:
            name = plain_name(file.filename or "")
            sent.append(Dropped(stack.enter_context(kept(file.file, name, office.uploads)), name))
        source = f"record {' '.join(sorted(one.shown for one in sent))}"
        act = trying(office.ledger, asking.person.name, source, on=day, dry=dry_run)
        says, _ = recorded(act, sent, Wish(correct=correct, accept=accept), day, lang)
    return ReadIn(written=not dry_run, is_foreign=False, says=says)


@router.get("/export.xlsx", response_class=Response, responses=BOOK)
def export(
    asking: Annotated[Asking, INSIDE], without_personal: bool = False, lang: Lang = "zh"
) -> Response:
    """The whole workbook from the ledger; edited, it can be read again."""
    from exports.book import site_book
    from sites.ledger.intake import BOOK_NOUNS, mark_now

    with asking.office.ledger.reading() as rows:
        book, mark = rows.book(), mark_now(rows)
    without = {noun.name: noun.private for noun in BOOK_NOUNS} if without_personal else {}
    return _workbook(site_book(book, mark, lang, without), "workbook.xlsx")


@router.get("/tracker.xlsx", response_class=Response, responses=BOOK)
def tracker(
    asking: Annotated[Asking, INSIDE], today: Day | None = None, lang: Lang = "zh"
) -> Response:
    """问题隐患台账 as of today."""
    from exports.tracker import write_tracker

    book, day = asking.office.book(), today_or(today)
    return _workbook(
        lambda path: write_tracker(path, book.hazards, book, day, lang), "tracker.xlsx"
    )


@router.get("/weeks/{week}/roster.xlsx", response_class=Response, responses=BOOK)
def roster(asking: Annotated[Asking, INSIDE], week: WeekName) -> Response:
    """A week's roster as it lies in its folder."""
    path = folder_of(asking, week) / "roster.xlsx"
    if not path.exists():
        raise NotThere
    return _sent(path.read_bytes(), f"roster-{week}.xlsx")


@router.get("/weeks/{week}/papers.zip", response_class=Response, responses=ZIPPED)
def papers(asking: Annotated[Asking, INSIDE], week: WeekName) -> Response:
    """The Word papers of all visits of a week, as one archive; the plan must be lawful."""
    from exports.files import write_all
    from exports.word import paper_files, visit_papers

    folder = folder_of(asking, week)
    week_now(folder)
    view = lawful_view(folder, "zh")
    bookings = [b for b in view.plan.bookings if b.state != "cancelled"]
    with TemporaryDirectory() as place:
        found = [paper for booking in bookings for paper in visit_papers(view, booking)]
        write_all(paper_files(found, Path(place)))
        return _sent(zipped(Path(place)), f"papers-{week}.zip", "application/zip")


def _workbook(write: Callable[[Path], None], name: str) -> Response:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        return _sent(path.read_bytes(), name)


def _sent(content: bytes, name: str, kind: str = XLSX) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=kind, headers=headers)
