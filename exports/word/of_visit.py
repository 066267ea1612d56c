"""The four papers of one visit, filled from its plan: two stay inside, two go to the site.

What goes to the site says nothing of why it is visited, of complaints or of its rating
(``clerk-and-law.md`` 12). All carry 未审批 until the plan is approved.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exports.roster.view import View
from exports.word.paper import BLANK, Paper, day_said, said
from sites.need import Need
from sites.plan import Booking
from sites.roster_words import UNAPPROVED_STATES
from sites.tasks import checklist
from sites.vocabulary import word

AFTERWARDS = "未审批（紧急检查，待补批）"
NOT_APPROVED = "未审批"


def visit_papers(view: View, booking: Booking) -> Iterator[Paper]:
    """方案, 审批表 and 通知书 of a visit, and a 笔录 for each enforcing body."""
    words = _words(view, booking)
    inside = words | _inside(view, booking)
    day = view.round.session[booking.session].day
    name = f"{day:%m%d}_{words['task']}_{words['site']}"
    yield Paper("工作方案", f"{name}_工作方案", inside)
    yield Paper("审批表", f"{name}_审批表", inside)
    yield Paper("检查通知书", f"{name}_检查通知书", words)
    for body in words["bodies"]:
        signers = _two(view, booking, body)
        record = words | body | signers | {"record": _record(view, booking, body["body"])}
        yield Paper("现场检查笔录", f"{name}_现场检查笔录_{body['body']}", record)


def approval(view: View, booking: Booking) -> str:
    """未审批, or nothing once it is approved."""
    if booking.state == "urgent":
        return AFTERWARDS
    state = view.plan.approval.state
    return NOT_APPROVED if state in UNAPPROVED_STATES else ""


def _words(view: View, booking: Booking) -> dict[str, Any]:
    """What may stand on any of its papers, also on those that the site keeps."""
    site, round = view.round.site[booking.site], view.round
    liable = site.builder or site.owner
    approver, approved_on = view.plan.approval.approver
    code = next((c.id for c in round.companies if c.id == liable and c.name != c.id), "")
    return {
        "state": approval(view, booking),
        "street": said(round.street),
        "task": view.task(booking),
        "number": view.task_numbers(booking) or BLANK,
        "site": site.name,
        "address": said(site.address),
        "permit": said(site.permit),
        "company": said(view.company(liable)),
        "company_code": said(code),
        "supervisor": said(view.company(site.supervisor)),
        "when": f"{round.session[booking.session].day.year}年{view.when(booking)}",
        "lead": said(booking.lead),
        "bodies": [_body(view, booking, body) for body in view.bodies(booking)],
        "people": [_person(view, booking, o) for o in booking.officers],
        "helpers": view.join(view.names[a] for a in booking.auxiliaries) or "无",
        "helper_count": str(len(booking.auxiliaries)),
        "approver": said(approver if view.approved else ""),
        "approved_on": day_said(approved_on if view.approved else None),
    }


def _body(view: View, booking: Booking, body: str) -> dict[str, Any]:
    needs = [n for n in view.needs(booking) if n.body == body]
    people = [_signer(view, o) for o in view.standing(booking, body)]
    return {
        "body": body,
        "subjects": view.join(view.items_of(needs)),
        "officers": view.join(people) or BLANK,
    }


def _two(view: View, booking: Booking, body: dict[str, Any]) -> dict[str, str]:
    """A record is signed by two; beside one of the body's own another who is there (条例29)."""
    alone = len(view.standing(booking, body["body"])) < 2
    return {"officers": f"{body['officers']}；另一名持证人员{BLANK}"} if alone else {}


def _signer(view: View, officer: str) -> str:
    number = view.round.officer[officer].certificate
    return view.brackets(view.names[officer], [number] if number else [])


def _person(view: View, booking: Booking, officer: str) -> dict[str, str]:
    row = view.round.officer[officer]
    return {
        "name": view.names[officer],
        "unit": row.body,
        "certificate": said(row.certificate),
        "stands_for": view.join(view.stands_for(booking, officer)) or "—",
    }


def _inside(view: View, booking: Booking) -> dict[str, Any]:
    """What only 工作方案 and 审批表 say: what kind of check it is and why."""
    rides = {view.plan.ride_of(booking.session, p) for p in booking.people}
    return {
        "needs": [_need(view, n) for n in view.needs(booking)],
        "kinds": view.join(dict.fromkeys(word("kind", n.kind, "zh") for n in view.needs(booking))),
        "cars": view.join(sorted(r for r in rides if r)) or "自行前往",
    }


def _need(view: View, need: Need) -> dict[str, str]:
    return {
        "body": need.body,
        "kind": word("kind", need.kind, "zh"),
        "subjects": view.join(view.items_of([need])),
        "why": need.why.zh,
        "people": view.join(view.names[o] for o in need.drawn) or "—",
    }


def _record(view: View, booking: Booking, body: str) -> list[dict[str, str]]:
    """The lines that a body looks at, as on its checklist; what it finds is written by hand."""
    needs = [n for n in view.needs(booking) if n.body == body]
    lines = checklist(needs, view.round.item)
    return [{"item": x.name.zh, "check": x.check.zh or "—"} for x in lines]
