"""What a task comes to does not depend on how often, and in which order, people tell of it."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from sites.kept import CheckResult, Task, TaskNeed
from sites.tasks.made_visits import visits_of
from sites.tasks.outcome import NOT_SEEN, outcome
from sites.tasks.told import BodyTold, TaskTold

BODIES = ("住建", "消防", "综合执法")


def a_task() -> Task:
    needs = tuple(TaskNeed(need=f"A/{b}", body=b, kind="routine", items=("p", "q")) for b in BODIES)
    on = date(2026, 11, 30)
    return Task(
        id="2026W49-01", plan="p", visit="A#1", site="A", on=on, starts=540, ends=600, needs=needs
    )


def page(body: str, done: bool) -> BodyTold:
    return BodyTold(body=body, needs=(f"A/{body}",) if done else ())


pages = st.lists(st.builds(page, st.sampled_from(BODIES), st.booleans()), max_size=5)
tellings = st.lists(pages, min_size=1, max_size=4)


def told(bodies: list[BodyTold]) -> TaskTold:
    """Several copies of a page in one command count as one, filled in if any is."""
    best = {b.body: b for b in sorted(bodies, key=lambda b: len(b.needs))}
    return TaskTold(id="2026W49-01", bodies=tuple(best.values()))


def after(task: Task, several: list[list[BodyTold]]) -> Task:
    for bodies in several:
        task, conflicts = outcome(task, told(bodies))
        assert not conflicts
    return task


@given(tellings)
def test_telling_again_changes_nothing(several: list[list[BodyTold]]) -> None:
    once = after(a_task(), several)
    assert after(once, several) == once


@given(tellings, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(several: list[list[BodyTold]], random: object) -> None:
    shuffled = list(several)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert after(a_task(), shuffled) == after(a_task(), several)


def test_a_reason_stands_against_a_blank_copy_and_gives_way_to_results() -> None:
    why = BodyTold(body="消防", not_done="临时抽调")
    for several in ([[why], [page("消防", False)]], [[page("消防", False)], [why]]):
        need = after(a_task(), several).needs[1]
        assert (need.done, need.reason) == (False, "临时抽调")
    met = after(a_task(), [[why], [page("消防", True)]]).needs[1]
    assert (met.done, met.reason) == (True, "")
    assert after(a_task(), [[page("消防", False)]]).needs[1].reason == NOT_SEEN


def test_what_the_ledger_has_is_kept_unless_it_is_corrected() -> None:
    first, later = TaskTold(id="2026W49-01", code="X1"), TaskTold(id="2026W49-01", code="X2")
    task, _ = outcome(a_task(), first)
    kept, conflicts = outcome(task, later)
    assert kept == task
    assert [(c.name, c.kept, c.told) for c in conflicts] == [("code", "X1", "X2")]
    assert outcome(task, later, correct=True)[0].code == "X2"
    assert outcome(task, TaskTold(id="2026W49-01"))[0] == task


def test_only_items_that_were_looked_at_stand_in_the_record() -> None:
    began = datetime(2026, 11, 30, 9, 5)
    told_of = TaskTold(id="2026W49-01", bodies=(page("住建", True),), began=began)
    task, _ = outcome(a_task(), told_of)
    line = CheckResult(task=task.id, body="住建", item="q", line="q", result="unfit", finding="x")
    (row,) = visits_of(task, [line])
    assert (row.items, row.result, row.starts, row.joint) == (("q",), "发现问题1处", 545, False)
    assert visits_of(task, [])[0].items == ("p", "q")
