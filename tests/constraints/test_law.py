"""Worked cases of the rules of law about people, each from the page of the dossier it names."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from law_cases import BOTH, MONDAY, TUESDAY, WEDNESDAY, WEEK, at, broken, joint, stand
from tiny import tiny_booking, tiny_need, tiny_officer, tiny_plan, tiny_round

from sites.book import Body, Grant
from sites.round import Round

# -- certified_quorum: 行政处罚法42, 条例29; domain.md C1, C2, clerk-and-law.md 3 ---------------


def with_certificate_until(day: date, **more: Any) -> Round:
    people = tuple(
        o.but(certificate_until=day) if o.id == "o2" else o for o in tiny_round().officers
    )
    return tiny_round(sessions=WEEK, officers=people, **more)


@pytest.mark.parametrize(("day", "valid"), [(MONDAY, True), (TUESDAY, True), (WEDNESDAY, False)])
def test_a_certificate_is_valid_to_its_last_day(day: date, valid: bool) -> None:
    round = with_certificate_until(TUESDAY)
    said = broken("certified_quorum", tiny_plan(at(day)), round)
    assert said == ([] if valid else ["1 of the 2 certified people needed at site A"])


def test_who_stands_for_a_body_needs_a_valid_certificate_himself() -> None:
    round = with_certificate_until(TUESDAY)
    three = ("o1", "o2", "o3")
    booking = at(WEDNESDAY, officers=three, stands_for=stand("o2", BOTH[0]))
    said = broken("certified_quorum", tiny_plan(booking), round)
    assert said == ["nobody certified that day stands for housing"]


def test_a_colleague_of_another_body_makes_up_the_two() -> None:
    """条例29: 持证人员可以参加其他部门的联合检查."""
    booking = tiny_booking("A#1", officers=("o1", "o3"))
    assert broken("certified_quorum", tiny_plan(booking), tiny_round()) == []


def test_likely_filed_items_want_two_of_the_own_body() -> None:
    needs = (tiny_need(two_certified=True), tiny_need("A", "urban"))
    booking, round = tiny_booking("A#1", officers=("o1", "o3")), tiny_round(needs=needs)
    said = ["1 of the 2 certified people of housing needed at site A"]
    assert broken("certified_quorum", tiny_plan(booking), round) == said
    off = round.but(params={"certified_quorum": {"two_when_filed": "否"}})
    assert broken("certified_quorum", tiny_plan(booking), off) == []
    assert broken("certified_quorum", tiny_plan(tiny_booking("A#1")), round) == []


def test_two_of_every_body_is_a_switch() -> None:
    round = tiny_round(params={"certified_quorum": {"two_per_body": "是"}})
    said = broken("certified_quorum", tiny_plan(joint()), round)
    assert [s.split(" of ", 2)[2] for s in said] == [
        "housing needed at site A",
        "urban needed at site A",
    ]


def test_auxiliaries_are_never_counted() -> None:
    booking = tiny_booking("A#1", officers=("o1",), auxiliaries=("a1",))
    said = broken("certified_quorum", tiny_plan(booking), tiny_round())
    assert said == ["1 of the 2 certified people needed at site A"]


# -- authority_held, bodies_at_once: 处罚法18, 20, 24, 条例9; clerk-and-law.md 2, 3 --------------


def test_one_person_stands_for_two_bodies_only_where_a_grant_says_so() -> None:
    lent = Grant(officer="o1", acts_for="urban", source="entrusted")
    booking = joint(stands_for=stand("o1", *BOTH), end=620)
    one = tiny_round(grants=(*tiny_round().grants, lent))
    said = broken("bodies_at_once", tiny_plan(booking), one)
    assert said == ["Officer One stands for 2 bodies, allowed is 1"]
    two = tiny_round(grants=(*tiny_round().grants, lent.but(bodies_at_once=2)))
    assert broken("bodies_at_once", tiny_plan(booking), two) == []


def test_a_grant_counts_from_its_first_day() -> None:
    lent = Grant(
        officer="o1", acts_for="urban", source="entrusted", bodies_at_once=2, valid_from=TUESDAY
    )
    round = tiny_round(sessions=WEEK, grants=(*tiny_round().grants, lent))
    booking = {"needs": BOTH, "stands_for": stand("o1", *BOTH)}
    plans = [tiny_plan(at(day, **booking).but(end=620)) for day in (MONDAY, TUESDAY)]
    for rule in ("authority_held", "bodies_at_once"):
        assert [len(broken(rule, p, round)) for p in plans] == [1, 0]


@pytest.mark.parametrize(("items", "held"), [((), True), (("pit",), True), (("dust",), False)])
def test_conferred_power_is_by_item(items: tuple[str, ...], held: bool) -> None:
    conferred = Grant(body="urban", acts_for="housing", source="conferred", items=items)
    round = tiny_round(grants=(*tiny_round().grants, conferred))
    booking = tiny_booking("A#1", officers=("o3",), stands_for=stand("o3", BOTH[0]))
    said = broken("authority_held", tiny_plan(booking), round)
    assert said == ([] if held else ["Officer Three has no authority of housing"])


def test_the_officers_own_column_is_believed_only_without_grants_for_the_body() -> None:
    people = tuple(
        o.but(acts_for=("urban", "housing")) if o.id == "o3" else o for o in tiny_round().officers
    )
    plan = tiny_plan(tiny_booking("A#1", officers=("o3",), stands_for=stand("o3", BOTH[0])))
    assert broken("authority_held", plan, tiny_round(officers=people, grants=())) == []
    assert broken("authority_held", plan, tiny_round(officers=people)) != []


def test_a_department_keeps_its_own_power_when_others_are_granted_it() -> None:
    """条例16: after 赋权 the department keeps its other supervision."""
    lent = Grant(body="urban", acts_for="housing", source="conferred", items=("pit",))
    plan = tiny_plan(tiny_booking("A#1"))
    assert broken("authority_held", plan, tiny_round(grants=(lent,))) == []


def test_posted_officers_act_in_the_name_of_their_department() -> None:
    posted = Body(id="housing post", type="posted", acts_as="housing")
    people = (tiny_officer("p1", "Posted", "housing post", acts_for=()),)
    round = tiny_round(bodies=(*tiny_round().bodies, posted), officers=people)
    plan = tiny_plan(tiny_booking("A#1", officers=("p1",), stands_for=stand("p1", BOTH[0])))
    assert broken("authority_held", plan, round) == []


def test_an_expert_brings_a_skill_but_is_no_officer() -> None:
    expert = tiny_officer("e1", "Expert", "housing", kind="expert", skills=("crane",))
    needs = (tiny_need(skills=("crane",)),)
    round = tiny_round(needs=needs, officers=(*tiny_round().officers, expert))

    def said(*standing: str) -> list[str]:
        stands = tuple(s for o in standing for s in stand(o, BOTH[0]))
        booking = tiny_booking("A#1", officers=("o1", "o2", "e1"), stands_for=stands)
        return broken("authority_held", tiny_plan(booking), round)

    assert said("o1", "e1") == []
    assert said("o1") == ["nobody for housing holds “crane”"]
    assert said("e1") == ["0 of the 1 officers needed stand for housing"]


# -- auxiliaries_ride_along, own_ground: 条例30, 54号文; domain.md C3, C15 -----------------------


def test_no_more_auxiliaries_than_the_approval_form_names() -> None:
    helpers = tuple(
        tiny_officer(f"a{k}", f"Helper {k}", "urban", kind="auxiliary") for k in range(5)
    )
    round = tiny_round(officers=(*tiny_round().officers[:3], *helpers))
    five = tiny_plan(tiny_booking("A#1", auxiliaries=tuple(h.id for h in helpers)))
    four = tiny_plan(tiny_booking("A#1", auxiliaries=tuple(h.id for h in helpers[:4])))
    assert broken("auxiliaries_ride_along", five, round) == [
        "5 auxiliaries at site A, approved are 4"
    ]
    assert broken("auxiliaries_ride_along", four, round) == []


def test_a_site_without_a_street_lies_in_the_rounds_own() -> None:
    people = tuple(o.but(posted_to=("Dong",)) for o in tiny_round().officers)
    sites = tuple(s.but(street="") for s in tiny_round().sites)
    plan = tiny_plan(tiny_booking("A#1"))
    for street, kept in (("Dong", True), ("", True), ("Xi", False)):
        round = tiny_round(officers=people, sites=sites, street=street)
        assert (broken("own_ground", plan, round) == []) is kept
