"""The map: one datum, no request outside, words beside colours; why, what if, an urgent visit."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest
from board_week import NAME, small_week
from boards import board, browser, needs_board

from exports.history import history_lines
from scheduler.by_hand import read_week
from sites.base import Text
from sites.book import Datum
from sites.datum import convert
from sites.errors import BookError, Refused
from sites.ledger import open_ledger
from web.desk import Desk, Office, Person, Role

needs_board()

HOSTILE = "<img src=x onerror=window.hurt=1>项目"
SQUARE = [[120.15, 30.31], [120.17, 30.31], [120.17, 30.33], [120.15, 30.31]]


def desk(folder: Path, role: Role = "clerk") -> Desk:
    """The board of the small week, as one role sees it."""
    place = folder.parents[1] / "ledger.sqlite"
    office = Office(open_ledger(str(place)), folder.parent)
    return Desk(office, Person(name="李示例", role=role))


@pytest.mark.parametrize("shape", ["collection", "list", "geometry"])
def test_outlines_of_any_datum_come_to_one(shape: str, tmp_path: Path) -> None:
    from web.map.ground import read_ground

    def lines(datum: Datum) -> list[list[float]]:
        return [list(convert(lon, lat, "GCJ-02", datum)) for lon, lat in SQUARE]

    def content(datum: Datum) -> object:
        area = {"type": "Polygon", "coordinates": [lines(datum)]}
        feature = {"type": "Feature", "properties": {}, "geometry": area}
        whole = {"type": "FeatureCollection", "features": [feature]}
        return {"collection": whole, "list": [feature], "geometry": area}[shape]

    (tmp_path / "界.GCJ-02.geojson").write_text(json.dumps(content("GCJ-02")))
    (tmp_path / "界.geojson").write_text(json.dumps(content("WGS-84")))
    (tmp_path / "路.bd-09.geojson").write_text(json.dumps(content("BD-09")))
    ground = read_ground(tmp_path, "GCJ-02")
    assert ground.files == (("界", "GCJ-02"), ("界", "WGS-84"), ("路", "BD-09"))
    assert len(ground.areas) == 3
    for area in ground.areas:
        flat = [x for point in area for x in point]
        assert flat == pytest.approx([x for lon, lat in SQUARE for x in (lat, lon)], abs=1e-7)


DAMAGED = (
    "",
    "{",
    "3",
    "[" * 9999,
    '{"type": "Polygon"}',
    '{"type": "Polygon", "coordinates": [[["a", 1]]]}',
    '{"type": "LineString", "coordinates": [[1e999, 3]]}',
)


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_outline_is_told_and_the_others_are_drawn(content: str, tmp_path: Path) -> None:
    from web.map.ground import read_ground

    good = {"type": "LineString", "coordinates": SQUARE}
    (tmp_path / "good.geojson").write_text(json.dumps(good))
    (tmp_path / "bad.geojson").write_text(content)
    ground = read_ground(tmp_path, "WGS-84")
    assert len(ground.roads) == 1
    assert [fault.sheet for fault in ground.faults] == ["bad.geojson"]


def test_tiles_are_off_until_an_administrator_sets_an_address(tmp_path: Path) -> None:
    from web.map.ground import Tiles, read_tiles
    from web.pages._map_tiles import keep

    own, folder = Tiles(url="http://10.0.0.8/{z}/{x}/{y}.png", datum="GCJ-02"), tmp_path / "map"
    week = small_week(tmp_path)
    assert read_tiles(folder).url == ""
    with pytest.raises(Refused):
        keep(desk(week, "clerk"), folder, own)
    for wrong in ("javascript:{x}{y}{z}", "http://10.0.0.8/"):
        with pytest.raises(BookError):
            keep(desk(week, "admin"), folder, Tiles(url=wrong))
    assert read_tiles(folder).url == ""
    keep(desk(week, "admin"), folder, own)
    assert read_tiles(folder) == own
    admin = desk(week, "admin")
    with admin.office.ledger.reading() as rows:
        (event,) = rows.events(verb="tiles_set")
    assert (event.who, event.changes[0].new) == (admin.person.name, own.url)
    assert any(own.url in line for line in history_lines([event], {}, "zh"))


def test_a_way_leads_from_base_through_all_visits_and_back(tmp_path: Path) -> None:
    from web.map.places import points_of
    from web.map.routes import routes

    week = read_week(small_week(tmp_path))
    office = desk(tmp_path / "ledger.weeks" / NAME).office
    points = points_of(office.book(), "GCJ-02")
    for session in week.round.sessions:
        here = [b for b in week.plan.bookings if b.session == session.id]
        found = routes(week.plan, week.round, session.id, points)
        walked = sorted((p, b.visit) for r in found for p in r.people for b in r.bookings)
        assert walked == sorted((p, b.visit) for b in here for p in b.people)
        for way in found:
            base = points[way.base]
            stops = [points[b.site] for b in sorted(way.bookings, key=lambda b: b.start)]
            assert list(way.points) == [base, *stops, base]


def test_an_urgent_visit_is_refused_once_the_week_has_changed(tmp_path: Path) -> None:
    from web.dialogs.insert import offered, take

    folder = small_week(tmp_path)
    who = {"site": "GD03", "body": "区住房和城乡建设局", "by": "12月4日"}
    order = who | {"items": (), "minutes": 20, "what": ""}
    clerk = desk(folder)
    first = offered(clerk.office, folder, order, "zh")
    wanted = next(c for c in first.choices if c.booking)
    with pytest.raises(Refused):
        take(desk(folder, "leader"), folder, first, wanted)
    assert take(clerk, folder, first, wanted)
    after = read_week(folder)
    assert after.verdict.lawful
    assert wanted.booking
    assert wanted.booking.visit in {b.visit for b in after.plan.bookings}
    with pytest.raises(Refused):
        take(clerk, folder, first, wanted)
    assert read_week(folder).plan == after.plan


def test_a_change_is_kept_only_by_who_may(tmp_path: Path) -> None:
    from web.dialogs.two_plans import Change
    from web.dialogs.whatif import keep

    folder = small_week(tmp_path)
    round = read_week(folder).round
    change = Change(less="ZF02", numbers=("certified_quorum.least=3",))
    with pytest.raises(Refused):
        keep(desk(folder, "leader"), round, change)
    assert keep(desk(folder), round, change)
    assert keep(desk(folder), round, change.but(less=None))
    book = desk(folder).office.book()
    assert [a.first for a in book.absences if a.officer == "ZF02"][-1:] == [round.first_day]
    told = [r.value for r in book.rule_settings if r.rule == "certified_quorum"]
    assert told == ["3"]


def test_the_map_in_a_browser(tmp_path: Path) -> None:
    folder = small_week(tmp_path)
    place, before = tmp_path / "ledger.sqlite", read_week(folder).plan
    ledger = open_ledger(str(place))
    with ledger.act("李示例") as act:
        act.change("sites", "GD03", {"name": HOSTILE, "zone": "东片"})
        act.change("sites", "GD04", {"lon": None, "lat": None, "status": "stopped"})
    ledger.close()
    damaged = shutil.copytree(folder, folder.with_name("2026-W48"))
    (damaged / "plan.json").write_text("{")
    (tmp_path / "map").mkdir()
    area = {"type": "Polygon", "coordinates": [SQUARE]}
    (tmp_path / "map" / "街道.GCJ-02.geojson").write_text(json.dumps(area))
    with board(place) as address, browser() as visit:
        page = visit.page
        page.goto(f"{address}/map")
        page.locator("[data-site]").first.wait_for()
        labels = page.locator("[data-site]").evaluate_all(
            "found => found.map(x => x.getAttribute('aria-label'))"
        )
        assert sorted(labels) == sorted(
            [
                "柳岸路8号住宅项目，红色，在建，本周有检查",
                "柳岸路20号小学项目，黄色，在建，本周有检查",
                f"{HOSTILE}，绿色，在建，本周有检查",
            ]
        )
        assert page.locator(".leaflet-control-zoom-in").get_attribute("title") == "放大"
        page.get_by_text("没有坐标的工地（1）").wait_for()
        page.get_by_text("街道（GCJ-02）").wait_for()
        lines = page.locator(".leaflet-overlay-pane path").count()

        page.get_by_label("哪个时段的路线").click()
        page.locator(".q-menu .q-item", has_text="12月1日上午").click()
        page.get_by_text("路线", exact=True).wait_for()
        assert page.locator(".leaflet-overlay-pane path").count() > lines

        page.locator("[data-site=GD03]").focus()
        page.keyboard.press("Enter")
        page.get_by_text("打开工地档案").wait_for()
        assert page.get_by_text("打开工地档案").get_attribute("href") == "/sites?site=GD03"
        page.get_by_role("button", name="为什么这样排").click()
        page.get_by_text("为何不在其他时段").first.wait_for()
        page.get_by_role("button", name="关闭").last.click()
        page.get_by_text("为何不在其他时段").first.wait_for(state="detached")

        page.get_by_role("button", name="插入紧急投诉").click()
        page.get_by_label("承办部门").click()
        page.locator(".q-menu .q-item", has_text="区住房和城乡建设局").click()
        page.get_by_label("最迟何时到场").fill("周五下午")
        page.get_by_role("button", name="列出办法").click()
        page.get_by_role("button", name="采用第1种").click()
        page.get_by_text("已采用：").wait_for()
        page.goto(f"{address}/map")
        page.get_by_label("哪一周").click()
        page.locator(".q-menu .q-item", has_text="2026-W48").click()
        page.get_by_text("没有办成").wait_for()
        page.get_by_role("button", name="关闭").click()
        page.locator("[data-site=GD01]").click()
        page.get_by_text("打开工地档案").wait_for()
        page.get_by_text("打开工地档案").click()
        page.locator(".q-dialog", has_text="柳岸路8号住宅项目").wait_for()
        assert page.url.endswith("/sites?site=GD01")
        page.goto(f"{address}/files?print=site&week=2026-W48&day=2026-12-01")
        page.get_by_text("没有办成").wait_for()
        assert page.locator(".io-sheet").count() == 0
        assert not page.evaluate("window.hurt")
        assert visit.outside == []
        assert visit.errors == []
    after = read_week(folder).plan
    assert len(after.met - before.met) == 1


def test_pages_wait_for_a_slow_disk(tmp_path: Path) -> None:
    """Neither an error of the toolkit's in English, nor a site drawn as if nobody came."""
    small_week(tmp_path)
    with board(tmp_path / "ledger.sqlite", slow=3.2) as address, browser() as visit:
        page = visit.page
        page.goto(f"{address}/map")
        page.locator("[data-site]").first.wait_for()
        labels = page.locator("[data-site]").evaluate_all(
            "found => found.map(x => x.getAttribute('aria-label'))"
        )
        assert any(label.endswith("，本周有检查") for label in labels)
        assert visit.errors == []


def test_what_if_in_a_process_of_its_own(tmp_path: Path) -> None:
    from web.dialogs.two_plans import Change, TwoPlans

    folder = small_week(tmp_path)
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    asked = TwoPlans(folder, Change(apart=True), 5, "zh")
    with pytest.raises(Refused):
        TwoPlans(folder, Change(apart=True), 5, "zh")
    while asked.listen() and asked.result is None and not asked.faults:
        time.sleep(0.05)
    assert asked.result is not None, asked.faults
    assert asked.result.name == "各部门各查各的"
    saved = next(row for row in asked.result.rows if row[0] == Text(zh="少上门（次）", en="").zh)
    assert saved[2] == "0"
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before


def test_a_stopped_comparison_ends_without_a_result(tmp_path: Path) -> None:
    from web.dialogs.two_plans import Change, TwoPlans

    asked = TwoPlans(small_week(tmp_path), Change(apart=True), 60, "zh")
    while asked.listen() and not asked.lines:
        time.sleep(0.05)
    asked.stop()
    while asked.listen():
        time.sleep(0.05)
    assert asked.result is None
    assert asked.faults == ()
