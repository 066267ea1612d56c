"""What a site may see must not tell its colour, points, complaints, credit or why somebody comes.

`leaks` looks through anything that is shown to a site. `SITE_FACING` lists every such output with
how to make it; whoever adds one adds a line, and `test_site_facing.py` walks them all.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import told_to_companies
from openpyxl import load_workbook
from tiny import tiny_booking, tiny_need, tiny_plan, tiny_round

from constraints import verify
from exports.roster import write_roster
from exports.roster.view import View
from sites.base import Language, Text
from sites.book import Item, Site
from sites.plan import Plan, Stand
from sites.round import Round

FORBIDDEN = re.compile(
    r"三色|[红黄绿](?:色工地|牌|码|色等级)|风险等级|扣分|评分|积分|一票否决|评定|投诉|举报|(?<!施)工单|线索|12345"
    r"|信用等级|为何|安排理由|\b(?:complain\w*|rating|rated|colou?r|points?|veto|credit)\b"
    r"|\b(?:red|yellow|green) site",
    re.IGNORECASE,
)
"""Words that only the office uses; a whole cell of `COLOURS` is one too."""

COLOURS = ("红", "黄", "绿", "红色", "黄色", "绿色", "red", "yellow", "green")
SECRETS = ("KZ-7731", "夜间施工扰民", "night noise", "两次逾期未改", "分数最低", "worst of all")
"""What the round of `secretive_round` knows and no site may read."""


def leaks(
    texts: Iterable[str], secrets: Iterable[str] = SECRETS, allowed: Iterable[str] = ()
) -> list[str]:
    """The texts that tell too much.

    ``allowed`` are phrases that must be there by law, such as the telephone number for complaints
    about the inspectors on a notice.
    """
    known, found = tuple(s for s in secrets if s), []
    for text in texts:
        plain = text
        for phrase in allowed:
            plain = plain.replace(phrase, "")
        bare = plain.strip().casefold() in COLOURS
        if bare or FORBIDDEN.search(plain) or any(s in plain for s in known):
            found.append(text)
    return found


def texts_of(path: Path, sheets: Iterable[str] | None = None) -> Iterator[str]:
    """Every text of a file: cells, notes, headers and footers of a workbook (of some sheets),
    paragraphs of a Word document, lines of anything else."""
    if path.suffix == ".xlsx":
        yield from _texts_of_workbook(path, sheets)
    elif path.suffix == ".docx":
        with zipfile.ZipFile(path) as parts:
            for name in sorted(parts.namelist()):
                if name.startswith("word/") and name.endswith(".xml"):
                    paragraphs = parts.read(name).decode().split("</w:p>")
                    yield from (re.sub(r"<[^>]+>", "", text) for text in paragraphs)
    else:
        yield from path.read_text(encoding="utf-8").splitlines()


def _texts_of_workbook(path: Path, sheets: Iterable[str] | None) -> Iterator[str]:
    book = load_workbook(path)
    for name in book.sheetnames if sheets is None else sheets:
        page = book[name]
        for row in page.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield str(cell.value)
                if cell.comment is not None:
                    yield cell.comment.text
        for margin in (page.oddHeader, page.oddFooter):
            yield from (str(part.text or "") for part in (margin.left, margin.center, margin.right))


# -- the outputs ---------------------------------------------------------------------------------


def secretive_round() -> Round:
    """A red site with a complaint, a reason and a history that it must not hear of."""
    case = tiny_need(
        "A",
        "urban",
        "case",
        items=(),
        complaints=(SECRETS[0],),
        onsite_reason="现场核实投诉举报",
        why=Text(zh=f"投诉工单{SECRETS[0]}，{SECRETS[1]}", en=f"complaint: {SECRETS[2]}"),
    )
    due = tiny_need("A", why=Text(zh=f"红色工地：{SECRETS[4]}", en=f"Red site: {SECRETS[5]}"))
    site = Site(id="A", name="site A", colour="red", rated_why=SECRETS[3], builder="B")
    item = Item(code="pit", name="深基坑", body="housing", checks=("支护", "监测"))
    return tiny_round(needs=(due, case), sites=(site,), items=(item,))


def secretive_plan() -> Plan:
    """One visit that meets both needs."""
    stands = (
        Stand(officer="o1", need="A/housing/routine"),
        Stand(officer="o3", need="A/urban/case"),
    )
    needs = ("A/housing/routine", "A/urban/case")
    return tiny_plan(tiny_booking("A#1", needs=needs, officers=("o1", "o3"), stands_for=stands))


def roster_file(folder: Path, lang: Language) -> Path:
    """The week's roster, whole."""
    round, plan = secretive_round(), secretive_plan()
    path = folder / f"roster_{lang}.xlsx"
    write_roster(path, plan, round, verify(plan, round), {}, lang)
    return path


def site_papers(folder: Path, lang: Language) -> Iterator[str]:
    """任务单 (现场页)."""
    name = {"zh": "任务单", "en": "Site papers"}[lang]
    return texts_of(roster_file(folder, lang), (name,))


def reminders(folder: Path, lang: Language) -> Iterator[str]:
    """What ``remind`` sends."""
    return told_to_companies.reminder_texts(SECRETS, lang)


def company_pages(folder: Path, lang: Language) -> Iterator[str]:
    """企业页 of the tracker."""
    path = told_to_companies.tracker_file(folder, SECRETS, lang)
    return texts_of(path, ({"zh": "企业页", "en": "companies"}[lang],))


def word_papers(folder: Path, lang: Language) -> Iterator[str]:
    """检查通知书, 现场检查笔录 and the papers of hazards, which are Chinese only."""
    visits = told_to_companies.visit_files(folder / "visits", secretive_plan(), secretive_round())
    for path in (*visits, *told_to_companies.hazard_files(folder / "hazards", SECRETS)):
        yield from texts_of(path)


def board_pages(folder: Path, lang: Language) -> Iterator[str]:
    """现场页, as the board prints it."""
    from web.pages._files_paper import site_paper

    round, plan = secretive_round(), secretive_plan()
    view = View(plan, round, verify(plan, round), {}, lang)
    for booking in plan.bookings:
        yield from site_paper(view, booking).texts()


SITE_FACING: dict[str, Callable[[Path, Language], Iterable[str]]] = {
    "site papers": site_papers,
    "reminders": reminders,
    "company pages": company_pages,
    "word papers": word_papers,
    "board pages": board_pages,
}
