"""Sites and what befell them, for worked examples of the rating."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from sites.book import Complaint, Hazard, PastVisit, Settings, Site
from sites.kept import Task
from sites.rating import Assessment, SiteFacts, assess, scoring_table
from sites.standing import Incident, ScoreRule, ScoreSheet

TODAY = date(2026, 11, 23)
PARTS = (
    "hazards", "complaints", "incidents", "score_sheets", "checks", "tasks", "failed",
)  # fmt: skip


def ago(days: int) -> date:
    """So many days before the day of the rating."""
    return TODAY - timedelta(days=days)


def hazard(id: str = "H1", found: int = 10, **more: Any) -> Hazard:
    """A hazard of site A found so many days ago; 一般 and open unless said."""
    values = {"id": id, "site": "A", "what": "临边无防护", "found_on": ago(found)}
    return Hazard.model_validate(values | more)


def closed(id: str = "H1", found: int = 10, checked: int = 3, **more: Any) -> Hazard:
    """A hazard that was re-checked and closed so many days ago."""
    day = ago(checked)
    values: dict[str, Any] = {"state": "closed", "replied_on": day, "rechecked_on": day}
    return hazard(id, found, **(values | {"closed_on": day, "recheck_result": "passed"} | more))


def check(days_ago: int, kind: str = "recheck", **more: Any) -> PastVisit:
    """A check at site A."""
    values = {"site": "A", "on": ago(days_ago), "body": "住建", "kind": kind}
    return PastVisit.model_validate(values | more)


def site(**more: Any) -> Site:
    """Site A, green unless said."""
    return Site.model_validate({"id": "A", "name": "甲工地"} | more)


def rated(place: Site | None = None, rules: tuple[ScoreRule, ...] = (), **parts: Any) -> Assessment:
    """The assessment of a site on the day."""
    facts = SiteFacts(site=place or site(), **parts)
    return assess(facts, scoring_table(rules), Settings(), TODAY)


DAYS = st.integers(0, 120).map(ago)
GRADES = st.sampled_from(("", "一般", "一般（内部较重）", "重大"))


@st.composite
def _hazards(draw: st.DrawFn, id: str) -> Hazard:
    found = draw(DAYS)
    due = draw(st.none() | st.just(found + timedelta(days=7)))
    state = draw(st.sampled_from(("open", "recheck", "closed", "moved", "cancelled", "paused")))
    done = draw(st.dates(found, TODAY)) if state in ("recheck", "closed") else None
    shut = done if state == "closed" else None
    return Hazard(
        id=id, site="A", what="x", found_on=found, due=due, state=state, grade=draw(GRADES),
        replied_on=done, rechecked_on=shut, closed_on=shut,
    )  # fmt: skip


@st.composite
def facts_of_a_site(draw: st.DrawFn) -> SiteFacts:
    """Anything that may have befallen one site, of any colour."""
    colour = draw(st.sampled_from(("red", "yellow", "green")))
    count = draw(st.integers(0, 6))
    kinds = st.sampled_from(("fatal", "refused", "resumed"))
    checks = st.sampled_from(("recheck", "routine", "campaign", "case"))
    return SiteFacts(
        site=site(colour=colour, rated_on=draw(st.none() | DAYS)),
        hazards=tuple(draw(_hazards(f"H{i}")) for i in range(count)),
        complaints=tuple(
            Complaint(id=f"T{i}", site="A", on=draw(DAYS), verified=draw(st.booleans()))
            for i in range(draw(st.integers(0, 3)))
        ),
        incidents=tuple(
            Incident(site="A", on=draw(DAYS), kind=draw(kinds), cleared_on=draw(st.none() | DAYS))
            for _ in range(draw(st.integers(0, 1)))
        ),
        score_sheets=tuple(
            ScoreSheet(site="A", on=draw(DAYS), sheet="power", sure=draw(st.integers(0, 60)),
                       other=draw(st.integers(0, 40)))
            for _ in range(draw(st.integers(0, 2)))
        ),
        checks=tuple(check(draw(st.integers(0, 60)), draw(checks)) for _ in range(count)),
        tasks=tuple(
            Task(id=f"W{i}", plan="", visit="", site="A", on=draw(DAYS), starts=0, ends=1,
                 refused=True, state=draw(st.sampled_from(("done", "not_done"))))
            for i in range(draw(st.integers(0, 1)))
        ),
        failed=tuple(draw(st.lists(DAYS, max_size=2))),
    )  # fmt: skip
