"""Photos that files bring: embedded pictures with their content, typed names without."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Literal

from sites.findings_reading.recognised import FoundFile
from sites.findings_reading.rows_told import RowsTold
from sites.findings_reading.told import Page, Picture
from sites.findings_reading.words_typed import photo_names
from sites.kept import Photo
from sites.ledger.act import Act
from sites.ledger.recorded import Recorded
from sites.reading.grids import place

Stage = Literal["before", "after", "other"]


def keep_photos(act: Act, file: FoundFile, rows: RowsTold | None, recorded: Recorded) -> None:
    """Keep a file's photos; the same picture of the same thing is kept once."""
    photos = list(_embedded(act, file, rows))
    if rows is not None:
        photos += [
            Photo(id=name, name=name, hazard=hazard.id, stage="after")
            for hazard in rows.hazards
            for name in photo_names(hazard.evidence)
        ]
    several = {(p.id, p.hazard, p.task): p for p in photos}
    recorded.photos += sum(e is not None for e in act.put_all("photos", several.values()))


def _embedded(act: Act, file: FoundFile, rows: RowsTold | None) -> Iterator[Photo]:
    for picture in file.pictures:
        page = next((p for p in file.pages if _is_on(picture, p, file.called)), None)
        if page is not None and page.task:
            yield _photo(picture, _hazard_of_line(act, page, picture), page.task, "before")
        elif page is None and rows is not None:
            yield from _of_tracker(picture, file, rows)


def _is_on(picture: Picture, page: Page, name: str) -> bool:
    top = place(page.spot.cell)
    same = page.spot.sheet == f"{name}：{picture.sheet}"
    return same and top is not None and top[0] <= picture.row <= page.last_row


def _hazard_of_line(act: Act, page: Page, picture: Picture) -> str:
    """The hazard that was entered for the line the picture stands on, if any."""
    line = next((x for x in page.lines if x.row == picture.row), None)
    if line is None or "finding" not in line.said:
        return ""
    what = str(line.said["finding"].value).strip()
    from sites.ledger.tables import TABLES

    of_task = TABLES["hazards"].c.row_key.startswith(f"YH{page.task}-", autoescape=True)
    found = act.rows("hazards", of_task)
    return next((h.id for h in found if (h.body, h.what) == (page.body, what)), "")


def _of_tracker(picture: Picture, file: FoundFile, rows: RowsTold) -> Iterator[Photo]:
    spots = zip(rows.hazards, rows.spots.get("hazards", ()), file.tables["hazards"], strict=False)
    for hazard, spot, line in spots:
        if spot.sheet == picture.sheet and line.number == picture.row:
            columns = line.columns
            stage: Stage = "other"
            if picture.column in (columns.get("evidence"), columns.get("fixed_on")):
                stage = "after"
            elif picture.column == columns.get("what"):
                stage = "before"
            yield _photo(picture, hazard.id, "", stage)


def _photo(picture: Picture, hazard: str, task: str, stage: Stage) -> Photo:
    return Photo(
        id=hashlib.sha256(picture.content).hexdigest(),
        name=picture.name,
        hazard=hazard,
        task=task,
        stage=stage,
        media_type=picture.media_type,
        content=picture.content,
    )
