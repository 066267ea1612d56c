"""The hard rules about people and vehicles, once more and independently."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from independent_checker import Judge

Faults = Iterator[str]
"""Plain sentences, one for each fault."""


def certified_quorum(j: Judge) -> Faults:
    """Two certified a visit, one of each body, two of it where likely filed."""
    for b in j.bookings:
        day = j.day(b)
        valid = [o for o in j.people(b) if j.certified(o, day)]
        if len(valid) < j.number("certified_quorum", "least"):
            yield f"{b['visit']}: {len(valid)} certified"
        for need in j.needs(b):
            if not set(j.stands(b, need["id"])) & set(valid):
                yield f"{b['visit']}: nobody certified for {need['body']}"
            filed = j.number("certified_quorum", "two_when_filed") and need["two_certified"]
            two = filed or j.number("certified_quorum", "two_per_body")
            if two and sum(j.may_stand(o, need, day) for o in valid) < 2:
                yield f"{b['visit']}: not two certified of {need['body']}"


def authority_held(j: Judge) -> Faults:
    """Power, headcount, skills, and bodies a person."""
    for b in j.bookings:
        day, bodies = j.day(b), defaultdict[str, set[str]](set)
        for need in j.needs(b):
            standing = j.stands(b, need["id"])
            officers = [o for o in standing if j.by["officers"][o]["kind"] == "officer"]
            skills = {s for o in standing for s in j.by["officers"][o]["skills"]}
            if len(set(officers)) < need["people"] or not set(need["skills"]) <= skills:
                yield f"{b['visit']}: too few people or skills for {need['id']}"
            for o in standing:
                bodies[o].add(need["body"])
                if not j.may_stand(o, need, day):
                    yield f"{b['visit']}: {o} has no power of {need['body']}"
        for o, stood in bodies.items():
            most = max([g["bodies_at_once"] for g in j.grants(o, day) if g["runs"]], default=1)
            if len(stood) > most:
                yield f"{b['visit']}: {o} stands for {len(stood)} bodies, allowed {most}"


def drawn_officers(j: Judge) -> Faults:
    """Who was drawn stands for the need."""
    for b in j.bookings:
        for need in j.needs(b):
            for o in set(need["drawn"]) - set(j.stands(b, need["id"])):
                yield f"{b['visit']}: {o} was drawn for {need['id']} and does not stand for it"


def people_at_the_gate(j: Judge) -> Faults:
    """auxiliaries_ride_along, recusal, own_ground, party_size."""
    crowd = j.outside("party_size", "到场人数")
    for b in j.bookings:
        people, site, day = j.people(b), j.by["sites"][b["site"]], j.day(b).isoformat()
        kinds = Counter(j.by["officers"][o]["kind"] for o in people)
        if kinds["driver"] or any(
            j.by["officers"][o]["kind"] != "auxiliary" for o in b["auxiliaries"]
        ):
            yield f"{b['visit']}: a driver, or an auxiliary who is none"
        if kinds["auxiliary"] > j.number("auxiliaries_ride_along", "most"):
            yield f"{b['visit']}: too many auxiliaries"
        if len(people) > j.number("party_size", "most") and b["site"] not in crowd:
            yield f"{b['visit']}: {len(people)} people"
        companies = {site[k] for k in ("owner", "builder", "supervisor", "canteen")} - {""}
        for r in j.round["recusals"]:
            named = r["site"] == site["id"] or r["company"] in companies
            runs = (r["first"] or "") <= day <= (r["last"] or "9")
            if r["officer"] in people and named and runs:
                yield f"{b['visit']}: {r['officer']} is recused"
        street = site["street"] or j.round["street"]
        for o in people:
            posted = j.by["officers"][o]["posted_to"]
            if posted and street and street not in posted:
                yield f"{b['visit']}: {o} is posted elsewhere"


def on_duty(j: Judge) -> Faults:
    """Absences, sessions a week and minutes a day."""
    outside, tick = j.outside("on_duty", "在岗与工时"), j.round["ticks_per_minute"]
    weeks: defaultdict[tuple[str, tuple[int, int]], set[str]] = defaultdict(set)
    days: Counter[tuple[str, date]] = Counter()
    for b in (b for b in j.bookings if b["site"] not in outside):
        for o in j.people(b):
            if not j.on_duty(o, j.by["sessions"][b["session"]]):
                yield f"{b['visit']}: {o} is away"
            weeks[o, j.day(b).isocalendar()[:2]].add(b["session"])
            days[o, j.day(b)] += b["end"] - b["start"]
    for (o, _), sessions in weeks.items():
        if len(sessions) > j.number("on_duty", "sessions_a_week"):
            yield f"{o}: {len(sessions)} sessions a week"
    for (o, day), ticks in days.items():
        if ticks > tick * j.number("on_duty", "minutes_a_day"):
            yield f"{o}: {ticks} ticks on {day}"


def vehicles(j: Judge) -> Faults:
    """one_vehicle_a_session, seats (overrides of single visits are not looked at)."""
    if not j.round["vehicles"]:
        return
    rides: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for r in j.plan["rides"]:
        rides[r["session"], r["vehicle"]].add(r["officer"])
    trips = {key: {b["visit"] for b in own} for key, own in j.trips().items()}
    for person, session in trips:
        mine = [k for (s, k), crew in rides.items() if s == session and person in crew]
        if len(mine) > 1 or (not mine and not j.by["officers"][person]["own_way"]):
            yield f"{person} rides {len(mine)} vehicles in {session}"
    for (session_id, vehicle_id), crew in rides.items():
        vehicle, session = j.by["vehicles"][vehicle_id], j.by["sessions"][session_id]
        parts = {"am", "pm"} if session["part"] == "day" else {session["part"]}
        have = not vehicle["parts"] or "day" in vehicle["parts"] or parts <= set(vehicle["parts"])
        if not have or session["day"] in vehicle["closed_days"]:
            yield f"{vehicle_id} cannot be had in {session_id}"
        if len({frozenset(trips.get((o, session_id), ())) for o in crew}) > 1:
            yield f"the riders of {vehicle_id} go to different visits in {session_id}"
        if any((o, session_id) not in trips for o in crew):
            yield f"somebody rides {vehicle_id} to no visit in {session_id}"
        who = [j.by["officers"][o] for o in crew]
        if {j.base(o) for o in who} != {j.base(vehicle)}:
            yield f"{vehicle_id} starts elsewhere than its riders in {session_id}"
        seated = [
            o for o in who if not vehicle["driver"] or vehicle["driver"] not in (o["id"], o["name"])
        ]
        if len(seated) > vehicle["seats"]:
            yield f"{vehicle_id} has too few seats in {session_id}"


def reserve_kept(j: Judge) -> Faults:
    """Officers of the street named, free and enough."""
    named = {r["session"]: r["officers"] for r in j.plan["reserve"]}
    for session in j.round["sessions"]:
        pool = j.pool(session)
        busy = {o for b in j.bookings if b["session"] == session["id"] for o in j.people(b)}
        pinned = {
            o
            for pin, at, who in j.pins()
            for o in who
            if pin["how"] != "never" and session["id"] in at
        }
        wanted = j.number("reserve_kept", "people")
        least = max(0, min(wanted, len(pool) - 2, len(pool - pinned)))
        kept = set(named.get(session["id"], ()))
        if len(kept) < least or not kept <= pool - busy:
            yield f"{session['id']}: {len(kept)} in reserve, {least} due, or not free"
