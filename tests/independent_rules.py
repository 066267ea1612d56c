"""The hard rules about visits and time, once more and independently, and the list of them all."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import combinations

from independent_checker import QUIET, Judge
from independent_people import (
    Faults,
    authority_held,
    certified_quorum,
    drawn_officers,
    on_duty,
    people_at_the_gate,
    reserve_kept,
    vehicles,
)


def whole(j: Judge) -> Faults:
    """Ids, links, lengths and the digest."""
    text = json.dumps(j.round, ensure_ascii=False, separators=(",", ":"))
    if hashlib.sha256(text.encode()).hexdigest() != j.plan["round_digest"]:
        yield "the digest is of another round"
    if len({b["visit"] for b in j.bookings}) != len(j.bookings):
        yield "a visit is booked twice"
    tick = j.round["ticks_per_minute"]
    for b in j.bookings:
        slot, session = j.by["visits"][b["visit"]], j.by["sessions"][b["session"]]
        links = [s["officer"] in b["officers"] and s["need"] in b["needs"] for s in b["stands_for"]]
        if slot["site"] != b["site"] or not set(b["needs"]) <= set(slot["needs"]) or not b["needs"]:
            yield f"{b['visit']}: wrong site or needs"
        if not all(links) or len(set(j.people(b))) != len(j.people(b)):
            yield f"{b['visit']}: people and needs do not hang together"
        if len({(s["officer"], s["need"]) for s in b["stands_for"]}) != len(b["stands_for"]):
            yield f"{b['visit']}: somebody stands twice for one need"
        own = Counter[str]()
        for s in b["stands_for"]:
            own[s["officer"]] += j.by["needs"][s["need"]]["minutes"]
        longest = max(own.values(), default=0)
        due = tick * max(j.round["opening_minutes"] + longest, slot["min_minutes"])
        if b["end"] - b["start"] != due:
            yield f"{b['visit']}: lasts {b['end'] - b['start']} ticks, not {due}"
        if not tick * session["start"] <= b["start"] <= b["end"] <= tick * session["end"]:
            yield f"{b['visit']}: outside its session"


def annual_ceiling(j: Judge) -> Faults:
    """Visits of a body to a company or a project in a calendar year."""
    counts: Counter[tuple[str, str, int]] = Counter()

    def count(body: str, site: str, year: int) -> int | None:
        row = j.bodies.get(body) or {}
        builder = j.by["sites"][site]["builder"] if row.get("count_by") == "company" else ""
        counts[body, builder or f"project {site}", year] += 1
        over = counts[body, builder or f"project {site}", year]
        most = row.get("ceiling")
        return over if most is not None and over > most else None

    names = {b["id"]: b["acts_as"] or b["id"] for b in j.round["bodies"]}
    for p in j.round["history"]:
        usual = p["kind"] == "routine" or (p["kind"] == "campaign" and not p["from_above"])
        counts_it = usual if p["counted"] is None else p["counted"]
        if p["onsite"] and p["site"] in j.by["sites"] and counts_it:
            count(names.get(p["body"], p["body"]), p["site"], int(p["on"][:4]))
    for b in j.bookings:
        bodies = {
            n["body"]
            for n in j.needs(b)
            if n["kind"] == "routine" or (n["kind"] == "campaign" and not n["from_above"])
        }
        for body in sorted(bodies):
            if over := count(body, b["site"], j.day(b).year):
                yield f"{b['visit']}: visit {over} of {body} this year"


def items_and_orders(j: Judge) -> Faults:
    """listed_item, approved_plan, not_before, need_met_once, together."""
    for need, times in j.met.items():
        if times > 1:
            yield f"{need} is met {times} times"
    for b in j.bookings:
        session, here = j.by["sessions"][b["session"]], set(b["needs"])
        opens = datetime.fromisoformat(session["day"]) + timedelta(minutes=session["start"])
        for n in j.needs(b):
            rows = [j.by["items"].get(c) for c in n["items"]]
            empty = not rows and n["kind"] in QUIET
            if j.round["items"] and (empty or any(r is None or not r["listed"] for r in rows)):
                yield f"{n['id']}: an item is not listed"
            if not n["approved"] and not (b["state"] == "urgent" and n["kind"] == "case"):
                yield f"{n['id']}: not approved"
            if n["not_before"] and opens < datetime.fromisoformat(n["not_before"]):
                yield f"{n['id']}: too early"
            if n["expires"] and session["day"] > n["expires"]:
                yield f"{n['id']}: expired"
            for other in j.round["needs"]:
                bound = other["site"] == n["site"] and other["together"] == n["together"] != ""
                if bound and other["id"] not in here:
                    yield f"{n['id']} without {other['id']}"


def clocks(j: Judge) -> Faults:
    """one_place_at_a_time, travel_between_visits."""
    tick = j.round["ticks_per_minute"]
    for (person, session_id), own in j.trips().items():
        session, legs = j.by["sessions"][session_id], j.legs(person, [b["site"] for b in own])
        ready = [tick * session["start"], *(b["end"] for b in own)]
        there = [*(b["start"] for b in own), tick * session["end"]]
        for left, leg, due in zip(ready, legs, there, strict=True):
            if left + leg > due:
                yield f"{person} in {session_id}: {leg} ticks of road, {due - left} there"


def site_open(j: Judge) -> Faults:
    """Status, days and hours of the site."""
    outside, tick = j.outside("site_open", "工地可查时间"), j.round["ticks_per_minute"]
    for b in (b for b in j.bookings if b["site"] not in outside):
        site, day = j.by["sites"][b["site"]], j.day(b).isoformat()
        spared = j.number("site_open", "recheck_stopped")
        urgent = spared and not any(n["kind"] in QUIET for n in j.needs(b))
        if site["status"] == "finished" or (site["status"] == "stopped" and not urgent):
            yield f"{b['visit']}: the site is {site['status']}"
        if not (site["starts_on"] or "") <= day <= (site["ends_on"] or "9"):
            yield f"{b['visit']}: before the site begins or after its end"
        opens, closes = site["opens"] or 0, 2880 if site["closes"] is None else site["closes"]
        closes += 1440 * (closes <= opens)
        if day in site["closed_days"] or b["start"] < tick * opens or b["end"] > tick * closes:
            yield f"{b['visit']}: closed that day or outside its hours"


def left_in_peace(j: Judge) -> Faults:
    """Working days between quiet visits; those of the planned week itself count as well."""
    outside = j.outside("left_in_peace", "检查间隔")
    days: defaultdict[str, list[tuple[date, str]]] = defaultdict(list)
    for p in j.round["history"]:
        if p["onsite"] and p["kind"] in QUIET:
            days[p["site"]].append((date.fromisoformat(p["on"]), ""))
    for b in j.bookings:
        if b["site"] not in outside and any(n["kind"] in QUIET for n in j.needs(b)):
            days[b["site"]].append((j.day(b), b["visit"]))
    for site, visits in days.items():
        for (one, _), (other, visit) in combinations(sorted(visits), 2):
            if visit and j.apart(one, other) < j.number("left_in_peace", "days"):
                yield f"{visit}: {j.apart(one, other)} working days after {one} at {site}"


def weather_and_duration(j: Judge) -> Faults:
    """weather, similar_duration."""
    unmarked = j.outside("weather", "天气")
    marks = set(j.number("weather", "postpone_on").split(","))
    ratio, wait = j.number("similar_duration", "ratio"), j.number("similar_duration", "wait")
    for b in j.bookings:
        session = j.by["sessions"][b["session"]]
        stop = session["suspended"] or {"typhoon", "flood"} & set(session["weather"])
        rain = marks & set(session["weather"])
        delayed = rain and any(n["rain"] == "postpone" for n in j.needs(b))
        if (stop or delayed) and b["site"] not in unmarked:
            yield f"{b['visit']}: weather {session['weather']}"
        for x, y in combinations(sorted(j.needs(b), key=lambda n: n["minutes"]), 2):
            bound = x["body"] == y["body"] or (x["together"] and x["together"] == y["together"])
            far = y["minutes"] > ratio * x["minutes"] > 0 and y["minutes"] - x["minutes"] >= wait
            if far and not bound and b["site"] not in j.outside("similar_duration", "时长相近"):
                yield f"{b['visit']}: {x['minutes']} and {y['minutes']} minutes"


def pinned(j: Judge) -> Faults:
    """What the clerk fixed, wants or forbids."""
    for pin, sessions, named in j.pins():
        there = [b for b in j.bookings if b["session"] in sessions]
        there = [b for b in there if pin["site"] in ("", b["site"])]
        if pin["how"] == "never":
            who = set(pin["officers"])
            if any(not who or who & set(j.people(b)) for b in there):
                yield f"{pin['cell']}: planned against the pin"
        elif pin["site"]:
            if not there or any(not any(o in b["officers"] for b in there) for o in named):
                yield f"{pin['cell']}: not kept"
            others = any(not set(b["officers"]) <= set(named) for b in there)
            if pin["how"] == "fixed" and named and others:
                yield f"{pin['cell']}: somebody else comes"


RULES: tuple[Callable[[Judge], Faults], ...] = (
    whole, certified_quorum, authority_held, drawn_officers, people_at_the_gate, annual_ceiling,
    items_and_orders, clocks, site_open, on_duty, vehicles, reserve_kept, left_in_peace,
    weather_and_duration, pinned,
)  # fmt: skip


def faults(j: Judge) -> list[str]:
    """Every fault of the plan."""
    return [f"{rule.__name__}: {fault}" for rule in RULES for fault in rule(j)]
