"""Colours of the sites at the end of a month, and how they moved since the month before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import permutations

from sites.base import Text
from sites.book import Colour, Site
from sites.figures.figure import Traced
from sites.figures.material import ColourStep, Material

NAMES: dict[Colour, Text] = {
    "red": Text(zh="红", en="red"),
    "yellow": Text(zh="黄", en="yellow"),
    "green": Text(zh="绿", en="green"),
}
MOVES: tuple[tuple[Colour, Colour], ...] = tuple(permutations(NAMES, 2))


def steps_of(material: Material) -> dict[str, tuple[ColourStep, ...]]:
    """Every step of each site's colour by day: its ratings, and the events that set its colour."""
    rated = (
        ColourStep(site=r.site, on=r.on, colour=r.colour, noun="ratings", key=key)
        for key, r in material.ratings
    )
    by_site: dict[str, list[ColourStep]] = {}
    for step in (*material.colours, *rated):
        by_site.setdefault(step.site, []).append(step)
    return {s: tuple(sorted(several, key=lambda c: c.on)) for s, several in by_site.items()}


def colour_on(site: Site, steps: tuple[ColourStep, ...], day: date) -> tuple[Colour, str, str]:
    """A site's colour at the end of a day, with noun and key of the row that says it.

    Before the first step on record it is what its row said first.
    """
    past = [s for s in steps if s.on <= day]
    if past:
        return past[-1].colour, past[-1].noun, past[-1].key
    first = next((s for s in steps if s.noun == "sites"), None)
    return (first.before or first.colour) if first else site.colour, "sites", site.id


def having(colour: Colour) -> Callable[[Material], Iterator[Traced]]:
    """The selection of the sites with a colour at the end of the month."""

    def select(material: Material) -> Iterator[Traced]:
        for site, _, (now, noun, key) in _standing(material):
            begun = site.starts_on is None or site.starts_on <= material.month.last
            if now == colour and begun and site.status != "finished":
                yield Traced(label=site.id, site=site.name, what=NAMES[now], rows=((noun, key),))

    return select


def moving(old: Colour, new: Colour) -> Callable[[Material], Iterator[Traced]]:
    """The selection of the sites that went from one colour to another."""
    what = Text(zh=f"{NAMES[old].zh}→{NAMES[new].zh}", en=f"{NAMES[old].en} → {NAMES[new].en}")

    def select(material: Material) -> Iterator[Traced]:
        for site, then, (now, noun, key) in _standing(material):
            if (then, now) == (old, new):
                yield Traced(label=site.id, site=site.name, what=what, rows=((noun, key),))

    return select


def _standing(material: Material) -> Iterator[tuple[Site, Colour, tuple[Colour, str, str]]]:
    """Every site, with the colour a month before and the colour at the end."""
    month, steps = material.month, steps_of(material)
    for site in material.sites:
        own = steps.get(site.id, ())
        yield site, colour_on(site, own, month.before.last)[0], colour_on(site, own, month.last)
