"""An edited roster read back: every kind of edit a person makes, and every fault they can make."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from random_plans import random_plan
from roster_edit import Edit, edit
from strategies import random_round
from tiny import tiny_booking, tiny_need, tiny_officer, tiny_plan, tiny_round

from constraints import Breach, verify
from exports.roster import write_roster
from sites.base import Text
from sites.book import Body, Grant, Site, Vehicle
from sites.errors import BookError
from sites.plan import Approval, Booking, Plan, Reserve, Ride, Stand
from sites.roster_reading import RosterRead, place_of, read_roster
from sites.round import Legs, Round, Visit

MORNING, AFTERNOON = "2026-11-30/am", "2026-11-30/pm"
PEOPLE = (
    tiny_officer("o1", "张三", "住建"),
    tiny_officer("o2", "李四", "住建"),
    tiny_officer("o3", "王五", "综合执法", own_way=False),
    tiny_officer("o4", "赵六", "住建", own_way=False),
    tiny_officer("o5", "王伟", "住建"),
    tiny_officer("o6", "王伟", "综合执法"),
    tiny_officer("a1", "孙七", "综合执法", kind="auxiliary", certificate=""),
)


def week(**more: object) -> Round:
    """Sites A and B with routine needs of two bodies, two slots each."""
    needs = tuple(tiny_need(s, body) for s in "AB" for body in ("住建", "综合执法"))
    values: dict[str, object] = {
        "needs": needs,
        "officers": PEOPLE,
        "bodies": (Body(id="住建"), Body(id="综合执法", own=True)),
        "grants": tuple(
            Grant(body=b, acts_for=b, source="statutory") for b in ("住建", "综合执法")
        ),
        "vehicles": (Vehicle(id="浙A·12345", seats=4),),
        "sites": (
            Site(id="A", name="东新园A地块", builder="B"),
            Site(id="B", name="河埠路191号", builder="B"),
        ),
    }
    return tiny_round(slots=2, **(values | more))


def joint(site: str = "A", **more: object) -> Booking:
    """张三 for 住建 and 王五 for 综合执法, who rides, with 孙七."""
    needs = (f"{site}/住建/routine", f"{site}/综合执法/routine")
    stands = (Stand(officer="o1", need=needs[0]), Stand(officer="o3", need=needs[1]))
    values: dict[str, object] = {
        "needs": needs,
        "officers": ("o1", "o3"),
        "stands_for": stands,
        "auxiliaries": ("a1",),
        "lead": "住建",
    }
    return tiny_booking(f"{site}#1", **(values | more))


def the_plan() -> Plan:
    ride = Ride(session=MORNING, officer="o3", vehicle="浙A·12345")
    reserve = (Reserve(session=MORNING, officers=("o6",)),)
    return tiny_plan(joint(), rides=(ride,), reserve=reserve)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return written(tmp_path, the_plan(), week())


def written(folder: Path, plan: Plan, round: Round) -> Path:
    path = folder / "roster.xlsx"
    write_roster(path, plan, round, verify(plan, round), {}, "zh")
    return path


def after(path: Path, change: Callable[[Edit], None], round: Round | None = None) -> RosterRead:
    return read_roster(edit(path, change), round or week())


def only(read: RosterRead) -> Booking:
    assert read.faults == ()
    (booking,) = read.plan.bookings
    return booking


# -- nothing touched ----------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), lang=st.sampled_from(("zh", "en")))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, seed: int, lang: str
) -> None:
    round = random_round(seed)
    plan = random_plan(round, seed, 0.6)
    busy = {(b.session, o) for b in plan.bookings for o in b.people}
    seated = tuple(r for r in plan.rides if (r.session, r.officer) in busy)
    plan = plan.but(rides=seated)
    path = tmp_path_factory.mktemp("roster") / "roster.xlsx"
    write_roster(path, plan, round, verify(plan, round), {}, lang)  # type: ignore[arg-type]
    read = read_roster(path, round)
    assert read.plan.bookings == plan.bookings
    assert set(read.plan.rides) == set(plan.rides)
    assert read.round is round
    assert (read.faults, read.notes) == ((), ())


def test_a_whole_streets_week_is_read_back(tmp_path: Path) -> None:
    """45 sites, two of them of nearly the same name, two officers of the same name."""
    names = tuple(f"{k}号地块{'二' if k % 2 else ''}期" for k in range(45))
    legs = Legs(
        first={"office": (10,) * 45}, last={"office": (10,) * 45}, between=((5,) * 45,) * 45
    )
    round = week(
        sites=tuple(Site(id=f"S{k}", name=name, builder="B") for k, name in enumerate(names)),
        needs=tuple(tiny_need(f"S{k}", b) for k in range(45) for b in ("住建", "综合执法")),
        legs=legs,
    )
    visits = tuple(
        Visit(id=f"S{k}#1", site=f"S{k}", needs=tuple(n.id for n in round.needs_at[f"S{k}"]))
        for k in range(45)
    )
    round = round.but(visits=visits)
    plan = random_plan(round, 7, 0.3).but(rides=())
    assert len(plan.bookings) > 20
    read = read_roster(written(tmp_path, plan, round), round)
    assert (read.plan.bookings, read.faults, read.notes) == (plan.bookings, (), ())


def test_digest_reserve_and_approval_come_back(roster: Path) -> None:
    read = read_roster(roster, week())
    assert read.plan.round_digest == "tiny"
    assert read.plan.reserve == the_plan().reserve
    assert read.plan.approval == Approval()


def test_rows_may_be_sorted_and_columns_moved(tmp_path: Path) -> None:
    plan = tiny_plan(joint("A"), joint("B", session=AFTERNOON))
    path = written(tmp_path, plan, week())

    def upside_down(e: Edit) -> None:
        first, second = e.head + 1, e.head + 2
        for column in range(1, e.sheet.max_column + 1):
            a, b = e.sheet.cell(first, column), e.sheet.cell(second, column)
            a.value, b.value = b.value, a.value
        e.sheet.insert_cols(1)

    read = after(path, upside_down)
    assert read.plan.bookings == plan.bookings
    assert read.places["A#1", "officers"].endswith(str(7 - 1))


# -- the edits a person makes -------------------------------------------------------------------


def test_moving_to_the_afternoon_finds_a_new_start_and_says_so(roster: Path) -> None:
    read = after(roster, lambda e: e.set(e.row("东新园A地块"), part="下午"))
    booking = only(read)
    assert (booking.session, booking.start, booking.end) == (AFTERNOON, 820, 860)
    assert [r.session for r in read.plan.rides] == [AFTERNOON]
    assert "13:40—14:20" in read.notes[-1].zh
    assert read.places["A#1", "session"] == "周检查计划!C5"


def test_a_typed_start_is_kept_and_its_end_worked_out(roster: Path) -> None:
    booking = only(after(roster, lambda e: e.set(e.row("东新园A地块"), clock="9：30")))
    assert (booking.start, booking.end) == (570, 610)


def test_a_typed_end_is_not_corrected(roster: Path) -> None:
    booking = only(after(roster, lambda e: e.set(e.row("东新园A地块"), clock="9点30分-10点整")))
    assert (booking.start, booking.end) == (570, 600)


def test_an_emptied_time_waits_for_the_persons_other_visit(tmp_path: Path) -> None:
    plan = tiny_plan(joint("A"), joint("B", start=610, end=650))
    path = written(tmp_path, plan, week())
    read = after(path, lambda e: e.set(e.row("河埠路191号"), clock=None))
    start = {b.site: b.start for b in read.plan.bookings}
    assert start == {"A": 550, "B": 550 + 40 + 12}


def test_a_swapped_name_takes_over_what_the_brackets_say(roster: Path) -> None:
    read = after(
        roster, lambda e: e.set(e.row("东新园A地块"), officers="李四（住建）；王五（综合执法）")
    )
    booking = only(read)
    assert booking.officers == ("o2", "o3")
    assert Stand(officer="o2", need="A/住建/routine") in booking.stands_for


def test_a_bare_new_name_stands_for_nothing_a_bare_old_one_as_before(roster: Path) -> None:
    booking = only(after(roster, lambda e: e.set(e.row("东新园A地块"), officers="李四、王五")))
    assert booking.officers == ("o2", "o3")
    assert booking.stands_for == (Stand(officer="o3", need="A/综合执法/routine"),)


def test_a_newcomer_rides_in_the_seat_of_the_one_he_replaces(roster: Path) -> None:
    read = after(
        roster, lambda e: e.set(e.row("东新园A地块"), officers="张三（住建）；赵六（综合执法）")
    )
    assert read.plan.rides == (Ride(session=MORNING, officer="o4", vehicle="浙A·12345"),)
    assert "赵六" in read.notes[0].zh


def test_a_name_taken_out_is_gone_with_his_seat(roster: Path) -> None:
    read = after(roster, lambda e: e.set(e.row("东新园A地块"), officers="张三（住建）"))
    booking = only(read)
    assert booking.officers == ("o1",)
    assert booking.needs == joint().needs
    assert read.plan.rides == ()


STRUCK = (
    "<r><t>张三（住建）；</t></r>"
    "<r><rPr><strike/></rPr><t xml:space='preserve'>\n王五（综合执法）</t></r>"
)
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


@pytest.mark.parametrize("shared", [False, True], ids=["inline", "as Excel saves it"])
def test_a_name_struck_through_is_gone(roster: Path, shared: bool) -> None:
    with zipfile.ZipFile(roster) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet, kinds = "xl/worksheets/sheet1.xml", "[Content_Types].xml"
    parts[sheet] = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), parts[sheet])  # lxml writes these
    written = 't="inlineStr"><is><t>张三（住建）；\n王五（综合执法）</t></is>'
    now = 't="s"><v>0</v>' if shared else f't="inlineStr"><is>{STRUCK}</is>'
    assert written in parts[sheet]
    parts[sheet] = parts[sheet].replace(written, now)
    if shared:
        entry = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS}"/></Types>'
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{SPREADSHEET}"><si>{STRUCK}</si></sst>'
        parts[kinds] = parts[kinds].replace("</Types>", entry)
    with zipfile.ZipFile(roster, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    assert only(read_roster(roster, week())).officers == ("o1",)


def test_a_row_struck_through_or_deleted_is_cancelled(tmp_path: Path) -> None:
    plan = tiny_plan(joint("A"), joint("B", session=AFTERNOON))

    def strike(e: Edit) -> None:
        for cell in e.sheet[e.row("东新园A地块")]:
            cell.font = Font(strike=True)

    for change in (strike, lambda e: e.sheet.delete_rows(e.row("东新园A地块"))):
        read = after(written(tmp_path, plan, week()), change)
        assert only(read).site == "B"


def test_an_added_row_takes_a_free_slot_and_the_needs_that_are_due(roster: Path) -> None:
    def add(e: Edit) -> None:
        e.set(
            e.spare(),
            day="11.30",
            part="下午",
            site="河埠路191号",
            types="日常（住建）",
            officers="张三（住建）、李四",
        )

    read = after(roster, add)
    added = read.plan.bookings[1]
    assert (added.visit, added.needs) == ("B#1", ("B/住建/routine",))
    assert (added.start, added.end) == (820 + 5, 865)
    assert read.round is not None
    assert read.round.visits == week().visits
    assert verify(read.plan, read.round).breaches is not None


def test_an_added_visit_that_nothing_calls_for_is_judged_all_the_same(roster: Path) -> None:
    def add(e: Edit) -> None:
        for types in ("日常（住建、综合执法）", "复查（住建）"):
            e.set(
                e.spare(),
                day=date(2026, 11, 30),
                part="下午",
                site="东新园A",
                types=types,
                officers="李四（住建）",
            )

    read = after(roster, add)
    assert read.faults == ()
    again = [b for b in read.plan.bookings if b.session == AFTERNOON]
    assert len({b.visit for b in read.plan.bookings}) == 3
    needs = [read.round.need[n] for b in again for n in b.needs]
    assert [(n.body, n.kind, n.owed) for n in needs] == [
        ("住建", "routine", False),
        ("综合执法", "routine", False),
        ("住建", "recheck", False),
    ]
    verdict = verify(read.plan, read.round)
    assert not any(b.rule == "structure" and "没有" in b.says.zh for b in verdict.breaches)


def test_a_copied_row_is_a_second_visit_not_the_same_one_twice(roster: Path) -> None:
    def copy(e: Edit) -> None:
        to = e.spare()
        for key in e.columns:
            e.set(to, **{key: e.get(e.row("东新园A地块"), key)})
        e.set(to, site="河埠路191号")

    read = after(roster, copy)
    assert {b.visit for b in read.plan.bookings} == {"A#1", "B#1"}
    assert read.plan.met == {n.id for n in week().needs}


def test_a_kind_taken_out_drops_its_need_and_one_put_in_adds_it(roster: Path) -> None:
    booking = only(after(roster, lambda e: e.set(e.row("东新园A地块"), types="日常（住建）")))
    assert booking.needs == ("A/住建/routine", "A/综合执法/routine")
    only_housing = {"types": "日常（住建）", "officers": "张三（住建）；王五"}
    booking = only(after(roster, lambda e: e.set(e.row("东新园A地块"), **only_housing)))
    assert booking.needs == ("A/住建/routine",)


def test_states_lead_reserve_and_vehicles_are_read(roster: Path) -> None:
    def change(e: Edit) -> None:
        e.set(
            e.row("东新园A地块"),
            state="待补批",
            lead="综合执法",
            auxiliaries=None,
            vehicles="浙A12345：王五、张三",
        )
        e.sheet["C3"] = "已批准"

    book = load_workbook(roster)
    people = book["执法力量安排表"]
    line = next(r for r in people.iter_rows() if r[0].value == "备勤")
    line[4].value, line[5].value = None, "李四、赵六"
    book.save(roster)
    edit(roster, lambda e: e.set(e.row("东新园A地块"), vehicles=None))
    read = after(roster, change, week(vehicles=(Vehicle(id="浙A12345", seats=4),)))
    booking = only(read)
    assert (booking.state, booking.lead, booking.auxiliaries) == ("urgent", "综合执法", ())
    assert [r.officer for r in read.plan.rides] == ["o1", "o3"]
    assert read.plan.approval.state == "approved"
    assert {r.session: r.officers for r in read.plan.reserve} == {
        MORNING: (),
        AFTERNOON: ("o2", "o4"),
    }
    assert read.places["reserve", AFTERNOON] == f"执法力量安排表!F{line[0].row}"


def test_without_the_hidden_columns_every_row_is_an_added_one(roster: Path) -> None:
    def strip(e: Edit) -> None:
        e.set(e.row("东新园A地块"), visit=None, origin=None)

    booking = only(after(roster, strip))
    assert booking.but(lead="") == joint(lead="")


@pytest.mark.parametrize(
    ("ids", "cell"),
    [
        ({"visit": "A#1", "officer": "o1", "session": MORNING}, "周检查计划!M5"),
        ({"visit": "A#1", "officer": "a1"}, "周检查计划!O5"),
        ({"visit": "A#1", "need": "A/住建/routine"}, "周检查计划!I5"),
        ({"visit": "A#1"}, "周检查计划!E5"),
        ({"session": MORNING, "vehicle": "浙A·12345"}, "周检查计划!P5"),
        ({"officer": "o3"}, "周检查计划!M5"),
        ({"session": MORNING}, "执法力量安排表!E5"),
        ({"session": MORNING, "officer": "o6"}, "执法力量安排表!E5"),
        ({"site": "B"}, ""),
    ],
)
def test_a_breach_is_shown_at_its_cell(roster: Path, ids: dict[str, str], cell: str) -> None:
    read = read_roster(roster, week())
    breach = Breach(says=Text(zh="不行", en="no"), **ids)
    assert place_of(breach, read.plan, read.places) == cell


# -- faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "column"),
    [
        ("officers", "张散（住建）", "M"),
        ("officers", "王伟（住建）", "M"),
        ("officers", "张三（消防）", "M"),
        ("site", "没有的工地", "E"),
        ("day", "12月24日", "B"),
        ("day", None, "B"),
        ("part", "夜间", "C"),
        ("part", "哪天都行", "C"),
        ("clock", "九点", "D"),
        ("clock", "11:00-10:00", "D"),
        ("clock", "99:99", "D"),
        ("types", "日常（消妨）", "I"),
        ("lead", "某局", "K"),
        ("vehicles", "京B·1：王五", "P"),
        ("auxiliaries", "周八", "O"),
        ("state", "差不多", "U"),
    ],
)
def test_what_cannot_be_understood_names_its_cell(
    roster: Path, field: str, typed: str | None, column: str
) -> None:
    read = after(roster, lambda e: e.set(e.row("东新园A地块"), **{field: typed}))
    places = {(f.sheet, f.cell) for f in read.faults}
    assert places == {("周检查计划", f"{column}5")}


def test_all_faults_of_all_rows_at_once_with_a_hint(roster: Path) -> None:
    def change(e: Edit) -> None:
        e.set(e.row("东新园A地块"), officers="张三丰（住建）", clock="？")
        e.set(e.spare(), site="河埠路", day="周一", part="上午", officers="李思")

    faults = after(roster, change).faults
    assert [f.cell for f in faults] == ["D5", "M5", "M6"]
    assert "李四" in faults[-1].expected.zh


def test_two_of_one_name_are_written_apart_and_the_one_planned_is_meant(tmp_path: Path) -> None:
    need = "A/住建/routine"
    lone = joint(officers=("o1", "o5"), stands_for=(Stand(officer="o5", need=need),))
    path = written(tmp_path, tiny_plan(lone), week())
    shown = Edit(load_workbook(path)["周检查计划"]).get(5, "officers")
    assert "王伟·C-o5（住建）" in shown
    read = after(path, lambda e: e.set(5, officers="张三；王伟（住建）"))
    assert only(read).officers == ("o1", "o5")


def test_a_file_that_is_no_roster_is_one_clear_fault(tmp_path: Path) -> None:
    text = tmp_path / "a.xlsx"
    text.write_text("no workbook")
    book = Workbook()
    book.save(tmp_path / "b.xlsx")
    for name in ("a.xlsx", "b.xlsx", "absent.xlsx"):
        with pytest.raises(BookError) as caught:
            read_roster(tmp_path / name, week())
        assert len(caught.value.faults) == 1
    book.worksheets[0].title = "周检查计划"
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(BookError, match="row of headings"):
        read_roster(tmp_path / "b.xlsx", week())


def test_a_far_cell_does_not_matter(roster: Path) -> None:
    read = after(roster, lambda e: e.sheet.cell(1_048_576, 16_384, "far"))
    assert only(read) == joint()
