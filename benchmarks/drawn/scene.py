"""The standing part of a generated week: what its book says whatever falls due."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from benchmarks.drawn import grounds, people
from benchmarks.drawn.grounds import CENTRE, Scale
from sites.book import (
    Absence,
    Body,
    Company,
    Grant,
    Item,
    Officer,
    Place,
    Recusal,
    Settings,
    Site,
    Vehicle,
)


class Scene(NamedTuple):
    """Rows of a book that do not depend on what is due."""

    scale: Scale
    settings: Settings
    places: tuple[Place, ...]
    companies: tuple[Company, ...]
    sites: tuple[Site, ...]
    bodies: tuple[Body, ...]
    items: tuple[Item, ...]
    officers: tuple[Officer, ...]
    grants: tuple[Grant, ...]
    absences: tuple[Absence, ...]
    recusals: tuple[Recusal, ...]
    vehicles: tuple[Vehicle, ...]

    @property
    def enforcing(self) -> tuple[str, ...]:
        """The enforcing bodies, in order."""
        return tuple(dict.fromkeys(b.enforcing for b in self.bodies))


def make_scene(scale: Scale, rng: Random) -> Scene:
    """Draw the standing part of a week."""
    streets = tuple(f"第{k + 1:02}街道" for k in range(scale.streets))
    centres = {s: grounds.scatter(rng, CENTRE, scale.kilometres / 2) for s in streets}
    if scale.streets == 1:
        centres = {streets[0]: CENTRE}
    companies = tuple(
        Company(id=f"C{k:02}", name=f"建设公司{k:02}") for k in range(max(2, scale.sites // 4))
    )
    sites = tuple(
        grounds.make_site(k, streets, centres, companies, rng) for k in range(scale.sites)
    )
    bodies = grounds.make_bodies(scale, streets)
    officers = people.make_officers(scale, streets, bodies, rng)
    enforcing = tuple(dict.fromkeys(b.enforcing for b in bodies))
    return Scene(
        scale=scale,
        settings=grounds.make_settings(streets),
        places=grounds.make_places(streets, centres, bodies, rng, scale),
        companies=companies,
        sites=sites,
        bodies=bodies,
        items=tuple(i for body in enforcing for i in grounds.make_items(body, rng)),
        officers=officers,
        grants=people.make_grants(officers, bodies),
        absences=people.make_absences(officers, rng),
        recusals=people.make_recusals(officers, sites, rng),
        vehicles=people.make_vehicles(officers),
    )
