"""Lines into bookings: who stands for what, who rides what, and when it starts and ends."""

from __future__ import annotations

from sites.base import Text
from sites.plan import Booking, Ride, Stand
from sites.roster_reading.lines import Line, Person
from sites.round import Round, Session


def stands_of(line: Line, needs: tuple[str, ...], round: Round) -> tuple[Stand, ...]:
    """Who stands for which need.

    Somebody of the plan as written keeps his needs (those of the bodies in his brackets, where
    he has any). Somebody new takes over, body by body, what one who left stood for; else the
    needs that lack people; else all of that body.
    """
    written = line.was.stands_for if line.was else ()
    present = {p.id for p in line.people}
    found = [
        s
        for p in line.people
        for s in written
        if s.officer == p.id and s.need in needs and _allows(p, round.need[s.need].body)
    ]
    left: dict[str, list[tuple[str, ...]]] = {}
    for officer in dict.fromkeys(s.officer for s in written if s.officer not in present):
        for body in dict.fromkeys(round.need[n].body for n in needs):
            share = tuple(
                s.need
                for s in written
                if s.officer == officer and s.need in needs and round.need[s.need].body == body
            )
            if share:
                left.setdefault(body, []).append(share)
    for person in line.people:
        for body in person.bodies or ():
            if not any(s.officer == person.id and round.need[s.need].body == body for s in found):
                taken = _taken_on(body, needs, found, left.get(body, []), round)
                found += [Stand(officer=person.id, need=n) for n in taken]
    return written if set(found) == set(written) else tuple(found)


def _allows(person: Person, body: str) -> bool:
    return person.bodies is None or body in person.bodies


def _taken_on(
    body: str,
    needs: tuple[str, ...],
    found: list[Stand],
    left: list[tuple[str, ...]],
    round: Round,
) -> tuple[str, ...]:
    if left:
        return left.pop(0)
    own = tuple(n for n in needs if round.need[n].body == body)
    lacking = tuple(n for n in own if sum(s.need == n for s in found) < round.need[n].people)
    return lacking or own


def rides_of_line(line: Line, round: Round, notes: list[Text]) -> list[Ride]:
    """Rides of a line; a newcomer takes the seat still written for one who left."""
    ours = set(line.present)
    known = set(line.was.people) if line.was else set()
    named = {p for riders in line.riders.values() for p in riders}
    seatless = [p for p in line.present if p not in named | known and not round.officer[p].own_way]
    found = []
    for vehicle, riders in line.riders.items():
        alone = len(line.riders) == 1 and not riders
        everybody = [p for p in line.present if not round.officer[p].own_way]
        for person in everybody if alone else riders:
            rider = person
            if person not in ours and person in known and seatless:
                rider = seatless.pop(0)
                notes.append(_seat_note(line, person, rider, vehicle, round))
            if rider in ours:
                found.append(Ride(session=line.session, officer=rider, vehicle=vehicle))
    return found


def _seat_note(line: Line, before: str, now: str, vehicle: str, round: Round) -> Text:
    place = f"{line.row.sheet}!{line.row.place('vehicles')}"
    old, new = round.officer[before].name, round.officer[now].name
    return Text(
        zh=f"{place}：车辆{vehicle}仍写{old}，按{new}乘坐计",
        en=f"{place}: {vehicle} still names {old}; {new} is taken to ride",
    )


class Clocks:
    """Starts and ends: as typed; where nothing is typed or the move outdates it, worked out."""

    def __init__(self, round: Round):
        self.round = round
        self.placed: list[Booking] = []
        self.notes: list[Text] = []

    def fixed(self, line: Line, draft: Booking) -> Booking | None:
        """The booking with its clock, or None if its start has to be found first."""
        length = self._length(draft)
        clock, was = line.clock, line.was
        if was is not None and clock == self._printed(was):
            if line.session != was.session:
                return None
            same = draft.stands_for == was.stands_for and draft.officers == was.officers
            if same or length == was.end - was.start:
                return self._at(draft, was.start, was.end)
            return self._noted(line, self._at(draft, was.start, was.start + length))
        if clock.start is None:
            return None
        start = self.round.ticks(clock.start)
        end = start + length if clock.end is None else self.round.ticks(clock.end)
        return self._at(draft, start, end)

    def floating(self, line: Line, draft: Booking) -> Booking:
        """The booking at the earliest start at which all its people can be there."""
        session = self.round.session[draft.session]
        length = self._length(draft)
        least = self._least(draft, session)
        after = [b.end + self.round.leg(b.site, draft.site) for b in self._others(draft)]
        starts = sorted({least, *(s for s in after if s > least)})
        start = next((s for s in starts if self._free(draft, s, s + length)), least)
        return self._noted(line, self._at(draft, start, start + length))

    def _at(self, draft: Booking, start: int, end: int) -> Booking:
        booking = draft.but(start=start, end=end)
        self.placed.append(booking)
        return booking

    def _noted(self, line: Line, booking: Booking) -> Booking:
        place = f"{line.row.sheet}!{line.row.place('clock')}"
        start, end = (_say(t // self.round.ticks_per_minute) for t in (booking.start, booking.end))
        self.notes.append(
            Text(
                zh=f"{place}：起止时间按{start}—{end}计",
                en=f"{place}: the time is taken as {start}–{end}",
            )
        )
        return booking

    def _printed(self, was: Booking) -> tuple[int, int]:
        """What the cell said when it was written: whole minutes."""
        a_minute = self.round.ticks_per_minute
        return was.start // a_minute, was.end // a_minute

    def _length(self, draft: Booking) -> int:
        minutes = (
            sum(self.round.need[n].minutes for n in draft.needs_of(o)) for o in draft.officers
        )
        own = self.round.ticks(max(minutes, default=0))
        return self.round.visit_ticks(self.round.visit[draft.visit], own)

    def _least(self, draft: Booking, session: Session) -> int:
        opens = self.round.site[draft.site].opens or 0
        legs = (self.round.first_leg(self.round.officer[o], draft.site) for o in draft.people)
        start = self.round.ticks(session.start) + max(legs, default=0)
        return max(start, self.round.ticks(opens))

    def _others(self, draft: Booking) -> list[Booking]:
        """Placed bookings of the same people in the same session."""
        people = set(draft.people)
        return [
            b
            for b in self.placed
            if b.session == draft.session and b.visit != draft.visit and people & set(b.people)
        ]

    def _free(self, draft: Booking, start: int, end: int) -> bool:
        leg = self.round.leg
        return all(
            end + leg(draft.site, b.site) <= b.start or b.end + leg(b.site, draft.site) <= start
            for b in self._others(draft)
        )


def _say(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
