"""A column map fills our sheets from a foreign table: filtered, grouped, translated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from grids_on_disk import LEAST, write_xlsx

from sites.book import SiteBook
from sites.errors import BookError
from sites.reading import read_book

COMPLAINTS = """Created,Status,Closed,Number,Address,Ward,Lat,Lon
2011-01-04,Completed,2011-01-06,11-1,10 OAK ST,1,41.91,-87.68
2011-03-02,Open,,11-2,10 OAK ST,1,41.91,-87.68
2011-02-01,Completed - Dup,2011-02-02,11-3,99 ELM ST,1,41.90,-87.69
2011-02-01,Completed,2011-02-02,11-4,20 ELM ST,1,41.90,-87.69
2011-02-01,Completed,2011-02-02,11-5,77 PINE ST,2,41.80,-87.60
"""

MAP = """
also = ["staff.xlsx"]

[[table]]
sheet = "工地"
from = "complaints.csv"
where = { Ward = ["1"] }
unless = { Status = ["Completed - Dup"] }
group_by = ["Address"]
[table.columns]
name = "Address"
lon = "Lon"
lat = "Lat"
starts_on = { column = "Created", take = "min" }
colour = { column = "Status", take = "last", values = { Open = "红" }, otherwise = "绿" }
note = { column = "Number", take = "last" }
[table.constants]
datum = "WGS-84"

[[table]]
sheet = "complaints"
from = "complaints.csv"
where = { Ward = ["1"], Status = ["Open"] }
[table.columns]
id = "Number"
site = "Address"
on = "Created"
"""


def mapped(tmp_path: Path, text: str = MAP, rows: str = COMPLAINTS) -> SiteBook:
    staff = {name: LEAST[name] for name in ("部门", "执法人员")}
    if not (tmp_path / "staff.xlsx").exists():  # a workbook says when it was made
        write_xlsx(tmp_path / "staff.xlsx", staff)
    (tmp_path / "complaints.csv").write_text(rows, "utf-8")
    (tmp_path / "map.toml").write_text(text, "utf-8")
    return read_book(tmp_path / "complaints.csv", tmp_path / "map.toml")


def test_complaints_become_sites(tmp_path: Path) -> None:
    book = mapped(tmp_path)
    assert [(s.name, s.starts_on, s.colour, s.note) for s in book.sites] == [
        ("10 OAK ST", date(2011, 1, 4), "red", "11-2"),
        ("20 ELM ST", date(2011, 2, 1), "green", "11-4"),
    ]
    assert {s.datum for s in book.sites} == {"WGS-84"}
    assert [(c.id, c.site) for c in book.complaints] == [("11-2", "10 OAK ST")]
    assert len(book.officers) == 2


def test_the_digest_follows_data_map_and_staff(tmp_path: Path) -> None:
    before = mapped(tmp_path).digest
    assert mapped(tmp_path).digest == before
    assert mapped(tmp_path, MAP + "\n# changed\n").digest != before


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('sheet = "工地"', 'sheet = "花园"', "花园"),
        ('from = "complaints.csv"', 'from = "other.csv"', "other.csv"),
        ('name = "Address"', 'name = "Adress"', "Adress"),
        ('lon = "Lon"', 'longitude = "Lon"', "longitude"),
        ('take = "min"', 'take = "least"', "least"),
        ("also =", "also", "map.toml"),
        ("group_by", "grouped_by", "grouped_by"),
        ("group_by", 'known = ["name"]\ngroup_by', "known = name"),
        ("group_by", 'since = { Created = "soon" }\ngroup_by', "soon"),
        ('"staff.xlsx"', '"nobody.xlsx"', "nobody.xlsx"),
    ],
)
def test_a_wrong_map_says_what_is_wrong(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BookError) as error:
        mapped(tmp_path, MAP.replace(old, new, 1))
    assert any(says in fault.in_("zh") for fault in error.value.faults)


def test_a_cell_that_cannot_be_read_is_named_in_its_own_table(tmp_path: Path) -> None:
    with pytest.raises(BookError) as error:
        mapped(
            tmp_path,
            MAP.replace('starts_on = { column = "Created"', 'starts_on = { column = "Number"'),
        )
    first = error.value.faults[0]
    assert (first.sheet, first.cell) == ("complaints", "D2")


def test_a_required_field_the_map_leaves_out(tmp_path: Path) -> None:
    with pytest.raises(BookError) as error:
        mapped(tmp_path, MAP.replace('on = "Created"\n', ""))
    assert any("投诉日期" in fault.in_("zh") for fault in error.value.faults)


def test_rows_of_places_that_are_not_ours_are_left_out(tmp_path: Path) -> None:
    """0 OAK ST is part of a name we have, which a reference might be; here it is another house."""
    table = """
[[table]]
sheet = "complaints"
from = "complaints.csv"
known = ["site"]
[table.columns]
id = "Number"
site = "Address"
on = "Created"
"""
    only_oak = MAP.partition('[[table]]\nsheet = "complaints"')[0].replace(
        'Ward = ["1"]', 'Address = ["10 Oak St"]'
    )
    rows = COMPLAINTS + "2011-05-02,Open,,11-6,0 OAK ST,1,41.91,-87.68\n"
    book = mapped(tmp_path, only_oak + table, rows)
    assert [c.id for c in book.complaints] == ["11-1", "11-2"]
    assert any("4行" in w.zh and "投诉" in w.zh for w in book.warnings)
    with pytest.raises(BookError):
        mapped(tmp_path, only_oak + table.replace('known = ["site"]', ""), rows)


def test_rows_of_the_past_are_left_out(tmp_path: Path) -> None:
    since = MAP.replace("group_by", "since = { Created = 2011-03-02 }\ngroup_by")
    assert [(s.name, s.starts_on) for s in mapped(tmp_path, since).sites] == [
        ("10 OAK ST", date(2011, 3, 2))
    ]
    closed = MAP.replace("group_by", "since = { Closed = 2011-01-06 }\ngroup_by")
    assert [s.note for s in mapped(tmp_path, closed).sites] == ["11-1", "11-4"]
    with pytest.raises(BookError) as error:
        mapped(tmp_path, MAP.replace("group_by", "since = { Number = 2011-03-02 }\ngroup_by"))
    assert ("complaints", "D2") in {(f.sheet, f.cell) for f in error.value.faults}
