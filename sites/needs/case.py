"""个案: complaints that are still open, each with its clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from sites.base import Text
from sites.book import Complaint, Site
from sites.need import Need
from sites.needs.view import BookView
from sites.needs.words import join, say_day, say_late
from sites.offsite import is_lead


def case_needs(view: BookView, site: Site) -> Iterator[Need]:
    """Yield one need for the open complaints of each body at the site.

    It is due by the first of 到场期限 and 办结期限; a complaint without either has so many working
    days from its dispatch as 设置 says.
    """
    groups: defaultdict[str, list[Complaint]] = defaultdict(list)
    for complaint in view.complaints.get(site.id, ()):
        if complaint.body in view.bodies:
            groups[view.enforcing(complaint.body)].append(complaint)
    for body, complaints in sorted(groups.items()):
        due = min(_due(view, c) for c in complaints)
        if due <= view.reach:
            yield view.need(
                site,
                body,
                "case",
                due,
                minutes=view.settings.case_minutes,
                statutory=True,
                complaints=tuple(c.id for c in complaints),
                onsite_reason=_why_on_site(complaints),
                why=_why(view, body, due, complaints),
            )


def _due(view: BookView, complaint: Complaint) -> date:
    arrive = complaint.arrive_by.date() if complaint.arrive_by else None
    clocks = [d for d in (arrive, complaint.finish_by) if d]
    if clocks:
        return min(clocks)
    sent = complaint.sent_at.date() if complaint.sent_at else complaint.on
    return view.calendar.add_workdays(sent, view.settings.default_case_days)


def _why_on_site(complaints: Sequence[Complaint]) -> str:
    leads = all(is_lead(c) for c in complaints)
    return "现场核实非现场发现的线索" if leads else "现场核实投诉举报"


def _why(view: BookView, body: str, due: date, complaints: Sequence[Complaint]) -> Text:
    ids, count = [c.id for c in complaints], len(complaints)
    by, repeats = say_day(due, after=view.today), sum(c.repeat for c in complaints)
    told, noun = ("线索", "lead") if all(map(is_lead, complaints)) else ("投诉", "complaint")
    noun += "" if count == 1 else "s"
    return join(
        Text(
            zh=f"个案：{body}承办的{count}件{told}（工单{'、'.join(ids)}）",
            en=f"Case: {count} {noun} for {body} (orders {', '.join(ids)})",
        ),
        Text(zh=f"，其中重复投诉{repeats}件", en=f", {repeats} repeated")
        if repeats
        else Text(zh="", en=""),
        Text(zh=f"，应在{by.zh}前到场", en=f", to be visited by {by.en}"),
        say_late(due, view.today),
        Text(zh="。", en="."),
    )
