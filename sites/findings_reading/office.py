"""What the ledger knows that papers name: tasks, items, people, bodies, sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sites.book import Body, Company, Item, Officer, Site
from sites.calendar import WorkCalendar
from sites.kept import Task
from sites.reading.findings import Spot
from sites.reading.lines import Line
from sites.reading.names import Names
from sites.reading.records import Record
from sites.reading.references import Records


@dataclass(frozen=True)
class Office:
    """Tasks by id, the items of the plan behind each task, and the office's own lists."""

    tasks: Mapping[str, Task] = field(default_factory=dict)
    items: Mapping[str, Mapping[str, Item]] = field(default_factory=dict)
    sites: Mapping[str, Site] = field(default_factory=dict)
    companies: Mapping[str, Company] = field(default_factory=dict)
    officers: Mapping[str, Officer] = field(default_factory=dict)
    bodies: tuple[Body, ...] = ()
    listed: tuple[Item, ...] = ()
    calendar: WorkCalendar = field(default_factory=WorkCalendar)

    @cached_property
    def people(self) -> Names:
        """Names and certificates of everybody."""
        names = Names(loose=False)
        for officer in self.officers.values():
            names.add(officer.id, (officer.id, officer.name, officer.certificate))
        return names

    @cached_property
    def powers(self) -> Names:
        """Departments and the enforcing bodies behind them."""
        names = Names(loose=True)
        for body in self.bodies:
            names.add(body.enforcing, (body.enforcing, body.id))
        return names

    def records(self) -> Records:
        """The lists as records to look names up in, as if they stood in the same workbook."""
        return {
            "companies": list(_named(self.companies.values(), "id", "name", "short_name")),
            "sites": list(_named(self.sites.values(), "id", "name", "permit")),
            "bodies": list(_named(self.bodies, "id", "acts_as")),
            "officers": list(_named(self.officers.values(), "id", "name", "certificate")),
            "items": list(_named(self.listed, "code", "name")),
        }


def _named(rows: Iterable[object], *fields: str) -> Iterable[Record]:
    for row in rows:
        values = {name: getattr(row, name) for name in fields}
        yield Record(Line(Spot()), {name: value for name, value in values.items() if value})
