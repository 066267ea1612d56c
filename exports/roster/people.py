"""执法力量安排表: who is where in every session, who is in reserve, who patrols which zone."""

from __future__ import annotations

from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports import style
from exports.roster.view import View
from sites.base import Text
from sites.book import Officer
from sites.round import Session
from sites.when import absent

REASONS = {
    "leave": Text(zh="请假", en="leave"),
    "duty": Text(zh="值班", en="duty"),
    "callout": Text(zh="区级抽调", en="called out"),
    "training": Text(zh="培训", en="training"),
    "court": Text(zh="出庭", en="court"),
    "rest": Text(zh="调休", en="day off"),
    "standby": Text(zh="备勤", en="standby"),
}
KINDS = {
    "officer": Text(zh="执法", en="officer"),
    "auxiliary": Text(zh="协助", en="auxiliary"),
    "expert": Text(zh="专家", en="expert"),
    "driver": Text(zh="驾驶员", en="driver"),
}
PERSON_WIDTHS = (16, 14, 9, 12)
SESSIONS_WIDTH = 150
ID_ROW, HEAD_ROW = 3, 4
PATROL = Text(
    zh="片区巡查只排到片区和时段，不排到工地；门外观察，不进场、不填检查表、不签字；"
    "发现线索转个案检查报批。括号内为该片区当时未另作安排的人员。",
    en="Patrols have a zone and a session, never a site: look from outside, do not enter, fill in "
    "or sign anything; report what you see so that a check can be approved. Names are free then.",
)


def write_people(book: Workbook, view: View) -> None:
    """Add the sheet 执法力量安排表."""
    sheet = book.create_sheet(view.word("sheets", "people"))
    sessions = view.round.sessions
    widths = [*PERSON_WIDTHS, *[max(11.0, SESSIONS_WIDTH / max(len(sessions), 1))] * len(sessions)]
    style.set_widths(sheet, widths)
    _head(sheet, view, len(widths))
    row = _reserve(sheet, HEAD_ROW + 1, view, widths)
    for officer in sorted(view.round.officers, key=_rank(view)):
        texts = [*_person(officer, view), *(_doing(officer, s, view) for s in sessions)]
        style.put_row(sheet, row, texts, "ioMiddle")
        style.fit_row(sheet, row, texts, widths)
        row += 1
    _patrols(sheet, row, view, widths)
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 2)
    style.page(sheet, view.mark, view.lang, headings=f"1:{HEAD_ROW}")


def _head(sheet: Worksheet, view: View, last: int) -> None:
    style.put_across(sheet, 1, 1, last, view.word("sheets", "people"), "ioTitle")
    style.put_across(sheet, 2, 1, last, view.week, "ioSubtitle")
    sheet.row_dimensions[1].height = 28
    ids = [view.word("labels", "sessions"), "", "", "", *(s.id for s in view.round.sessions)]
    style.put_row(sheet, ID_ROW, ids, "ioLine")
    sheet.row_dimensions[ID_ROW].hidden = True
    headings = [
        view.t("姓名", "Name"),
        view.t("编制单位", "Employer"),
        view.t("性质", "Kind"),
        view.t("片区", "Zone"),
        *(f"{view.say_day(s.day)}\n{view.word('parts', s.part)}" for s in view.round.sessions),
    ]
    style.put_row(sheet, HEAD_ROW, headings, "ioHead")
    sheet.row_dimensions[HEAD_ROW].height = 32


def _reserve(sheet: Worksheet, row: int, view: View, widths: list[float]) -> int:
    """备勤 by name; this line is read back, so a person may change it."""
    named = {r.session: view.join(view.names[o] for o in r.officers) for r in view.plan.reserve}
    label = view.word("labels", "reserve")
    texts = [label, "", "", "", *(named.get(s.id, "") for s in view.round.sessions)]
    style.put_row(sheet, row, texts, "ioHead")
    style.fit_row(sheet, row, texts, widths, least=24)
    return row + 1


def _rank(view: View) -> Callable[[Officer], tuple[bool, int, int]]:
    own = {o.id for o in view.round.street_team}
    bodies = {b.id: i for i, b in enumerate(view.round.bodies)}
    kinds = list(KINDS)

    def rank(officer: Officer) -> tuple[bool, int, int]:
        return (
            officer.id not in own,
            bodies.get(officer.body, len(bodies)),
            kinds.index(officer.kind),
        )

    return rank


def _person(officer: Officer, view: View) -> list[str]:
    return [
        view.names[officer.id],
        officer.body,
        KINDS[officer.kind].in_(view.lang),
        officer.zone,
    ]


def _doing(officer: Officer, session: Session, view: View) -> str:
    """What a person does in a session: visits in order of time, else reserve, else why away."""
    visits = [b for b in view.plan.bookings if b.session == session.id and officer.id in b.people]
    if visits:
        return "\n".join(
            f"{view.clock(b).split('—')[0]} {view.round.site[b.site].name}" for b in visits
        )
    if any(r.session == session.id and officer.id in r.officers for r in view.plan.reserve):
        return view.word("labels", "reserve")
    away = _away(officer, session, view)
    if away:
        return away
    expired = officer.kind == "officer" and not officer.certified(session.day)
    return view.t("证件无效", "no valid certificate") if expired else ""


def _away(officer: Officer, session: Session, view: View) -> str:
    own = (a for a in view.round.absences if a.officer == officer.id)
    found = next((a for a in own if absent([a], [session])), None)
    return REASONS[found.reason].in_(view.lang) if found else ""


def _patrols(sheet: Worksheet, row: int, view: View, widths: list[float]) -> None:
    """Area lines below the grid: zone and session, never a site."""
    zones = list(dict.fromkeys(s.zone for s in view.round.sites if s.zone))
    if not zones:
        return
    style.put_across(sheet, row, 1, len(widths), PATROL.in_(view.lang), "ioNote")
    sheet.row_dimensions[row].height = 24
    for below, zone in enumerate(zones, start=row + 1):
        label = view.t(f"片区巡查：{zone}", f"Patrol: {zone}")
        free = [_free(zone, s, view) for s in view.round.sessions]
        style.put_across(sheet, below, 1, len(PERSON_WIDTHS), label, "ioHead")
        style.put_row(sheet, below, free, "ioMiddle", first=len(PERSON_WIDTHS) + 1)
        style.fit_row(sheet, below, free, widths[len(PERSON_WIDTHS) :], least=24)


def _free(zone: str, session: Session, view: View) -> str:
    """The street's own people of a zone whom nothing else claims in the session."""
    own = {b.body for b in view.round.street_team}
    free = [
        view.names[o.id]
        for o in view.round.officers
        if o.zone == zone
        and o.body in own
        and o.kind in ("officer", "auxiliary")
        and not _doing(o, session, view)
    ]
    return view.t(f"（{view.join(free)}）", f"({view.join(free)})") if free else ""
