"""The facts of a plan.json and its round.json, read as docs/formats.md describes them.

Nothing of the program is imported here, in `independent_rules` or in `independent_costs`, so that
they and the program can only be wrong in different ways.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

Row = dict[str, Any]
QUIET = ("routine", "campaign")
DEFAULTS: Row = {
    "certified_quorum": {"least": 2, "two_when_filed": True, "two_per_body": False},
    "auxiliaries_ride_along": {"most": 4},
    "left_in_peace": {"days": 5},
    "party_size": {"most": 12},
    "on_duty": {"sessions_a_week": 8, "minutes_a_day": 360},
    "reserve_kept": {"people": 2},
    "similar_duration": {"ratio": 4.0, "wait": 60},
    "site_open": {"recheck_stopped": True},
    "weather": {"postpone_on": "rain,wind,heat,smog"},
    "deadlines": {"unmet_days": 5},
    "rotation": {"visits": 2, "minutes": 15},
    "zone_team": {"minutes": 5},
}


def day_of(text: str | None) -> date | None:
    """A day of the files, or None."""
    return date.fromisoformat(text) if text else None


def meet(one: str, other: str) -> bool:
    """Whether two parts of a day have time in common."""
    return one == other or "day" in (one, other)


class Judge:
    """One plan and one round, with the look-ups that judging takes."""

    def __init__(self, plan: Row, round: Row):
        self.plan, self.round = plan, round
        self.bookings: list[Row] = plan["bookings"]
        tables = ("sites", "needs", "visits", "sessions", "officers", "vehicles", "items")
        keys = {"items": "code"}
        self.by = {t: {r[keys.get(t, "id")]: r for r in round[t]} for t in tables}
        self.row = {s["id"]: i for i, s in enumerate(round["sites"])}
        self.workdays = [date.fromisoformat(d) for d in round["workdays"]]
        self.bodies = {(b["acts_as"] or b["id"]): b for b in reversed(round["bodies"])}
        self.met = Counter(n for b in self.bookings for n in b["needs"])

    # -- facts ---------------------------------------------------------------------------------

    def number(self, rule: str, name: str) -> Any:
        """A rule's number, as the office set it or by default."""
        typed, usual = self.round["params"].get(rule, {}).get(name), DEFAULTS[rule][name]
        if typed is None:
            return usual
        if isinstance(usual, bool):
            return typed in ("是", "开", "true", "True", "1", "yes")
        return int(float(typed)) if isinstance(usual, int) else type(usual)(typed)

    def outside(self, rule: str, title: str) -> set[str]:
        """Sites that the clerk put outside a local rule."""
        pins = [p for p in self.round["pins"] if p["how"] == "override"]
        return {p["site"] for p in pins if p["rule"].strip() in (rule, title)}

    def day(self, booking: Row) -> date:
        """The day of a booking."""
        return date.fromisoformat(self.by["sessions"][booking["session"]]["day"])

    def people(self, booking: Row) -> list[str]:
        """Everybody at the gate."""
        return booking["officers"] + booking["auxiliaries"]

    def needs(self, booking: Row) -> list[Row]:
        """What a booking meets."""
        return [self.by["needs"][n] for n in booking["needs"]]

    def stands(self, booking: Row, need: str) -> list[str]:
        """Who stands for a need there."""
        return sorted({s["officer"] for s in booking["stands_for"] if s["need"] == need})

    def certified(self, officer: str, day: date) -> bool:
        """Whether the person is an officer whose certificate is valid that day."""
        who = self.by["officers"][officer]
        until = day_of(who["certificate_until"])
        good = who["kind"] == "officer" and who["certificate"] != ""
        return good and (until is None or day <= until)

    def on_duty(self, officer: str, session: Row) -> bool:
        """Whether no absence of the person meets the session."""
        return not any(
            a["officer"] == officer
            and a["first"] <= session["day"] <= a["last"]
            and meet(a["part"], session["part"])
            for a in self.round["absences"]
        )

    def grants(self, officer: str, day: date) -> list[Row]:
        """Rows of 授权依据 about the person, valid that day or not, with ``runs`` added."""
        who, text = self.by["officers"][officer], day.isoformat()
        rows = [
            g
            for g in self.round["grants"]
            if g["officer"] == officer or (not g["officer"] and g["body"] == who["body"])
        ]
        return [
            {**g, "runs": (g["valid_from"] or "") <= text <= (g["valid_until"] or "9")}
            for g in rows
        ]

    def may_stand(self, officer: str, need: Row, day: date) -> bool:
        """Whether the person holds the power of the need's body that day."""
        who, body = self.by["officers"][officer], need["body"]
        if who["kind"] not in ("officer", "expert"):
            return False
        if rows := [g for g in self.grants(officer, day) if g["acts_for"] == body]:
            wanted = set(need["items"])
            return any(g["runs"] and (not g["items"] or wanted <= set(g["items"])) for g in rows)
        home = next((b for b in self.round["bodies"] if b["id"] == who["body"]), None)
        if home and (home["acts_as"] or home["id"]) == body:
            return True
        known = any(g["acts_for"] == body for g in self.round["grants"])
        return body in who["acts_for"] and not known

    def apart(self, one: date, other: date) -> int:
        """Working days from one day to another."""
        low, high = sorted((one, other))
        return sum(low < d <= high for d in self.workdays)

    def base(self, who: Row) -> str:
        """Where a person or a vehicle starts and ends a session."""
        first = self.round["legs"]["first"]
        return who["base"] if who["base"] in first else next(iter(first))

    def legs(self, officer: str, sites: list[str]) -> list[int]:
        """Ticks from the base along the sites and back."""
        legs, base = self.round["legs"], self.base(self.by["officers"][officer])
        rows = [self.row[s] for s in sites]
        between = [legs["between"][i][j] for i, j in pairwise(rows)]
        return [legs["first"][base][rows[0]], *between, legs["last"][base][rows[-1]]]

    def trips(self) -> dict[tuple[str, str], list[Row]]:
        """Each person's bookings of a session in order of time."""
        found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
        for booking in sorted(self.bookings, key=lambda b: (b["start"], b["visit"])):
            for person in self.people(booking):
                found[person, booking["session"]].append(booking)
        return found

    def pool(self, session: Row) -> set[str]:
        """The street's own certified officers on duty."""
        street = self.round["street"]
        own = {
            b["id"]
            for b in self.round["bodies"]
            if b["own"] or (b["own"] is None and street and street in b["id"])
        }
        return {
            o
            for o, who in self.by["officers"].items()
            if who["body"] in own
            and self.certified(o, date.fromisoformat(session["day"]))
            and self.on_duty(o, session)
        }

    def pins(self) -> Iterator[tuple[Row, list[str], list[str]]]:
        """Pins of this round, with the sessions and the inspectors they speak of."""
        first, last = self.round["first_day"], self.round["last_day"]
        for pin in self.round["pins"]:
            until, day = pin["until"] or "9", pin["day"]
            speaks = pin["how"] != "override" and (pin["site"] or pin["officers"] or day)
            if not speaks or until < (day or first) or (day and not first <= day <= last):
                continue
            sessions = [
                s["id"]
                for s in self.round["sessions"]
                if day in (None, s["day"])
                and meet(pin["part"] or "day", s["part"])
                and s["day"] <= until
            ]
            kinds = ("officer", "expert")
            named = [o for o in pin["officers"] if self.by["officers"][o]["kind"] in kinds]
            yield pin, sessions, named
