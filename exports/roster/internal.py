"""任务单（内部）: per visit why it is here, from which orders, and who could step in."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports import style
from exports.roster.view import View
from exports.roster.weekly_row import vehicles
from sites.base import Text
from sites.plan import Booking

WIDTHS = (15.0, 9.0, 30.0, 13.0, 44.0, 15.0, 14.0)
LAST = len(WIDTHS)
KEEP_IN = Text(
    zh="内部页：含检查由来，不得带入现场；交现场的是另一张表“任务单”，两表分开打印",
    en="INTERNAL: never take it to the site. What goes there is the other sheet, Site papers",
)


def write_internal_papers(book: Workbook, view: View) -> None:
    """Add the sheet 任务单（内部）: one page a visit."""
    sheet = book.create_sheet(view.word("sheets", "internal"))
    style.set_widths(sheet, WIDTHS)
    style.put_across(sheet, 1, 1, LAST, KEEP_IN.in_(view.lang), "ioWarning")
    sheet.row_dimensions[1].height = 22
    sheet.freeze_panes = "A2"
    row = 2
    for booking in view.plan.bookings:
        row = _page(sheet, row, booking, view)
    style.page(sheet, view.mark, view.lang, headings="1:1")


def _page(sheet: Worksheet, row: int, booking: Booking, view: View) -> int:
    site, t = view.round.site[booking.site], view.t
    style.put_across(sheet, row, 1, LAST, f"{site.name}　{view.when(booking)}", "ioTitle")
    sheet.row_dimensions[row].height = 28
    rating = view.brackets(view.colour(site.colour), [site.rated_why] if site.rated_why else [])
    row = _fact(sheet, row + 1, view.word("papers", "task"), view.task(booking))
    row = _fact(sheet, row, t("三色等级", "Rating"), rating)
    row = _needs(sheet, row, booking, view)
    reasons = [
        s.in_(view.lang) for r in view.plan.reasons if r.visit == booking.visit for s in r.says
    ]
    facts = (
        (t("安排理由", "Why so"), "\n".join(reasons)),
        (t("到场理由", "Why on site"), _why_on_site(booking, view)),
        (t("入企频次", "Frequency"), _frequency(booking, view)),
        (t("执法人员", "Officers"), view.people(booking).replace("\n", "")),
        (t("协助人员", "Auxiliaries"), view.join(view.names[a] for a in booking.auxiliaries)),
        (t("车辆", "Vehicles"), vehicles(booking, view) or t("自行前往", "own way")),
        (t("可替补人员", "Substitutes"), view.substitutes_of(booking)),
        (t("联系人及电话", "Contact"), " ".join(x for x in (site.contact, site.phone) if x)),
        *([(view.word("papers", "closed_orders"), "")] if _has_orders(booking, view) else []),
    )
    for name, value in facts:
        row = _fact(sheet, row, name, value)
    style.break_after(sheet, row - 1)
    return row


def _has_orders(booking: Booking, view: View) -> bool:
    return any(need.complaints for need in view.needs(booking))


def _why_on_site(booking: Booking, view: View) -> str:
    """Why each body has to come instead of checking off site (国办发〔2024〕54号)."""
    told = (f"{n.body}：{n.onsite_reason}" for n in view.needs(booking) if n.onsite_reason)
    return "\n".join(dict.fromkeys(told))


def _frequency(booking: Booking, view: View) -> str:
    """Each body's count and ceiling of the year, with what the count leaves out."""
    year = view.round.session[booking.session].day.year
    bodies = dict.fromkeys(need.body for need in view.needs(booking))
    told = [view.round.frequency.told(body, booking.site, year).in_(view.lang) for body in bodies]
    caveat = view.t(
        "本台账口径，不含部门自行检查，以省执法平台为准",
        "our own ledger only; the provincial platform's count stands",
    )
    return "\n".join((*told, caveat))


def _fact(sheet: Worksheet, row: int, name: str, value: str) -> int:
    style.put(sheet, row, 1, name, "ioHead")
    style.put_across(sheet, row, 2, LAST, value)
    style.fit_row(sheet, row, (name, value), (WIDTHS[0], sum(WIDTHS[1:])), least=20)
    return row + 1


def _needs(sheet: Worksheet, row: int, booking: Booking, view: View) -> int:
    t = view.t
    headings = (
        t("部门", "Body"),
        t("检查类型", "Type"),
        t("检查事项", "Items"),
        t("到期日", "Due"),
        t("为何检查", "Why it is here"),
        t("工单、隐患、文号", "Order, hazard, plan"),
        t("由谁代表", "Stood for by"),
    )
    style.put_row(sheet, row, headings, "ioHead")
    style.fit_row(sheet, row, headings, WIDTHS, least=22)
    for need in view.needs(booking):
        row += 1
        numbers = [*need.complaints, *need.hazards, *filter(None, (need.campaign, need.task_no))]
        standing = [s.officer for s in booking.stands_for if s.need == need.id]
        values = (
            need.body,
            view.word("kinds", need.kind),
            view.join(view.items_of([need])),
            need.due.isoformat(),
            need.why.in_(view.lang),
            "\n".join(numbers),
            view.join(view.names[o] for o in standing),
        )
        style.put_row(sheet, row, values)
        style.fit_row(sheet, row, values, WIDTHS, least=20)
    return row + 1
