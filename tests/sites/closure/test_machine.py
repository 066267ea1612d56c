"""The life of a hazard: lawful moves lead on, the others are refused with the rule."""

from __future__ import annotations

from typing import Any

import pytest
from hazard_life import FOUND, HOUSING, PEOPLE, TODAY, day, hazard, move, officer, world

from sites.book import Body, Hazard, Item, Recusal, Site
from sites.closure import (
    KINDS,
    MOVES,
    SPECS,
    STATES,
    TITLES,
    Move,
    MoveKind,
    World,
    found,
    lawful_moves,
    moved,
)
from sites.closure import after as made
from sites.errors import Refused
from sites.kept import Task


def through(*kinds: MoveKind, start: Hazard | None = None, **facts: Any) -> Hazard:
    return made(start or hazard(), (move(k) for k in kinds), world(**facts))


def refusal(of: Hazard, tried: Move, within: World | None = None) -> str:
    with pytest.raises(Refused) as refused:
        moved(of, tried, within or world())
    return refused.value.says.zh


# -- the table ----------------------------------------------------------------------------------


def test_every_move_has_its_rule_and_its_name_and_leads_somewhere() -> None:
    assert {kind for _, kind in MOVES} == set(KINDS) == set(SPECS) == set(TITLES)
    assert {state for state, _ in MOVES} | set(MOVES.values()) == set(STATES)
    for spec in SPECS.values():
        assert spec.rule.zh.endswith("）"), "the rule names its source"
        assert spec.rule.en.endswith(")"), "the rule names its source"


def test_from_the_order_to_closure() -> None:
    closed = through("extend", "reply", "recheck_pass", "close")
    assert closed.state == "closed"
    assert (closed.rechecker_1, closed.rechecker_2, closed.reviewer) == ("张三", "李四", "钱主任")
    assert (closed.replied_on, closed.rechecked_on, closed.closed_on) == (day(4), day(6), day(8))
    assert (closed.extended_to, closed.extended_by, closed.due) == (day(9), "钱主任", day(5))
    assert closed.evidence == "照片1"


@pytest.mark.parametrize("kind", ["close", "resume", "transfer_reply", "return", "review"])
def test_what_the_table_does_not_have_is_refused_with_the_rule(kind: MoveKind) -> None:
    says = refusal(hazard(), move(kind))
    assert "现在是“待整改”" in says
    assert f"规定：{SPECS[kind].rule.zh}" in says


def test_nothing_leads_out_of_a_settled_transfer_or_a_cancelled_hazard() -> None:
    settled = through("transfer", "transfer_reply")
    cancelled = through("cancel")
    assert (settled.state, cancelled.state) == ("moved_done", "cancelled")
    assert cancelled.cancelled_by == "钱主任"
    assert lawful_moves(settled, world()) == lawful_moves(cancelled, world()) == ()


def test_a_hazard_is_entered_with_all_it_needs() -> None:
    entry = Move(kind="found", on=FOUND, by="李四")
    assert found(hazard(), entry, world()).state == "open"
    with pytest.raises(Refused, match="its site is missing; its day is missing") as refused:
        found(Hazard(id="1", what="x"), entry, world())
    assert "缺责令主体" in refused.value.says.zh


# -- deadline and extension ---------------------------------------------------------------------


def test_a_deadline_is_a_date_and_is_not_moved_by_typing_another() -> None:
    bare = hazard(due=None, typed=(("due", "立即整改"),))
    ordered = moved(bare, move("order", number="改〔2026〕7号"), world())
    assert (ordered.due, ordered.typed, ordered.notice_no) == (day(9), (), "改〔2026〕7号")
    assert "缺整改期限" in refusal(bare, move("order", due=None))
    assert "推迟要走延期" in refusal(ordered, move("order", reason=""))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"on": day(6)}, "期限2026-11-15已过"),
        ({"due": day(5)}, "不晚于原期限"),
        ({"due": None}, "缺整改期限"),
        ({"approver": ""}, "缺批准人"),
        ({"approver": "周协"}, "辅助人员不得签字"),
    ],
)
def test_an_extension_that_may_not_be(change: dict[str, Any], says: str) -> None:
    assert says in refusal(hazard(), move("extend", **change))


def test_a_hazard_is_put_off_once_in_its_life() -> None:
    twice = through("extend", "reply", "recheck_fail")
    assert (twice.due, twice.extended_to) == (day(12), None)
    says = refusal(twice, move("extend", on=day(10), due=day(20)))
    assert "已延期过一次（批准人钱主任）" in says


# -- the re-check -------------------------------------------------------------------------------


def test_a_failed_recheck_starts_a_round_with_a_new_deadline_and_asks_for_new_evidence() -> None:
    failed = through("reply", "recheck_fail")
    assert (failed.state, failed.round, failed.due) == ("open", 1, day(12))
    again = move("reply", on=day(6), evidence="照片1")
    assert "缺新的照片" in refusal(failed, again)
    replied = moved(failed, again.but(evidence="照片2"), world())
    assert (replied.state, replied.evidence, replied.recheck_result) == (
        "recheck", "照片1；照片2", None,
    )  # fmt: skip
    assert "缺整改期限" in refusal(replied, move("recheck_fail", due=None))


def test_a_recheck_waits_for_the_reply_or_the_deadline() -> None:
    assert "先登记整改回复" in refusal(hazard(), move("recheck_pass", on=day(5)))
    assert moved(hazard(), move("recheck_pass", on=day(6)), world()).state == "recheck"
    replied = through("reply")
    assert moved(replied, move("recheck_pass", on=day(4)), world()).recheck_result == "passed"


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ((), "须有两名持证人员"),
        (("张三",), "须有两名持证人员"),
        (("张三", " 张 三"), "须有两名持证人员"),
        (("张三", "o1"), "两个名字是同一人"),
        (("张三", "李小四"), "没有“李小四”"),
        (("张三", "赵六"), "赵六的执法证2026-11-16无效"),
        (("张三", "周协"), "辅助人员不得签字"),
    ],
)
def test_two_certified_officers_recheck(people: tuple[str, ...], says: str) -> None:
    assert says in refusal(through("reply"), move("recheck_pass", people=people))


def test_one_of_the_two_is_of_the_body_that_ordered() -> None:
    replied = through("reply")
    mixed = moved(replied, move("recheck_pass", people=("王五", "李四（住建）")), world())
    assert mixed.rechecker_2 == "李四"
    strangers = (*PEOPLE, officer("o6", "吴九", "综合执法"))
    tried = move("recheck_pass", people=("王五", "吴九"))
    says = refusal(replied, tried, world(officers=strangers))
    assert "至少一人须是责令主体（住建）的" in says


def test_a_name_that_two_people_have_is_told_and_kept_as_an_id() -> None:
    twins = world(officers=(*PEOPLE, officer("o7", "张三", "综合执法")))
    replied = through("reply")
    assert "有2位“张三”，请写编号：o1" in refusal(replied, move("recheck_pass"), twins)
    told = moved(replied, move("recheck_pass", people=("o1", "李四")), twins)
    assert told.rechecker_1 == "o1"


def test_a_recheck_on_paper_only_where_the_law_lets_it() -> None:
    replied, tried = through("reply"), move("recheck_pass", on_paper=True)
    assert "可书面复查" in refusal(replied, tried)
    by_body = world(bodies=(Body(id=HOUSING, paper_recheck=True),))
    assert moved(replied, tried, by_body).recheck_mode == "paper"
    by_item = world(items=(Item(code="lift", name="塔吊", body=HOUSING, offsite_ok=True),))
    assert moved(replied.but(subject="塔吊"), tried, by_item).recheck_mode == "paper"
    assert "重大隐患必须现场复查" in refusal(replied.but(grade="重大"), tried, by_body)


# -- closing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reviewer", "says"),
    [
        ("", "缺审核人"),
        ("张三", "参加了该次检查或复查"),
        ("o2", "参加了该次检查或复查"),
        ("王五", "参加了该次检查或复查"),
        ("周协", "辅助人员不得签字"),
    ],
)
def test_the_reviewer_was_not_there(reviewer: str, says: str) -> None:
    passed = through("reply", "recheck_pass")
    assert says in refusal(passed, move("close", reviewer=reviewer))


def test_who_came_to_the_recheck_does_not_review_it() -> None:
    passed = through("reply", "recheck_pass")
    assert moved(passed, move("close", reviewer="孙七"), world()).reviewer == "孙七"
    visit = Task(
        id="t2", plan="p", visit="A#2", site="A", on=day(6), starts=550, ends=600,
        officers=("o1", "o2"), present=("o1", "o2", "o5"), state="done",
    )  # fmt: skip
    says = refusal(passed, move("close", reviewer="孙七"), world(tasks=(visit,)))
    assert "孙七参加了" in says


def test_only_the_body_that_ordered_closes() -> None:
    passed = through("reply", "recheck_pass")
    assert "只能由责令主体（住建）办理" in refusal(passed, move("close", by="王五"))
    assert "辅助人员不得签字" in refusal(passed, move("close", by="周协"))
    assert moved(passed, move("close", by="某文员"), world()).state == "closed"
    assert "close" not in lawful_moves(passed, world(), "王五")
    assert "close" in lawful_moves(passed, world(), "李四")


def test_closing_asks_for_evidence() -> None:
    passed = made(hazard(), [move("recheck_pass")], world())
    assert "缺整改后照片或佐证材料" in refusal(passed, move("close"))
    assert moved(passed, move("close"), world(photos=frozenset({"YH-001"}))).state == "closed"


def test_what_is_fixed_at_once_closes_that_day_and_is_reviewed_after() -> None:
    closed = through("fixed_at_once")
    assert (closed.state, closed.closed_on, closed.reviewer) == ("closed", FOUND, "")
    assert "只能是发现当天" in refusal(hazard(), move("fixed_at_once", on=day(1)))
    assert "参加了" in refusal(closed, move("review", reviewer="王五"))
    reviewed = moved(closed, move("review"), world())
    assert reviewed.reviewer == "钱主任"
    assert "已由钱主任审核" in refusal(reviewed, move("review"))
    reopened = moved(closed, move("reopen"), world())
    assert (reopened.state, reopened.due, reopened.closed_on) == ("open", day(20), None)


# -- beside and aside ---------------------------------------------------------------------------


def test_the_ladder_is_climbed_step_by_step_and_closes_nothing() -> None:
    assert "尚未逾期" in refusal(hazard(), move("remind", on=day(5)))
    assert "还没有催办" in refusal(hazard(), move("talk"))
    climbed = through("remind", "talk", "file")
    assert climbed.state == "open"
    assert (climbed.reminded_on, climbed.talked_on, climbed.filed_on) == (day(6), day(8), day(9))
    assert "已于2026-11-19立案" in refusal(climbed, move("file"))


def test_stopped_work_resumes_by_two_officers_and_a_written_consent_and_is_rechecked() -> None:
    paused = through("pause")
    assert "缺书面同意" in refusal(paused, move("resume", evidence=""))
    assert "须有两名持证人员" in refusal(paused, move("resume", people=("张三",)))
    resumed = moved(paused, move("resume"), world())
    assert (resumed.state, resumed.stopped_on, resumed.resumed_on) == ("recheck", day(6), day(9))


def test_a_transfer_comes_back_with_a_new_deadline() -> None:
    away = through("transfer")
    assert (away.state, away.moved_to) == ("moved", "区交通局")
    assert "不能移送给责令主体自己" in refusal(hazard(), move("transfer", to=HOUSING))
    back = moved(away, move("return"), world())
    assert (back.state, back.due, back.moved_reply) == ("open", day(20), "退回：不属本单位")


def test_only_a_major_hazard_is_reported_and_listed() -> None:
    assert "不是重大" in refusal(hazard(), move("report"))
    assert "不是重大" in refusal(hazard(grade="非重大"), move("list"))
    major = through("report", "list", start=hazard(grade="重大"))
    assert (major.reported_on, major.listed_on, major.state) == (day(1), day(2), "open")


# -- days and what was read in ------------------------------------------------------------------


def test_days_do_not_run_backwards_nor_ahead() -> None:
    replied = through("reply")
    assert "早于上一步（2026-11-14）" in refusal(replied, move("recheck_pass", on=day(2)))
    assert "还没有到" in refusal(hazard(), move("reply", on=day(99)))
    assert "早于发现日期" in refusal(hazard(), move("reply", on=day(-1)))


def test_an_imported_state_is_kept_and_only_moves_made_here_are_judged() -> None:
    imported = hazard(state="recheck", unverified=True, fixed_on=day(3))
    assert "复查还没有通过" in refusal(imported, move("close"))
    filed = moved(imported, move("file"), world())
    assert (filed.state, filed.unverified) == ("recheck", True)
    passed = moved(imported, move("recheck_pass"), world())
    closed = moved(passed.but(evidence="照片"), move("close"), world())
    assert (closed.state, closed.unverified) == ("closed", False)
    old = hazard(state="recheck", unverified=True, recheck_result="passed", evidence="照片")
    assert "须有两名持证人员" in refusal(old, move("close"))


def test_buttons_offer_what_may_be_made_today() -> None:
    assert lawful_moves(hazard(), world(today=day(1))) == (
        "order", "extend", "reply", "file", "pause", "transfer", "cancel",
    )  # fmt: skip
    late = lawful_moves(hazard(), world(today=TODAY))
    assert "remind" in late
    assert "recheck_pass" in late
    assert "extend" not in late
    assert "talk" not in late
    assert "report" in lawful_moves(hazard(grade="重大隐患"), world())


@pytest.mark.parametrize("bar", [{"site": "A"}, {"company": "甲建设"}])
def test_who_is_recused_neither_re_checks_nor_reviews(bar: dict[str, str]) -> None:
    """处罚法 art. 43: of a site or of a company's sites, and only while the recusal runs."""
    site = Site(id="A", name="甲工地", builder="甲建设")
    barred = world(
        sites=(site,), recusals=(Recusal(officer="o2", first=day(5), last=day(20), **bar),)
    )
    waits = moved(hazard(), move("reply"), barred)
    with pytest.raises(Refused, match="李四 is recused from 甲工地"):
        moved(waits, move("recheck_pass", by="张三"), barred)
    later = move("recheck_pass", by="张三", on=day(21))
    assert moved(waits, later, barred).recheck_result == "passed"
    passed = moved(waits, move("recheck_pass", people=("张三", "孙七")), barred)
    with pytest.raises(Refused, match="李四 is recused from 甲工地"):
        moved(passed, move("close", by="张三", reviewer="李四"), barred)
