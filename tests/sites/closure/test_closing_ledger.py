"""Moves in the ledger: judged by what it holds, told in events that lead to the same row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hazard_life import HOUSING, PEOPLE, TODAY, URBAN, VISIT, day, hazard, move

from sites.book import Body, Hazard
from sites.errors import Refused
from sites.kept import Photo
from sites.ledger import Ledger, Overtaken, open_ledger
from sites.ledger.closing import closing_world, enter_hazard, hazard_called, move_hazard


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    opened = open_ledger(tmp_path / "ledger.sqlite")
    with opened.act(who="钱", on=TODAY) as act:
        act.put_all("officers", PEOPLE)
        act.put_all("bodies", (Body(id=HOUSING), Body(id=URBAN)))
        act.put("tasks", VISIT)
        enter_hazard(act, hazard())
    return opened


def make(ledger: Ledger, kind: Any, **more: Any) -> Hazard:
    with ledger.act(who="钱", on=TODAY) as act:
        return move_hazard(act, "YH-001", move(kind, **more))


def test_a_life_in_the_ledger_and_its_history(ledger: Ledger) -> None:
    for kind in ("reply", "recheck_pass", "close"):
        make(ledger, kind)
    with ledger.reading() as rows:
        kept, events = hazard_called(rows, "YH-001"), rows.events(noun="hazards", key="YH-001")
    assert kept.state == "closed"
    assert [e.verb for e in events] == ["found", "reply", "recheck_pass", "close"]
    assert [e.on for e in events] == [hazard().found_on, day(4), day(6), day(8)]
    told = {c.field: c.new for e in events for c in e.changes}
    assert Hazard.model_validate(told | {"id": "YH-001"}) == kept


def test_a_refused_move_leaves_nothing_behind(ledger: Ledger) -> None:
    with ledger.reading() as rows:
        before = rows.head
    with pytest.raises(Refused, match="only one that is to be re-checked can"):
        make(ledger, "close")
    with pytest.raises(Refused, match="no hazard “YH-9”"), ledger.act(who="钱") as act:
        move_hazard(act, "YH-9", move("reply"))
    with pytest.raises(Refused, match="is taken"), ledger.act(who="钱") as act:
        enter_hazard(act, hazard())
    with ledger.reading() as rows:
        assert rows.head == before


def test_who_came_later_is_told_who_changed_it(ledger: Ledger) -> None:
    with ledger.reading() as rows:
        seen = rows.head[0]
    make(ledger, "reply")
    with ledger.act(who="孙", on=TODAY) as act, pytest.raises(Overtaken, match="钱 changed"):
        move_hazard(act, "YH-001", move("reply", on=day(5), evidence="照片2"), seen=seen)


def test_the_world_of_the_ledger_knows_photos_and_visits(ledger: Ledger) -> None:
    with ledger.act(who="钱", on=TODAY) as act:
        act.put("photos", Photo(id="p", hazard="YH-001", stage="after"))
        act.put("photos", Photo(id="q", hazard="YH-002", stage="before"))
    with ledger.reading() as rows:
        world = closing_world(rows, TODAY, ("A",))
        assert closing_world(rows, TODAY, ("B",)).tasks == ()
    assert world.photos == {"YH-001"}
    assert world.tasks == (VISIT,)
    make(ledger, "reply", evidence="")
    make(ledger, "recheck_pass", people=("李四", "孙七"))
    with pytest.raises(Refused, match="took part"):
        make(ledger, "close", reviewer="o1")
