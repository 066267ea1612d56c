"""No inspection without an approved plan; a case may go first and be approved afterwards.

:formula: not meets(v, n) where n is not approved and not (v urgent and n a case); an urgent v meets
    only cases; a v approved, published or done belongs to a plan whose approver is named
:unit: need, visit
:kind: hard
:class: law
:grain: session
:source: 国办发〔2024〕54号（2024-12，检查前报批，紧急情况事后补批）；嘉善县2025年公告

>>> from tiny import tiny_round, tiny_plan, tiny_booking, tiny_need
>>> round = tiny_round(needs=(tiny_need(approved=False), tiny_need("B")))
>>> [b.says.en for b in check(tiny_plan(tiny_booking("A#1")), round, Params())]
['the plan or order behind the need is not approved']
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Breach, Never
from sites.base import Text
from sites.need import Need
from sites.plan import Plan
from sites.round import Round, Visit

NAME = Text(zh="计划审批", en="Approved plan")
SAYS = Text(
    zh="无计划不检查；紧急个案可先查后补批；已批准、已发布的计划须有批准人。",
    en="No inspection without an approved plan; urgent cases are approved afterwards.",
)
APPROVED = ("approved", "published", "done")
NOT_APPROVED = Text(
    zh="所依据的计划或交办未批准", en="the plan or order behind the need is not approved"
)
ONLY_CASES = Text(
    zh="待补批的检查只能办理个案", en="a visit approved afterwards may meet only cases"
)
NO_APPROVER = Text(
    zh="检查已标为批准，但计划没有批准人，请在表末“审核人”后填写",
    en="marked approved, but nobody approved the plan",
)


class Params(BaseModel):
    """No numbers."""


def forbids(round: Round, params: Params) -> Iterator[Never]:
    signed = round.published is not None and round.published.approval.is_signed
    for visit in round.visits:
        if visit.state in APPROVED and not signed:
            helps = Text(zh="填写批准人，或改回草稿", en="name who approved it")
            yield Never("approved_plan", NO_APPROVER, helps, visit=visit.id)
    helps = Text(zh="先报批，或作为紧急个案补批", en="have it approved first")
    for need in round.needs:
        slots = [v for v in round.visits_at[need.site] if need.id in v.needs]
        barred = {v.id: says for v in slots for says in _barred(need, v)}
        if barred and list(barred.values()) == [NOT_APPROVED] * len(slots):
            yield Never("approved_plan", NOT_APPROVED, helps, need=need.id)
        else:
            for visit_id, says in barred.items():
                yield Never("approved_plan", says, helps, need=need.id, visit=visit_id)


def _barred(need: Need, visit: Visit) -> Iterator[Text]:
    if visit.state == "urgent" and need.kind != "case":
        yield ONLY_CASES
    elif visit.state != "urgent" and not need.approved:
        yield NOT_APPROVED


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    own = plan.approval
    if own.state == "draft" and round.published is not None:
        own = round.published.approval
    for booking in plan.bookings:
        if booking.state in APPROVED and not own.is_signed:
            yield Breach(**booking.where, says=NO_APPROVER)
        for need in (round.need[n] for n in booking.needs):
            if booking.state == "urgent" and need.kind != "case":
                yield Breach(**booking.where, need=need.id, says=ONLY_CASES)
            if booking.state != "urgent" and not need.approved:
                yield Breach(**booking.where, need=need.id, says=NOT_APPROVED)
