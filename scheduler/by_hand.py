"""The week that lies in a folder, as people left it: its roster read back, judged and told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from constraints import RULES, Verdict, verify
from constraints._registry import Rule
from scheduler.explain import Explainer
from scheduler.reasons import Reasons
from scheduler.search import Search
from scheduler.settings import Settings
from sites.approval import content_digest
from sites.base import Text
from sites.errors import BookError, Fault
from sites.json_files import read_plan, read_round
from sites.plan import Approval, Plan
from sites.roster_reading import read_roster
from sites.round import Round


class Week(NamedTuple):
    """A folder's plan as its roster says it; ``edited``: otherwise than the program wrote it.

    ``places`` leads a breach to its cell (``sites.roster_reading.place_of``).
    """

    plan: Plan
    round: Round
    verdict: Verdict
    edited: bool
    places: dict[tuple[str, str], str]
    notes: tuple[Text, ...]


def read_week(folder: Path) -> Week:
    """Read plan, round and roster of a folder; what the roster says of the visits is the plan.

    How far the plan is approved stands in ``plan.json`` alone: a state chosen in the sheet is no
    signature.

    Raises
    ------
    BookError
        With every fault of the files, or if they do not belong together.
    """
    plan, round = read_plan(folder / "plan.json"), read_round(folder / "round.json")
    read = read_roster(folder / "roster.xlsx", round)
    if {plan.round_digest, read.plan.round_digest or round.digest} != {round.digest}:
        raise BookError([_strangers(folder)])
    if read.faults:
        raise BookError(read.faults)
    typed, notes = _without_cancelled(read.plan)
    notes = (*notes, *_chosen(read.plan.approval, plan.approval))
    urgent = {b.visit for b in typed.bookings if b.state == "urgent"}
    edited = content_digest(typed) != content_digest(plan)
    if edited:
        plan = typed.but(
            round_digest=read.round.digest,
            approval=plan.approval,
            bookings=tuple(b.but(state="draft") for b in typed.bookings),
        )
        round, notes = read.round, (*notes, *read.notes)
    marked = (b.but(state="urgent") if b.visit in urgent else b for b in plan.bookings)
    plan = plan.but(bookings=tuple(marked))
    return Week(plan, round, verify(plan, round), edited, dict(read.places), notes)


def told(
    plan: Plan, round: Round, verdict: Verdict, rules: Sequence[Rule] = tuple(RULES.values())
) -> Plan:
    """Return a plan that no search has made with what must be told of it.

    Nothing is proven of it: a tier's bound is 0.
    """
    search = Search(
        round, tuple(rules), Settings(), lambda text: None, incumbent=plan, verdict=verdict
    )
    explainer = Explainer(plan, round, tuple(rules))
    return plan.but(
        unmet=explainer.unmet(),
        reasons=Reasons(explainer).all(),
        tiers=search.results(),
        stopped_by="hand",
    )


def _without_cancelled(plan: Plan) -> tuple[Plan, tuple[Text, ...]]:
    """A row that says 已取消 is a visit that does not take place."""
    kept = tuple(b for b in plan.bookings if b.state != "cancelled")
    busy = {(b.session, person) for b in kept for person in b.people}
    if len(kept) == len(plan.bookings):
        return plan, ()
    count = len(plan.bookings) - len(kept)
    note = Text(
        zh=f"表中标为“已取消”的{count}次检查不再列入计划",
        en=f"{count} visits marked cancelled are no longer in the plan",
    )
    rides = tuple(r for r in plan.rides if (r.session, r.officer) in busy)
    return plan.but(bookings=kept, rides=rides), (note,)


def _chosen(typed: Approval, kept: Approval) -> tuple[Text, ...]:
    if typed.state == kept.state:
        return ()
    return (
        Text(
            zh="表上选的计划状态不是签字，以 submit、approve、publish 的记录为准",
            en="a state chosen in the sheet is no signature; submit, approve and publish are",
        ),
    )


def _strangers(folder: Path) -> Fault:
    return Fault(
        sheet=str(folder),
        found=Text(
            zh="plan.json、round.json、roster.xlsx 不是同一次写出的",
            en="plan.json, round.json and roster.xlsx of different runs",
        ),
        expected=Text(zh="同一次 plan 写出的三个文件", en="the three files of one run"),
    )


def with_approval(plan: Plan, before: Plan) -> Plan:
    """Return the plan; where it says what the one before says, signed as that one is."""
    if content_digest(plan) != content_digest(before):
        return plan
    return before.but(round_digest=plan.round_digest)
