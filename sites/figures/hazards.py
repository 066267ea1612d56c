"""Hazards of a month: found, put right, ordered, stopped, filed, transferred."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from sites.base import Text
from sites.book import Hazard
from sites.figures.figure import NOTHING, Result, Traced
from sites.figures.material import Keyed, Material


def closed_day(hazard: Hazard) -> date | None:
    """When it was closed (销号), by the best date its row has; None: it is not, or nobody says."""
    if hazard.state != "closed":
        return None
    return hazard.closed_on or hazard.rechecked_on or hazard.fixed_on


def is_closed_by(hazard: Hazard, day: date) -> bool:
    """Whether it was closed on a day; closed without any date counts as closed."""
    closed = closed_day(hazard)
    return hazard.state == "closed" and (closed is None or closed <= day)


def found(material: Material) -> Iterator[Traced]:
    """Each hazard found in the month."""
    for keyed in material.hazards:
        if material.month.holds(keyed.row.found_on):
            yield _one(keyed, keyed.row.found_on, material)


def fixed(material: Material) -> Iterator[Traced]:
    """Each hazard found in the month; those closed by its end count."""
    until = material.month.last
    for keyed in material.hazards:
        if material.month.holds(keyed.row.found_on):
            one = _one(keyed, keyed.row.found_on, material)
            yield one.but(counts=is_closed_by(keyed.row, until))


def closed(material: Material) -> Iterator[Traced]:
    """Each hazard closed in the month, whenever it was found."""
    for keyed in material.hazards:
        day = closed_day(keyed.row)
        if material.month.holds(day):
            yield _one(keyed, day, material)


def moved(material: Material) -> Iterator[Traced]:
    """Each hazard transferred in the month."""
    for keyed in material.hazards:
        if material.month.holds(keyed.row.moved_on):
            yield _one(keyed, keyed.row.moved_on, material)


def notices(material: Material) -> Iterator[Traced]:
    """Each notice (责令改正通知书) of the hazards found in the month, once."""
    return _papers(
        material, lambda h: h.found_on, lambda h: (h.notice_no, h.body) if h.notice_no else ()
    )


def stops(material: Material) -> Iterator[Traced]:
    """Each stop-work order: a site, a day, a body."""
    return _papers(material, lambda h: h.stopped_on, lambda h: (h.body, h.site, str(h.stopped_on)))


def cases(material: Material) -> Iterator[Traced]:
    """Each case filed (立案) in the month; a hazard without a case number is a case of its own."""
    return _papers(material, lambda h: h.filed_on, lambda h: (h.case_no or h.id, h.body))


def _papers(
    material: Material,
    day: Callable[[Hazard], date | None],
    paper: Callable[[Hazard], tuple[str, ...]],
) -> Iterator[Traced]:
    """Hazards with a day in the month, put together by the paper that they share.

    A paper is known by several words, the first of which is shown; without any there is none.
    """
    papers: dict[tuple[str, ...], list[Keyed[Hazard]]] = {}
    for keyed in material.hazards:
        if material.month.holds(day(keyed.row)) and paper(keyed.row):
            papers.setdefault(paper(keyed.row), []).append(keyed)
    for words, several in papers.items():
        rows = tuple(sorted(("hazards", k.key) for k in several))
        first = min(several, key=lambda k: (str(day(k.row)), k.key))
        number = Text(zh=f"{len(several)}处问题", en=f"{len(several)} hazards")
        one = _one(first, day(first.row), material)
        yield one.but(label=words[0], what=number, rows=rows)


def _one(keyed: Keyed[Hazard], day: date | None, material: Material) -> Traced:
    hazard = keyed.row
    words = " ".join(w for w in (hazard.body, hazard.type, hazard.what) if w)
    return Traced(
        label=hazard.id,
        on=day,
        site=material.site_name(hazard.site),
        what=Text(zh=words, en=words),
        rows=(("hazards", keyed.key),),
    )


def undated(material: Material, result: Result) -> Text:
    """How many are closed without any date."""
    none = sum(
        k.row.state == "closed" and closed_day(k.row) is None
        for k in material.hazards
        if material.month.holds(k.row.found_on)
    )
    if not none:
        return NOTHING
    return Text(zh=f"其中{none}处未填销号日期", en=f"{none} of them closed without a date")
