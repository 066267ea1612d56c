"""任务单: what goes to the gate (现场页) and, on a sheet of its own, what stays inside (内部页).

The site signs its pages, so nothing on them may say why a visit is here: no complaint, no kind of
check, no rating, no points (clerk-and-law 12). Two sheets, so that printing one never prints the
other.
"""

from __future__ import annotations

from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports import style
from exports.roster.view import View
from sites.base import Text
from sites.need import Need
from sites.plan import Booking
from sites.tasks import checklist
from sites.tasks.checklist import OTHER, SPARE_LINES

WIDTHS = (5.0, 19.0, 42.0, 31.0, 22.0, 13.0, 12.0)
LAST = len(WIDTHS)
RESULTS = ("fit", "unfit", "not_applicable", "not_seen")
REST = Text(
    zh="□ 其余所查事项均符合（勾选并签名后有效；未勾选、未填写的视为未查）",
    en="□ All other items checked comply (holds when ticked and signed; blank = not seen)",
)
NO_RECORD = Text(
    zh="本表为核对清单，不代替现场检查笔录。检查前请出示执法证件。",
    en="A checklist; it does not replace the inspection record. Show your certificates first.",
)
SECOND = 2
"""Certified people who sign each body's record."""


def write_site_papers(book: Workbook, view: View) -> None:
    """Add the sheet 任务单: per visit a cover and a page for each enforcing body."""
    sheet = book.create_sheet(view.word("sheets", "papers"))
    style.set_widths(sheet, WIDTHS)
    row = 1
    for booking in view.plan.bookings:
        row = _cover(sheet, row, booking, view)
        for body in view.bodies(booking):
            row = _body_page(sheet, row, booking, body, view)
    if not view.plan.bookings:
        none = view.t("本周无联合检查", "No joint visits this week")
        style.put_across(sheet, 1, 1, LAST, none, "ioSubtitle")
    style.page(sheet, view.mark, view.lang)


# -- cover ------------------------------------------------------------------------------------


def _cover(sheet: Worksheet, row: int, booking: Booking, view: View) -> int:
    row = _title(sheet, row, view.word("papers", "cover"))
    site, t, word = view.round.site[booking.site], view.t, _words(view)
    arrived = t("　　时　　分到场，　　时　　分离场", "from ____ to ____")
    facts = (
        (t("项目名称", "Site"), site.name, t("施工许可证号", "Permit"), site.permit),
        (t("地址", "Address"), site.address, t("建设单位", "Owner"), view.company(site.owner)),
        (
            t("施工单位", "Builder"),
            view.company(site.builder),
            t("监理单位", "Supervisor"),
            view.company(site.supervisor),
        ),
        (
            t("现场负责人及电话", "Contact"),
            " ".join(x for x in (site.contact, site.phone) if x),
            t("计划检查时间", "Planned"),
            view.when(booking),
        ),
        (word("task"), view.task(booking), word("actual"), arrived),
        (word("task_no"), view.task_numbers(booking), word("code"), ""),
        (t("牵头部门", "Lead body"), booking.lead, word("present"), ""),
        (word("not_done"), "", word("refusal"), ""),
    )
    for fact in facts:
        row = _fact(sheet, row, *fact)
    row = _bodies(sheet, row + 1, booking, view)
    row = _cover_signatures(sheet, row + 1, view)
    style.break_after(sheet, row)
    return row + 1


def _words(view: View) -> Callable[[str], str]:
    """The labels that reading back knows."""
    return lambda key: view.word("papers", key)


def _title(sheet: Worksheet, row: int, text: str) -> int:
    style.put_across(sheet, row, 1, LAST, text, "ioTitle")
    sheet.row_dimensions[row].height = 30
    return row + 1


def _fact(sheet: Worksheet, row: int, name: str, value: str, name2: str, value2: str) -> int:
    style.put_across(sheet, row, 1, 2, name, "ioHead")
    style.put(sheet, row, 3, value)
    style.put(sheet, row, 4, name2, "ioHead")
    style.put_across(sheet, row, 5, LAST, value2)
    style.fit_row(sheet, row, (value, value2), (WIDTHS[2], sum(WIDTHS[4:])), least=24)
    return row + 1


def _bodies(sheet: Worksheet, row: int, booking: Booking, view: View) -> int:
    """One row a body: its items and who stands for it, with certificate numbers."""
    t = view.t
    headings = (t("序号", "No."), t("检查部门", "Body"), t("检查事项", "Items"))
    style.put_row(sheet, row, headings, "ioHead")
    style.put_across(sheet, row, 4, LAST, t("执法人员（执法证号）", "Officers"), "ioHead")
    sheet.row_dimensions[row].height = 22
    for number, body in enumerate(view.bodies(booking), start=1):
        row += 1
        items = view.join(view.items_of(n for n in view.needs(booking) if n.body == body))
        officers = view.join(_signer(o, view) for o in view.standing(booking, body))
        _body_row(sheet, row, (number, body, items), officers)
    others = [o for o in booking.officers if not view.stands_for(booking, o)]
    for label, people in (
        (t("其他执法人员", "Other officers"), [_signer(o, view) for o in others]),
        (t("协助人员", "Assisting, not enforcing"), [view.names[a] for a in booking.auxiliaries]),
    ):
        if people:
            row += 1
            _body_row(sheet, row, ("", label, ""), view.join(people))
    return row + 1


def _body_row(sheet: Worksheet, row: int, values: tuple[object, ...], officers: str) -> None:
    style.put_row(sheet, row, values)
    style.put(sheet, row, 1, values[0], "ioMiddle")
    style.put_across(sheet, row, 4, LAST, officers)
    texts = (*values, officers)
    style.fit_row(sheet, row, texts, (*WIDTHS[:3], sum(WIDTHS[3:])), least=24)


def _signer(officer: str, view: View) -> str:
    number = view.round.officer[officer].certificate
    return view.brackets(view.names[officer], [number] if number else [])


def _cover_signatures(sheet: Worksheet, row: int, view: View) -> int:
    t = view.t
    cells = (
        (t("检查人员签名", "Officers sign"), t("现场负责人签名", "Site manager signs")),
        (t("监理签名", "Supervisor signs"), view.word("papers", "witness")),
    )
    for name, name2 in cells:
        row = _fact(sheet, row, name, "", name2, "")
        sheet.row_dimensions[row - 1].height = 36
    style.put_across(sheet, row, 1, LAST, NO_RECORD.in_(view.lang), "ioNote")
    sheet.row_dimensions[row].height = 20
    return row


# -- one page a body --------------------------------------------------------------------------


def _body_page(sheet: Worksheet, row: int, booking: Booking, body: str, view: View) -> int:
    t, word = view.t, _words(view)
    row = _title(sheet, row, t(f"检查表（{body}）", f"Checklist: {body}"))
    number = f"{word('task')}{t('：', ': ')}{view.task(booking)}"
    line = f"{number}　　{view.round.site[booking.site].name}　　{view.when(booking)}"
    style.put_across(sheet, row, 1, LAST, line, "ioLine")
    sheet.row_dimensions[row].height = 20
    row = _checklist(sheet, row + 1, [n for n in view.needs(booking) if n.body == body], view)
    style.put_across(sheet, row, 1, LAST, REST.in_(view.lang))
    sheet.row_dimensions[row].height = 24
    signers = view.join(_signer(o, view) for o in _signers(booking, body, view))
    boxes = (
        (t("检查人员（证号）", "Officers"), signers, t("检查人员签名", "They sign"), ""),
        (t("现场负责人签名", "Site manager signs"), "", t("监理签名", "Supervisor signs"), ""),
        (word("witness"), "", word("refusal"), ""),
        (word("not_done"), "", "", ""),
    )
    for box in boxes:
        row = _fact(sheet, row + 1, *box) - 1
        sheet.row_dimensions[row].height = 32
    style.break_after(sheet, row)
    return row + 1


def _checklist(sheet: Worksheet, row: int, needs: list[Need], view: View) -> int:
    word, lang = _words(view), view.lang
    named = ("item", "check", "result", "finding", "measure", "due")
    style.put_row(sheet, row, (view.t("序号", "No."), *map(word, named)), "ioHead")
    sheet.row_dimensions[row].height = 22
    boxes = " ".join(view.t("□", "□ ") + view.word("results", key) for key in RESULTS)
    lines = [(x.name.in_(lang), x.check.in_(lang)) for x in checklist(needs, view.round.item)]
    other = [(OTHER.in_(lang), "")] * SPARE_LINES
    for number, (item, line) in enumerate([*lines, *other], start=1):
        row += 1
        values = (number, item, line, boxes, "", "", "")
        style.put_row(sheet, row, values)
        style.put(sheet, row, 1, number, "ioMiddle")
        style.fit_row(sheet, row, values, WIDTHS, least=25)
    return row + 1


def _signers(booking: Booking, body: str, view: View) -> list[str]:
    """Who signs a body's page: its own people, then a second certified person of those present."""
    day = view.round.session[booking.session].day
    own = view.standing(booking, body)
    others = [o for o in booking.officers if o not in own and view.round.officer[o].certified(day)]
    certified = sum(view.round.officer[o].certified(day) for o in own)
    return own + others[: max(0, SECOND - certified)]
