"""How often bodies were on site this year, against their ceilings: the count of our own ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sites.base import Text
from sites.book import PastVisit
from sites.figures.figure import Result, Traced
from sites.figures.material import Keyed, Material
from sites.frequency import Target, counts, target_of

CAVEAT = Text(
    zh="本台账口径，不含部门自行检查，以省执法平台为准",
    en="our own ledger only; the provincial platform's count stands",
)


def headroom(material: Material) -> Iterator[Traced]:
    """Each body and company or project with counted visits this year; full ones count."""
    first, last = date(material.month.year, 1, 1), material.month.last
    groups: dict[tuple[str, Target], list[Keyed[PastVisit]]] = {}
    for keyed in material.history:
        past = keyed.row
        site = material.site.get(past.site)
        if first <= past.on <= last and counts(past) and site is not None:
            body = material.enforcing(past.body)
            target = target_of(material.body.get(body), site)
            groups.setdefault((body, target), []).append(keyed)
    for (body, target), several in groups.items():
        yield _one(material, body, target, several)


def _one(material: Material, body: str, target: Target, visits: list[Keyed[PastVisit]]) -> Traced:
    known, count = material.body.get(body), len(visits)
    ceiling = known.ceiling if known else None
    name = material.company_name if target[0] == "company" else material.site_name
    if ceiling is None:
        said = Text(zh=f"今年已计{count}次，未设上限", en=f"{count} this year, no ceiling set")
    else:
        left = max(0, ceiling - count)
        said = Text(
            zh=f"今年已计{count}次，上限{ceiling}次，余{left}次",
            en=f"{count} this year, ceiling {ceiling}, {left} left",
        )
    return Traced(
        label=body,
        site=name(target[1]),
        what=said,
        counts=ceiling is not None and count >= ceiling,
        rows=tuple(sorted(("history", k.key) for k in visits)),
    )


def note(material: Material, result: Result) -> Text:
    """The caveat, and that nothing is full where nothing is set."""
    if any(b.ceiling is not None for b in material.bodies):
        return CAVEAT
    return Text(
        zh=f"各部门均未填上限：只计数。{CAVEAT.zh}",
        en=f"no ceiling is set: visits are only counted; {CAVEAT.en}",
    )
