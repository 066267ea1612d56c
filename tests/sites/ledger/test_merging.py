"""Files merged into a ledger that went on meanwhile: nothing of either side is lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from sites.book import Hazard, Site
from sites.errors import Refused
from sites.ledger import Ledger, Overtaken, merge_rows
from sites.ledger.conflicts import open_conflicts, resolve
from sites.merging import MergeReport

A, B = Site(id="A", name="甲", phone="13800000001"), Site(id="B", name="乙")


def read(ledger: Ledger, rows: Iterable[Any], file: str = "street.xlsx", **how: Any) -> MergeReport:
    """Merge the rows of a file of the office's own, unless ``seq`` says when it was exported."""
    how = {"whole": True, "seq": None} | how
    with ledger.act("李甲") as act:
        return merge_rows(act, how.pop("noun", "sites"), rows, how.pop("seq"), file, **how)


def change(ledger: Ledger, key: str, **fields: Any) -> None:
    """Somebody changes a row in the ledger."""
    with ledger.act("王乙") as act:
        act.change("sites", key, fields)


def head(ledger: Ledger) -> int:
    """Number of the last event."""
    with ledger.reading() as rows:
        return rows.head[0]


def row(ledger: Ledger, key: str, noun: str = "sites") -> Any:
    """A row as it stands."""
    with ledger.reading() as rows:
        return rows.row(noun, key)


def test_first_reading_adds_and_the_second_writes_nothing(ledger: Ledger) -> None:
    assert read(ledger, [A, B]).added == ("A", "B")
    before = head(ledger)
    again = read(ledger, [A, B])
    assert (again.unchanged, again.added, again.changed) == (2, (), ())
    assert head(ledger) == before


def test_a_file_left_as_it_was_never_takes_the_ledger_back(ledger: Ledger) -> None:
    read(ledger, [A, B])
    change(ledger, "A", colour="red", phone="13800000002")
    for _ in range(3):
        assert read(ledger, [A, B]).unchanged == 2
    assert (row(ledger, "A").colour, row(ledger, "A").phone) == ("red", "13800000002")


def test_edits_of_both_sides_meet_in_one_row(ledger: Ledger) -> None:
    read(ledger, [A, B])
    change(ledger, "A", colour="red")
    report = read(ledger, [A.but(zone="东片"), B])
    assert [(c.key, c.cells) for c in report.changed] == [("A", (("zone", "", "东片"),))]
    assert (row(ledger, "A").colour, row(ledger, "A").zone) == ("red", "东片")


def test_both_changed_differently_is_kept_apart_and_stays(ledger: Ledger) -> None:
    read(ledger, [A])
    change(ledger, "A", colour="red")
    edited = [A.but(colour="yellow")]
    (conflict,) = read(ledger, edited).conflicts
    assert (conflict.base, conflict.in_ledger, conflict.in_file) == (
        '"green"', '"red"', '"yellow"',
    )  # fmt: skip
    assert row(ledger, "A").colour == "red"
    before = head(ledger)
    assert read(ledger, edited).conflicts == (conflict,)
    assert head(ledger) == before


@pytest.mark.parametrize(("take", "colour"), [("ledger", "red"), ("file", "yellow")])
def test_what_was_decided_stays_decided(ledger: Ledger, take: Any, colour: str) -> None:
    read(ledger, [A])
    change(ledger, "A", colour="red")
    edited = [A.but(colour="yellow")]
    read(ledger, edited)
    with ledger.act("李甲", why="现场核实") as act:
        assert resolve(act, "1", take).took == take
    for _ in range(2):
        report = read(ledger, edited)
        assert (report.conflicts, report.changed) == ((), ())
        assert row(ledger, "A").colour == colour
    with ledger.act("李甲") as act, pytest.raises(Refused):
        resolve(act, "1", take)


def test_a_conflict_ends_when_the_file_gives_in(ledger: Ledger) -> None:
    for put_back in ("red", "green"):
        read(ledger, [A.but(id=put_back)])
        change(ledger, put_back, colour="red")
        read(ledger, [A.but(id=put_back, colour="yellow")])
        report = read(ledger, [A.but(id=put_back, colour=put_back)])
        assert [c.took for c in report.settled] == ["both" if put_back == "red" else "ledger"]
        with ledger.reading() as rows:
            assert open_conflicts(rows) == ()
        assert row(ledger, put_back).colour == "red"


def test_nobody_decides_over_a_later_change(ledger: Ledger) -> None:
    read(ledger, [A])
    change(ledger, "A", colour="red")
    read(ledger, [A.but(colour="yellow")])
    change(ledger, "A", colour="green")
    with ledger.act("李甲") as act, pytest.raises(Overtaken, match="王乙"):
        resolve(act, "1", "file")


def test_a_file_of_an_older_export_still_merges(ledger: Ledger) -> None:
    read(ledger, [A, B])
    seq = head(ledger)
    change(ledger, "A", colour="red", phone="13800000002")
    change(ledger, "B", zone="西片")
    report = read(ledger, [A.but(note="缺角"), B.but(zone="东片")], "old.xlsx", seq=seq)
    assert [c.key for c in report.changed] == ["A"]
    assert [(c.row, c.field) for c in report.conflicts] == [("B", "zone")]
    after = row(ledger, "A")
    assert (after.colour, after.phone, after.note) == ("red", "13800000002", "缺角")


def test_an_export_read_twice_is_compared_with_itself(ledger: Ledger) -> None:
    read(ledger, [A])
    seq = head(ledger)
    read(ledger, [A.but(zone="东片")], "out.xlsx", seq=seq)
    change(ledger, "A", zone="西片")
    assert read(ledger, [A.but(zone="东片")], "out.xlsx", seq=seq).unchanged == 1
    assert row(ledger, "A").zone == "西片"


def test_personal_data_in_conflict_leave_only_hashes_in_events(ledger: Ledger) -> None:
    read(ledger, [A])
    seq = head(ledger)
    change(ledger, "A", phone="13800000002")
    assert read(ledger, [A], "same.xlsx", seq=seq).conflicts == ()
    (conflict,) = read(ledger, [A.but(phone="13800000003")], "other.xlsx", seq=seq).conflicts
    with ledger.reading() as rows:
        told = "".join(event.model_dump_json() for event in rows.events())
    for number in ("13800000001", "13800000002", "13800000003"):
        assert number not in told
    with ledger.act("李甲") as act:
        resolve(act, conflict.id, "file")
    assert row(ledger, "A").phone == "13800000003"


def test_rows_that_a_file_lacks_are_told_and_dropped_only_when_asked(ledger: Ledger) -> None:
    read(ledger, [A, B])
    with ledger.act("王乙") as act:
        act.put("sites", Site(id="C", name="丙"))
    for _ in range(2):
        report = read(ledger, [A])
        assert (report.missing, report.newer, report.dropped) == (("B",), ("C",), ())
    report = read(ledger, [A], drop=True)
    assert (report.missing, report.newer, report.dropped) == ((), ("C",), ("B",))
    assert row(ledger, "B") is None
    assert row(ledger, "C") is not None


def test_a_row_changed_since_is_not_dropped(ledger: Ledger) -> None:
    read(ledger, [A, B])
    change(ledger, "B", colour="red")
    report = read(ledger, [A], drop=True)
    assert (report.missing, report.dropped) == (("B",), ())


def test_a_row_dropped_from_the_ledger_stays_out_unless_the_file_edits_it(ledger: Ledger) -> None:
    read(ledger, [A, B])
    with ledger.act("王乙") as act:
        act.drop("sites", "B")
    assert read(ledger, [A, B]).gone == ("B",)
    assert row(ledger, "B") is None
    assert read(ledger, [A, B.but(zone="东片")]).added == ("B",)


def test_fields_that_a_file_does_not_have_are_left_alone(ledger: Ledger) -> None:
    read(ledger, [A.but(note="原注"), B])
    report = read(ledger, [Site(id="A", name="甲甲")], "names.xlsx", fields=["name"], whole=False)
    assert (report.missing, len(report.changed)) == ((), 1)
    assert (row(ledger, "A").name, row(ledger, "A").note) == ("甲甲", "原注")


def test_a_file_that_lists_some_rows_at_a_time(ledger: Ledger) -> None:
    read(ledger, [A, B])
    seq = head(ledger)
    read(ledger, [A.but(zone="东片")], "part.xlsx", seq=seq, whole=False)
    change(ledger, "A", zone="西片")
    read(ledger, [B.but(zone="东片")], "part.xlsx", seq=seq, whole=False)
    report = read(ledger, [A.but(zone="东片"), B], "part.xlsx", seq=seq, whole=False)
    assert [c.key for c in report.changed] == ["B"]
    assert (row(ledger, "A").zone, row(ledger, "B").zone) == ("西片", "")


def test_columns_of_the_office_and_typed_words_merge_by_cell(ledger: Ledger) -> None:
    hazard = Hazard(
        id="1", what="缺栏杆", typed=(("due", "立即"),), extra=(("班组", "木工"), ("楼", "3"))
    )
    read(ledger, [hazard], noun="hazards")
    with ledger.act("王乙") as act:
        act.change("hazards", "1", {"due": date(2026, 12, 1), "typed": (), "state": "recheck"})
    edited = hazard.but(extra=(("班组", "钢筋"), ("楼", "3")), what="缺防护栏杆")
    report = read(ledger, [edited], noun="hazards")
    after = row(ledger, "1", "hazards")
    assert (after.extra, after.what) == ((("班组", "钢筋"), ("楼", "3")), "缺防护栏杆")
    assert (after.due, after.typed, after.state) == (date(2026, 12, 1), (), "recheck")
    assert report.conflicts == ()
