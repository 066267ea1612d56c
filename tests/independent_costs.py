"""What a plan costs, tier by tier, and the figures the command prints, counted once more."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

from independent_checker import QUIET, Judge, Row


def costs(j: Judge) -> dict[str, int]:
    """What the plan pays in tiers 1 to 4."""
    booked = {n: j.day(b) for b in j.bookings for n in b["needs"]}
    left = [n for n in j.round["needs"] if n["id"] not in booked]
    last = date.fromisoformat(j.round["last_day"])
    until = (last + timedelta(days=j.round["merge_days"])).isoformat()
    soon = {n["site"] for n in left if n["owed"] or n["due"] <= until}
    return {
        "1": sum(
            n["weight"] * _days_late(j, n, booked.get(n["id"]))
            for n in j.round["needs"]
            if n["statutory"] and n["owed"]
        ),
        "2": sum(n["weight"] for n in left if n["owed"]),
        "3": len(j.bookings) + len(soon),
        "4": _roads(j) + _at_the_gate(j) + _uneven(j),
    }


def _days_late(j: Judge, need: Row, met_on: date | None) -> int:
    """Working days late; a need left out is later than one met on the last day."""
    until = met_on or date.fromisoformat(j.round["last_day"])
    late = sum(date.fromisoformat(need["due"]) < day <= until for day in j.workdays)
    return late if met_on else late + int(j.number("deadlines", "unmet_days"))


def _inspector(j: Judge, officer: str) -> bool:
    return j.by["officers"][officer]["kind"] in ("officer", "expert")


def _roads(j: Judge) -> int:
    trips = j.trips().items()
    return sum(
        sum(j.legs(person, [b["site"] for b in own]))
        for (person, _), own in trips
        if _inspector(j, person)
    )


def _at_the_gate(j: Judge) -> int:
    """Waiting, rotation and leaving one's zone."""
    tick, total = j.round["ticks_per_minute"], 0
    again, away = j.number("rotation", "minutes"), j.number("zone_team", "minutes")
    for b in j.bookings:
        lately = _lately(j, b["site"]) if any(n["kind"] in QUIET for n in j.needs(b)) else set()
        zone = j.by["sites"][b["site"]]["zone"]
        for officer in b["officers"]:
            own = [s["need"] for s in b["stands_for"] if s["officer"] == officer]
            busy = j.round["opening_minutes"] + sum(j.by["needs"][n]["minutes"] for n in own)
            team = j.by["officers"][officer]["zone"]
            outside = bool(team and zone) and team != zone
            total += b["end"] - b["start"] - tick * busy
            total += tick * (again * (officer in lately) + away * outside)
    return total


def _lately(j: Judge, site: str) -> set[str]:
    """Who was at the site on its last days with a visit before the round."""
    past = [p for p in j.round["history"] if p["site"] == site and p["onsite"]]
    past = [p for p in past if p["on"] < j.round["first_day"]]
    days = sorted({p["on"] for p in past})[-j.number("rotation", "visits") :]
    return {o for p in past if p["on"] in days for o in p["officers"]}


def _uneven(j: Judge) -> int:
    """Within each employer, the most less the least ticks on site a session on duty."""
    on_site: Counter[str] = Counter()
    for b in j.bookings:
        on_site.update(dict.fromkeys(b["officers"], b["end"] - b["start"]))
    crews: defaultdict[str, list[int]] = defaultdict(list)
    for officer, who in j.by["officers"].items():
        duty = sum(j.on_duty(officer, s) for s in j.round["sessions"])
        if duty and _inspector(j, officer):
            crews[who["body"]].append(on_site[officer] // duty)
    return sum(max(shares) - min(shares) for shares in crews.values())


def figures(j: Judge) -> dict[str, int]:
    """Needs owed, visits, visits saved, riders, and needs met and owed by colour."""
    owed = [n for n in j.round["needs"] if n["owed"]]
    found = {
        "owed": len(owed),
        "done": sum(n["id"] in j.met for n in owed),
        "visits": len(j.bookings),
        "saved": sum(len({n["body"] for n in j.needs(b)}) - 1 for b in j.bookings),
        "riders": sum(not j.by["needs"][n]["owed"] for n in j.met),
    }
    for colour in ("red", "yellow", "green"):
        own = [n for n in owed if j.by["sites"][n["site"]]["colour"] == colour]
        found[f"{colour} met"] = sum(n["id"] in j.met for n in own)
        found[f"{colour} owed"] = len(own)
    return found
