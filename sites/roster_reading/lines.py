"""One row of the edited roster understood: ids instead of names, faults instead of guesses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from pydantic import ValidationError

from sites.base import Text
from sites.errors import Fault
from sites.need import PlanState
from sites.plan import Booking
from sites.roster_reading.cells import (
    Clock,
    NotUnderstood,
    Wanted,
    clock_of,
    day_of,
    part_of,
    rides_of,
    types_of,
)
from sites.roster_reading.names import (
    Names,
    NameUnknown,
    body_names,
    bracketed,
    people_names,
    pieces,
    site_names,
    vehicle_names,
)
from sites.roster_reading.sheet import Row
from sites.roster_words import key_of, words
from sites.round import Round
from sites.vocabulary import fold

T = TypeVar("T")


@dataclass(frozen=True)
class Person:
    """Somebody in the cell 执法人员; ``bodies`` is None where no brackets are typed."""

    id: str
    bodies: tuple[str, ...] | None


@dataclass
class Line:
    """One visit as the roster now says it. ``was`` is the booking that the program wrote."""

    row: Row
    site: str
    session: str
    was: Booking | None
    clock: Clock
    wanted: list[Wanted]
    item_words: list[str]
    people: list[Person]
    auxiliaries: list[str]
    riders: dict[str, list[str]]
    lead: str
    state: PlanState
    needs: list[str] = field(default_factory=list)

    @property
    def present(self) -> list[str]:
        """Everybody at the gate."""
        return [*(p.id for p in self.people), *self.auxiliaries]


class LineReader:
    """Reads rows one after the other and collects the faults of all of them."""

    def __init__(self, round: Round):
        self.round = round
        self.faults: list[Fault] = []
        self.sites, self.people = site_names(round), people_names(round)
        self.bodies, self.vehicles = body_names(round), vehicle_names(round)
        self._written: set[str] = set()

    def read(self, row: Row) -> Line | None:
        """Return the row's visit; None if it holds none, is struck out or cannot be placed."""
        if row["site"].struck or not any(row[key].text for key in ("site", "day", "officers")):
            return None
        site = self._name(row, "site", row["site"].text, self.sites)
        session = self._session(row)
        was = self._was(row, site)
        people = self._people(row, was)
        bodies = [b for p in people for b in p.bodies or ()]
        line = Line(
            row=row,
            site=site,
            session=session,
            was=was,
            clock=self._clock(row, session),
            wanted=self._wanted(row, bodies),
            item_words=[fold(w) for w in pieces(row["items"].text, ";,、:：\n")],
            people=people,
            auxiliaries=self._auxiliaries(row, was),
            riders=self._riders(row),
            lead=self._lead(row, was),
            state=self._state(row, was),
        )
        return line if site and session else None

    # -- fields -------------------------------------------------------------------------------

    def _session(self, row: Row) -> str:
        days = sorted({s.day for s in self.round.sessions})
        day = self._understood(row, "day", lambda text: day_of(text, days), None)
        part = self._understood(row, "part", part_of, "")
        if day is None or not part:
            return ""
        of_day = [s for s in self.round.sessions if s.day == day]
        found = next((s.id for s in of_day if s.part == part), "")
        if not found:
            zh, en = words("parts", "zh"), words("parts", "en")
            expected = Text(
                zh="当天的时段：" + "、".join(zh[s.part] for s in of_day),
                en="a session of that day: " + ", ".join(en[s.part] for s in of_day),
            )
            self.faults.append(row.fault("part", row["part"].text, expected))
        return found

    def _clock(self, row: Row, session: str) -> Clock:
        known = self.round.session.get(session)
        return self._understood(row, "clock", lambda text: clock_of(text, known), Clock())

    def _was(self, row: Row, site: str) -> Booking | None:
        """The booking as written, for the first row that still is at its site."""
        try:
            booking = Booking.model_validate_json(row["origin"].text or "{}")
        except ValidationError:
            return None
        known = booking.visit in self.round.visit and booking.visit not in self._written
        if not known or booking.site != site or row["visit"].text not in ("", booking.visit):
            return None
        self._written.add(booking.visit)
        return booking

    def _wanted(self, row: Row, stood_for: list[str]) -> list[Wanted]:
        """Kinds and bodies asked for: those of 检查类型, and bodies that somebody stands for."""
        listed = [w for key in ("lead", "bodies") for w in pieces(row[key].text)]
        typed = types_of(row["types"].text)
        if not typed:
            typed = [("", body) for body in listed]
        pairs = [
            (kind, body)
            for kind, typed_body in typed
            for body in ([typed_body] if typed_body else listed)
        ]
        found = [Wanted(kind, self._name(row, "types", body, self.bodies)) for kind, body in pairs]
        asked = {w.body for w in found}
        found += [Wanted("", body) for body in dict.fromkeys(stood_for) if body not in asked]
        return list(dict.fromkeys(w for w in found if w.body))

    def _people(self, row: Row, was: Booking | None) -> list[Person]:
        prefer = was.people if was else ()
        found: dict[str, Person] = {}
        for piece in self._separate(row["officers"].text):
            name, inner = bracketed(piece)
            id = self._name(row, "officers", name, self.people, prefer)
            bodies = inner and [self._name(row, "officers", b, self.bodies) for b in inner]
            if id:
                kept = None if bodies is None else tuple(b for b in bodies if b)
                found.setdefault(id, Person(id, kept))
        return list(found.values())

    def _auxiliaries(self, row: Row, was: Booking | None) -> list[str]:
        prefer = was.auxiliaries if was else ()
        named = self._separate(row["auxiliaries"].text)
        found = [self._name(row, "auxiliaries", n, self.people, prefer) for n in named]
        return [n for n in dict.fromkeys(found) if n]

    def _riders(self, row: Row) -> dict[str, list[str]]:
        """Riders by vehicle; none named means everybody who needs a seat."""
        found: dict[str, list[str]] = {}
        for vehicle, riders in rides_of(row["vehicles"].text):
            id = self._name(row, "vehicles", vehicle, self.vehicles)
            people = [self._name(row, "vehicles", r, self.people) for r in riders]
            if id:
                found.setdefault(id, []).extend(p for p in people if p)
        return found

    def _lead(self, row: Row, was: Booking | None) -> str:
        text = row["lead"].text
        if not text:
            return ""
        return self._name(row, "lead", text, self.bodies)

    def _state(self, row: Row, was: Booking | None) -> PlanState:
        text = row["state"].text
        key = key_of("states", text)
        if text and not key:
            expected = Text(
                zh="、".join(words("states", "zh").values()),
                en=", ".join(words("states", "en").values()),
            )
            self.faults.append(row.fault("state", text, expected))
        return cast(PlanState, key or (was.state if was else "draft"))

    # -- helpers ------------------------------------------------------------------------------

    def _separate(self, text: str) -> list[str]:
        """Names of a cell; blanks part them too where every part is a name, the whole none."""
        found = []
        for piece in pieces(text):
            words = piece.split()
            apart = len(words) > 1 and not self.people.knows(piece)
            found += words if apart and all(map(self.people.knows, words)) else [piece]
        return found

    def _name(self, row: Row, key: str, text: str, names: Names, prefer: Iterable[str] = ()) -> str:
        try:
            return names.find(text, prefer)
        except NameUnknown as error:
            self.faults.append(row.fault(key, text, error.expected))
            return ""

    def _understood(self, row: Row, key: str, read: Callable[[str], T], otherwise: T) -> T:
        try:
            return read(row[key].text)
        except NotUnderstood as error:
            self.faults.append(row.fault(key, row[key].text, error.expected))
            return otherwise
