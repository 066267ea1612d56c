"""Which needs may share a visit, and how many slots a site gets."""

from __future__ import annotations

from tiny import tiny_need, tiny_round

from constraints import RULES
from scheduler.bundle import bundle, joinable


def slots(*needs: object) -> list[str]:
    """Ids of site A's slots for these needs."""
    return [v.id for v in bundle(tiny_round(needs=needs), RULES.values()).visits]


def test_needs_that_may_join_share_one_slot() -> None:
    assert slots(tiny_need("A"), tiny_need("A", "urban")) == ["A#1"]


def test_a_quarter_of_an_hour_does_not_wait_for_two_hours() -> None:
    assert slots(tiny_need("A", minutes=120), tiny_need("A", "urban", minutes=15)) == [
        "A#1",
        "A#2",
    ]


def test_an_urgent_need_has_a_slot_to_go_first() -> None:
    assert slots(tiny_need("A"), tiny_need("A", "urban", "case")) == ["A#1", "A#2"]


def test_every_slot_may_meet_every_need_of_its_site() -> None:
    round = bundle(tiny_round(), RULES.values())
    assert all(set(v.needs) == {n.id for n in round.needs_at[v.site]} for v in round.visits)


def test_without_rules_all_needs_join() -> None:
    needs = (tiny_need("A", minutes=1), tiny_need("A", "urban", minutes=500))
    assert joinable(needs, (), tiny_round(needs=needs)).number_of_edges() == 1


def test_every_urgent_need_may_have_a_day_of_its_own() -> None:
    one, other = tiny_need("A", kind="recheck"), tiny_need("A", "urban", "recheck")
    assert slots(one, other) == ["A#1", "A#2"]
