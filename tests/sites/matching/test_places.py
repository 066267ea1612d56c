"""Sites of two ledgers: known by name and address, doubtful where a neighbour comes close."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.matching import measured
from sites.matching import PlaceRow, same_places

AUSTIN = Path("/work/shared/real/austin_two_ledgers")


def verdict(one: tuple[str, str], *others: tuple[str, str]) -> list[tuple[int, str]]:
    """Partner and verdict of one place among those of the other ledger."""
    ours = [PlaceRow(id=str(k), name=n, address=a) for k, (n, a) in enumerate(others)]
    pairs = same_places(ours, [PlaceRow(id="x", name=one[0], address=one[1])])
    return [(p.left, p.verdict) for p in pairs]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("东新园二期项目", "东新路100号"), ("东新园二期项目", "东新路100号")),
        (("东新园二期", "东新路100号"), ("东新园二期项目", "东新路100号")),
        (("（东新园）二期项目", "东新路 １００ 号"), ("东新园二期项目", "东新路100号")),
    ],
)
def test_the_same_site_is_known(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert verdict(one, ("石桥路小学扩建", "石桥路8号"), other) == [(1, "same")]


def test_another_phase_at_the_same_gate_is_not_the_same() -> None:
    found = verdict(("东新园三期项目", "东新路100号"), ("东新园二期项目", "东新路100号"))
    assert [v for _, v in found] != ["same"]


def test_of_two_neighbours_the_one_alike_to_the_letter_is_it() -> None:
    near = (("东新园二期项目部", "东新路100号"), ("东新园二期项目", "东新路100号"))
    assert verdict(("东新园二期项目", "东新路100号"), *near) == [(1, "same")]


def test_two_that_fit_as_well_are_left_to_a_person() -> None:
    twins = (("东新园二期项目", "东新路100号"), ("东新园二期项目", "东新路100号"))
    assert [v for _, v in verdict(("东新园二期项目", "东新路100号"), *twins)] == ["doubtful"]


def test_strangers_are_not_shown() -> None:
    assert verdict(("地铁四号线车站", "香积寺路2号"), ("东新园二期项目", "东新路100号")) == []


@pytest.mark.skipif(not AUSTIN.exists(), reason="the shared answer key is not here")
def test_against_an_answer_key_of_others() -> None:
    found = measured(AUSTIN)
    assert found["precision"] >= 0.97
    assert found["recall"] >= 0.90
