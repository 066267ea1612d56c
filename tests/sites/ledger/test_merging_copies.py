"""Files of one name from two folders: copies are never taken for one another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sites.book import Site
from sites.ledger import Ledger, merge_rows
from sites.ledger.conflicts import open_conflicts
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


HERE, THERE = "folder-a", "folder-b"


def test_a_copy_in_another_folder_is_not_taken_for_the_file(ledger: Ledger) -> None:
    """Two people fill in copies of one export under one name; neither undoes the other."""
    read(ledger, [A, B])
    seq, export = head(ledger), {"seq": head(ledger), "file": "tracker.xlsx"}
    read(ledger, [A.but(zone="东片"), B], place=HERE, **export)
    report = read(ledger, [A.but(note="缺角"), B], place=THERE, **export)
    assert report.conflicts == ()
    after = row(ledger, "A")
    assert (after.zone, after.note) == ("东片", "缺角")
    again = read(ledger, [A.but(zone="东片"), B], place=HERE, **export)
    assert (again.changed, again.conflicts) == ((), ())
    assert row(ledger, "A").note == "缺角"
    assert seq < head(ledger)


def test_copies_that_say_different_things_of_one_cell_are_both_kept_apart(ledger: Ledger) -> None:
    read(ledger, [A])
    export = {"seq": head(ledger), "file": "tracker.xlsx"}
    change(ledger, "A", zone="中片")
    for place, zone in ((HERE, "东片"), (THERE, "西片")):
        read(ledger, [A.but(zone=zone)], place=place, **export)
    with ledger.reading() as rows:
        assert [c.in_file for c in open_conflicts(rows)] == ['"东片"', '"西片"']
    assert row(ledger, "A").zone == "中片"


def test_what_a_file_takes_back_counts_where_it_is_surely_the_same_file(ledger: Ledger) -> None:
    read(ledger, [A])
    export = {"seq": head(ledger), "file": "tracker.xlsx", "place": HERE}
    read(ledger, [A.but(zone="东片")], **export)
    report = read(ledger, [A], **export)
    assert [c.key for c in report.changed] == ["A"]
    assert row(ledger, "A").zone == ""


def test_a_file_that_moved_to_another_folder_goes_on(ledger: Ledger) -> None:
    read(ledger, [A, B])
    export = {"seq": head(ledger), "file": "tracker.xlsx"}
    edited = [A.but(zone="东片", note="缺角"), B.but(zone="西片")]
    read(ledger, edited, place=HERE, **export)
    change(ledger, "B", zone="北片")
    report = read(ledger, [edited[0].but(note="缺边"), edited[1]], place=THERE, **export)
    assert report.conflicts == ()
    assert (row(ledger, "A").note, row(ledger, "B").zone) == ("缺边", "北片")


def test_an_offices_own_file_is_not_taken_for_its_namesake(ledger: Ledger) -> None:
    """Neither a blank nor an old value of it takes back what the other brought."""
    full = A.but(zone="东片", note="缺角", stage="主体", address="香积路1号")
    read(ledger, [full], place=HERE)
    read(ledger, [full.but(zone="西片")], place=HERE)
    report = read(ledger, [full.but(note="", address="香积路2号")], place=THERE)
    assert row(ledger, "A") == full.but(zone="西片")
    assert {c.field for c in report.conflicts} >= {"zone", "address"}
