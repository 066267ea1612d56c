"""What a move is judged by: the day, the people and their powers, who was at which visit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sites.authority import runs
from sites.base import Text
from sites.book import Body, Grant, Hazard, Item, Officer, Recusal, Settings, Site, SiteBook
from sites.calendar import WorkCalendar
from sites.kept import Task
from sites.vocabulary import fold

_BRACKETS = re.compile(r"[（(].*?[)）]")


class Ambiguous(ValueError):
    """A name that several people have; ``says`` lists them."""

    def __init__(self, says: Text):
        self.says = says
        super().__init__(says.en)


@dataclass(frozen=True)
class World:
    """The facts of one day. ``photos`` are ids of hazards with a photo of their mended state."""

    today: date
    officers: tuple[Officer, ...] = ()
    bodies: tuple[Body, ...] = ()
    grants: tuple[Grant, ...] = ()
    items: tuple[Item, ...] = ()
    tasks: tuple[Task, ...] = ()
    photos: frozenset[str] = frozenset()
    sites: tuple[Site, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    settings: Settings = field(default_factory=Settings)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)

    def officer(self, text: str) -> Officer | None:
        """Whom a name or an id means, brackets behind it (his body, his number) not read.

        None: nobody of 执法人员. Raises `Ambiguous` if several have the name.
        """
        found = self._called.get(fold(text)) or self._called.get(fold(_BRACKETS.sub("", text)), ())
        if len(found) > 1:
            listed = [f"{o.id}（{o.name}，{o.body}）" for o in found]
            raise Ambiguous(
                Text(
                    zh=f"有{len(found)}位“{text.strip()}”，请写编号：{'、'.join(listed)}",
                    en=f"{len(found)} people are called “{text.strip()}”; give an id: "
                    f"{', '.join(listed)}",
                )
            )
        return found[0] if found else None

    def written(self, text: str) -> str:
        """A name as the ledger keeps it: the name, or the id where several have the name."""
        officer = self.officer(text)
        if officer is None:
            return text.strip()
        alone = len(self._called[fold(officer.name)]) == 1
        return officer.name if alone else officer.id

    @cached_property
    def _called(self) -> dict[str, tuple[Officer, ...]]:
        ids = {fold(o.id): (o,) for o in self.officers}
        named: defaultdict[str, tuple[Officer, ...]] = defaultdict(tuple)
        for officer in self.officers:
            named[fold(officer.name)] += (officer,)
        return dict(named) | ids

    def ordering_body(self, hazard: Hazard) -> str:
        """责令主体 as an enforcing body; who found it, where none is written."""
        return self.enforcing(hazard.body or hazard.found_by_body)

    def enforcing(self, name: str) -> str:
        """The enforcing body behind a name of 部门; another name stays as it is."""
        body = self.body(name)
        return body.enforcing if body else name

    def body(self, name: str) -> Body | None:
        """The row of 部门 of that name or enforcing name."""
        return self._bodies.get(name)

    @cached_property
    def _bodies(self) -> dict[str, Body]:
        return {b.enforcing: b for b in reversed(self.bodies)} | {b.id: b for b in self.bodies}

    def acts_for(self, officer: Officer, body: str, day: date) -> bool:
        """Whether a person may use a body's power that day.

        As `sites.authority`: rows of 授权依据 that concern him decide, else it is his own
        department's, else 可代表实施主体 for a body that has no row at all. A row limited to items
        counts: a hazard names none.
        """
        rows = [g for g in self.grants if g.acts_for == body]
        own = [
            g for g in rows if g.officer == officer.id or (not g.officer and g.body == officer.body)
        ]
        if own:
            return any(runs(g, day) for g in own)
        return self.enforcing(officer.body) == body or (body in officer.acts_for and not rows)

    def recused_from(self, officer: Officer, hazard: Hazard, day: date) -> str:
        """The name of the hazard's site, if the person is to stay away from it that day."""
        site = next((s for s in self.sites if s.id == hazard.site), None)
        own = (r for r in self.recusals if r.officer == officer.id)
        return site.name if site and any(r.bars(site, day) for r in own) else ""

    def were_there(self, hazard: Hazard) -> frozenset[str]:
        """Names and ids, folded, of all who looked at the hazard, when found and when re-checked.

        Who is written in it, and who was at the tasks of those two days at its site.
        """
        typed = (*hazard.finders, hazard.rechecker_1, hazard.rechecker_2)
        days = (hazard.found_on, hazard.rechecked_on)
        named = self._numbered.get(hazard.task_no, ()) if hazard.task_no else ()
        held = (t for d in days if d for t in self._done.get((hazard.site, d), ()))
        people = (person for task in (*named, *held) for person in _present(task))
        return frozenset(self._folded((*typed, *people)))

    @cached_property
    def _numbered(self) -> dict[str, list[Task]]:
        """Tasks by our number and by the platform's."""
        found: defaultdict[str, list[Task]] = defaultdict(list)
        for task in self.tasks:
            for number in dict.fromkeys((task.id, task.platform_no)):
                if number:
                    found[number].append(task)
        return found

    @cached_property
    def _done(self) -> dict[tuple[str, date], list[Task]]:
        """Tasks carried out, by site and day."""
        found: defaultdict[tuple[str, date], list[Task]] = defaultdict(list)
        for task in self.tasks:
            if task.state == "done":
                found[task.site, task.on].append(task)
        return found

    def _folded(self, names: Iterable[str]) -> Iterable[str]:
        for name in names:
            if name:
                yield fold(self.known(name))

    def known(self, text: str) -> str:
        """The id of the person meant, or the text itself where nobody or several are meant."""
        try:
            officer = self.officer(text)
        except Ambiguous:
            return text
        return officer.id if officer else text

    def paper_will_do(self, hazard: Hazard) -> bool:
        """Whether it may be re-checked on paper: by its body's row, or by its item's.

        特种设备 may (总局令57号 29 art.); 重大隐患 never does [judgment].
        """
        body = self.body(self.ordering_body(hazard))
        subject = fold(hazard.subject)
        item = any(i.offsite_ok and subject in (fold(i.code), fold(i.name)) for i in self.items)
        return (body is not None and body.paper_recheck) or item


def _present(task: Task) -> tuple[str, ...]:
    return (*(task.present or task.officers), *task.auxiliaries)


def world_of(
    book: SiteBook,
    today: date,
    tasks: Iterable[Task] = (),
    photos: Iterable[str] = (),
) -> World:
    """The world as a book and the tasks of its ledger tell it."""
    return World(
        today=today,
        officers=book.officers,
        bodies=book.bodies,
        grants=book.grants,
        items=book.items,
        tasks=tuple(tasks),
        photos=frozenset(photos),
        sites=book.sites,
        recusals=book.recusals,
        settings=book.settings,
        calendar=WorkCalendar(book.day_marks),
    )
