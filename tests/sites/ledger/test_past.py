"""Old states are told again from events exactly as they were."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import some_ledger

from sites.book import Hazard, Officer, Site
from sites.errors import BookError, Refused
from sites.ledger import Ledger
from sites.ledger.past import events_of, rows_at

KEYS = st.sampled_from("ABC")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), KEYS, st.sampled_from(("", "东片", "西片")), st.booleans()),
        st.tuples(st.just("drop"), KEYS),
        st.tuples(st.just("note"), KEYS),
    ),
    min_size=1,
    max_size=12,
)


def take(act: Any, step: tuple[Any, ...]) -> None:
    """One step, as far as it can be taken."""
    what, key = step[:2]
    if what == "put":
        stopped = "stopped" if step[3] else "active"
        act.put("sites", Site(id=key, name=f"工地{key}", zone=step[2], status=stopped), "moved")
    elif act.row("sites", key) is not None and what == "drop":
        act.drop("sites", key)
    else:
        act.note("sites", key, "looked_at", key)


@settings(max_examples=25)
@given(STEPS)
def test_every_state_can_be_told_again(steps: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = some_ledger(Path(folder))
        states = [(0, {})]
        for step in steps:
            with ledger.act("李甲") as act:
                take(act, step)
                states.append((act.head[0], {k: row for k, _, row in act.numbered("sites")}))
        with ledger.reading() as rows:
            for seq, state in states:
                assert rows_at(rows, "sites", seq) == state
                some = {key: row for key, row in state.items() if key != "B"}
                assert rows_at(rows, "sites", seq, "AC") == some
        ledger.close()


def test_personal_data_come_back_as_their_hash(ledger: Ledger) -> None:
    with ledger.act("李甲") as act:
        act.put("sites", Site(id="A", name="甲", phone="13800001234"))
        hashed = act.hashed("13800001234")
    with ledger.act("李甲") as act:
        act.change("sites", "A", {"phone": "13900001234"})
    with ledger.reading() as rows:
        assert rows_at(rows, "sites", 1)["A"].phone == hashed
        assert rows_at(rows, "sites", 2)["A"].phone == "13900001234"


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    with ledger.act("李甲", why="开工") as act:
        act.put("sites", Site(id="GD-1", name="香积寺花园"))
        act.put("sites", Site(id="GD-2", name="香积寺商务楼"))
        act.put("officers", Officer(id="Z9", name="赵六", body="执法队"))
        act.put("hazards", Hazard(id="YH-1", site="GD-1", what="缺栏杆", due=date(2026, 12, 1)))
    return ledger


def test_events_of_a_site_tell_its_hazards_too(told: Ledger) -> None:
    with told.reading() as rows:
        assert [e.key for e in events_of(rows, "GD-1")] == ["GD-1", "YH-1"]
        assert events_of(rows, "香积寺花园") == events_of(rows, "花园") == events_of(rows, "GD-1")
        assert [e.noun for e in events_of(rows, "YH-1")] == ["hazards"]
        assert [e.key for e in events_of(rows, "赵六")] == ["Z9"]


def test_what_the_ledger_does_not_know_is_refused(told: Ledger) -> None:
    with told.reading() as rows:
        with pytest.raises(Refused, match="XX"):
            events_of(rows, "XX")
        with pytest.raises(Refused):
            events_of(rows, " ")
        with pytest.raises(BookError, match="商务楼"):
            events_of(rows, "香积寺")
