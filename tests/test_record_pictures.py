"""Pictures that came back in papers and trackers are photos of what they stand at."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from clerk import Clerk
from cli_street import URBAN
from edited_tracker import Tracker
from excel_pictures import ERROR, place_in_cells
from openpyxl.drawing.image import Image
from published_week import FIRST, Week, published_week
from wps_pictures import formula, put_in_cells

from sites.reading.xlsx import read_xlsx


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Week:
    return published_week(tmp_path_factory.mktemp("week"))


@pytest.fixture
def week(made: Week, tmp_path: Path) -> Week:
    return made.copied(tmp_path / "week")


PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND"
    b"\xaeB`\x82"
)


def test_a_picture_in_a_sheet_is_kept_by_its_content_with_its_hazard(week: Week) -> None:
    pytest.importorskip("PIL", reason="openpyxl writes pictures with Pillow only")
    clerk = Clerk(week.papers)
    clerk.line(FIRST, URBAN, result="不符合", finding="裸土未覆盖", measure="当场整改完成")
    clerk.page.add_image(Image(io.BytesIO(PIXEL)), f"E{clerk.lines(FIRST, URBAN)[0]}")
    week.record(clerk.save(week.folder / "f.xlsx"))
    (photo,) = week.rows("photos")
    (hazard,) = week.rows("hazards", task_no=FIRST)
    assert (photo.hazard, photo.task, photo.stage) == (hazard.id, FIRST, "before")
    assert photo.media_type == "image/png"
    assert hazard.state == "closed"
    assert photo.content is not None
    assert len(photo.id) == 64
    tracker = Tracker(week)
    column = next(c for h, c in tracker.heads.items() if h.startswith("佐证"))
    cell = tracker.page.cell(tracker.lines["YH-1"], column)
    tracker.page.add_image(Image(io.BytesIO(PIXEL)), cell.coordinate)
    week.record(tracker.save())
    (after,) = week.rows("photos", hazard="YH-1")
    assert (after.id, after.stage) == (photo.id, "after")


def blue() -> bytes:
    """Another picture than `PIXEL`."""
    return PIXEL + b"\x00"


def test_pictures_that_wps_put_inside_cells_are_photos(week: Week) -> None:
    clerk = Clerk(week.papers)
    for number, (what, id) in enumerate((("裸土未覆盖", "ID_0A"), ("道路积尘", "ID_0B"))):
        cells = {"result": "不符合", "finding": what, "measure": "当场整改完成"}
        clerk.line(FIRST, URBAN, number, **cells)
        clerk.page.cell(clerk.lines(FIRST, URBAN)[number], 8).value = formula(id)
    file = clerk.save(week.folder / "f.xlsx")
    week.record(put_in_cells(file, {"ID_0A": PIXEL, "ID_0B": blue()}))
    found = {h.what: h for h in week.rows("hazards", task_no=FIRST)}
    photos = {p.hazard: p for p in week.rows("photos")}
    dust, road = photos[found["裸土未覆盖"].id], photos[found["道路积尘"].id]
    assert (dust.content, road.content) == (PIXEL, blue())
    assert (dust.stage, dust.media_type, dust.task) == ("before", "image/png", FIRST)
    assert {h.state for h in found.values()} == {"closed"}
    once = week.everything()
    week.record(file)
    assert week.everything() == once


def test_a_picture_in_the_evidence_cell_of_a_tracker_is_no_text(week: Week) -> None:
    tracker = Tracker(week)
    column = next(h for h in tracker.heads if h.startswith("佐证"))
    tracker.type("YH-1", **{column: formula("ID_0A")}).type("YH-2", **{column: formula("ID_9")})
    said = week.record(put_in_cells(tracker.save(), {"ID_0A": PIXEL}))
    (photo,) = week.rows("photos")
    assert (photo.hazard, photo.stage, photo.content) == ("YH-1", "after", PIXEL)
    assert week.row("hazards", "YH-1").evidence == ""
    assert "单元格里的图片已不在文件里" in said


def test_pictures_in_cells_are_counted_and_measured(
    week: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker = Tracker(week)
    column = next(h for h in tracker.heads if h.startswith("佐证"))
    for hazard in ("YH-1", "YH-2"):
        tracker.type(hazard, **{column: formula("ID_0A")})
    file = put_in_cells(tracker.save(), {"ID_0A": PIXEL})
    for limit, value in (("LARGEST_BYTES", 10), ("MOST_PICTURES", 1), ("MOST_BYTES", 100)):
        with monkeypatch.context() as patch:
            patch.setattr(f"sites.findings_reading.pictures.{limit}", value)
            assert "图片过多或过大" in week.refused(file)[0]


def test_pictures_that_excel_placed_in_cells_are_photos(week: Week) -> None:
    clerk = Clerk(week.papers)
    for number, what in enumerate(("裸土未覆盖", "道路积尘")):
        cells = {"result": "不符合", "finding": what, "measure": "当场整改完成"}
        clerk.line(FIRST, URBAN, number, **cells)
        clerk.page.cell(clerk.lines(FIRST, URBAN)[number], 8).value = ERROR
    file = place_in_cells(clerk.save(week.folder / "f.xlsx"), PIXEL, blue())
    week.record(file)
    found = {h.what: h for h in week.rows("hazards", task_no=FIRST)}
    photos = {p.hazard: p.content for p in week.rows("photos")}
    assert photos == {found["裸土未覆盖"].id: PIXEL, found["道路积尘"].id: blue()}
    once = week.everything()
    week.record(file)
    assert week.everything() == once


def evidence(week: Week, *hazards: str) -> Path:
    """A tracker whose evidence cells of these hazards say an error."""
    tracker = Tracker(week)
    column = next(h for h in tracker.heads if h.startswith("佐证"))
    for hazard in hazards:
        tracker.type(hazard, **{column: ERROR})
    return tracker.save()


def test_a_placed_picture_is_no_error_in_its_cell(week: Week) -> None:
    said = week.record(place_in_cells(evidence(week, "YH-1", "YH-2"), PIXEL, b""))
    (photo,) = week.rows("photos")
    assert (photo.hazard, photo.stage, photo.content) == ("YH-1", "after", PIXEL)
    assert week.row("hazards", "YH-1").evidence == ""
    assert "单元格里的图片已不在文件里" in said


def test_an_error_with_a_rich_value_stays_an_error(week: Week) -> None:
    said = week.record(place_in_cells(evidence(week, "YH-1"), None))
    assert "不是规定的格式" in said
    assert week.rows("photos") == ()


def test_damaged_rich_values_hold_no_pictures_and_refuse_no_file(week: Week) -> None:
    file = place_in_cells(evidence(week, "YH-1"), PIXEL)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in (n for n in parts if "richdata/rd" in n.lower() or n == "xl/metadata.xml"):
        for damage in (b"<cut", b"<a/>"):
            with zipfile.ZipFile(file, "w") as archive:
                for part, content in (parts | {name: damage}).items():
                    archive.writestr(part, content)
            assert shown(file) == (0, 1), name
    assert shown(place_in_cells(evidence(week, "YH-1"), PIXEL)) == (1, 0)


def shown(file: Path) -> tuple[int, int]:
    """How many cells of a workbook hold a picture, and how many say an error."""
    grids = read_xlsx(file)
    errors = [v for g in grids for row in g.rows.values() for v in row.values() if str(v) == ERROR]
    return sum(len(g.pictures) for g in grids), len(errors)


@pytest.mark.parametrize(
    ("limit", "value"), [("LARGEST_BYTES", 10), ("MOST_PICTURES", 1), ("MOST_BYTES", 100)]
)
def test_placed_pictures_are_counted_and_measured(
    week: Week, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    file = place_in_cells(evidence(week, "YH-1", "YH-2"), PIXEL, blue())
    monkeypatch.setattr(f"sites.findings_reading.pictures.{limit}", value)
    assert "图片过多或过大" in week.refused(file)[0]
