"""What the clerk fixed, wants or forbids in 人工指定 is kept.

:formula: booked(site, sessions(pin)), here(v, o) for o in officers(pin); or the opposite
:unit: visits, persons
:kind: hard
:class: local
:grain: session
:source: 「人工指定」表，由指定人填写理由并署名

``must``: the site is visited (in those sessions), and each officer named comes to such a visit;
``fixed``: nobody else comes to them; ``never``: not that site, not those people, not then. A pin
whose end (有效期) or whose day lies outside the round says nothing; auxiliaries come as they can.

>>> from sites.book import Pin
>>> from tiny import tiny_round, tiny_plan, tiny_booking
>>> pins = (Pin(how="must", site="B"), Pin(how="never", officers=("o2",), part="am"))
>>> plan, round = tiny_plan(tiny_booking("A#1")), tiny_round(pins=pins)
>>> [b.says.en for b in check(plan, round, Params())]
['site B must be visited, it is not', 'Officer Two must not be planned at site A on 30 Nov morning']
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from constraints._contract import Board, Breach, Crowd, Never
from sites.base import Text
from sites.book import Pin
from sites.facts import pin_sessions, pinned_people, pins_in_force
from sites.plan import Booking, Plan
from sites.round import Round

NAME = Text(zh="人工指定", en="Pinned")
SAYS = Text(zh="人工指定的必排、固定、不排照办。", en="What the clerk pinned or excluded is kept.")


class Params(BaseModel):
    """No numbers."""


def silent(round: Round, params: Params) -> Text | None:
    if pins_in_force(round):
        return None
    return Text(zh="「人工指定」中没有本期的必排、固定、不排", en="no pin falls into this round")


def forbids(round: Round, params: Params) -> Iterator[Never]:
    for pin in pins_in_force(round):
        people: list[str] = []
        if pin.how == "never":
            people = list(pin.officers) or [""]
        elif pin.how == "fixed" and pin.site and (named := pinned_people(round, pin)):
            people = [o.id for o in round.inspectors if o.id not in named]
        says = Text(zh=f"{pin.by}指定：{pin.reason or '不排'}", en=f"pinned by {pin.by}")
        helps = Text(zh=f"修改{pin.cell or '人工指定'}", en=f"change {pin.cell or 'the pin'}")
        for officer in people:
            for session in pin_sessions(round, pin):
                yield Never("pinned", says, helps, "", "", pin.site, officer, session)


def post(board: Board, params: Params) -> None:
    for pin in (p for p in pins_in_force(board.round) if p.how != "never" and p.site):
        sessions = pin_sessions(board.round, pin)
        slots = [(v.id, s) for v in board.visits if v.site == pin.site for s in sessions]
        board.any_of(board.in_session(v, s) for v, s in slots)
        for officer in pinned_people(board.round, pin):
            board.any_of(board.at(v, officer, s) for v, s in slots)


def crowd(crowd: Crowd, params: Params) -> None:
    for pin in (p for p in pins_in_force(crowd.round) if p.how != "never" and p.site):
        slots = [v for v in crowd.visits if v.site == pin.site]
        every, mine = {s.id for s in crowd.round.sessions}, set(pin_sessions(crowd.round, pin))
        elsewhere = [crowd.booked(v, every - mine) for v in slots]
        booked = [crowd.booked(v) for v in slots]
        there = {b for own in booked for b in own} - {b for own in elsewhere for b in own}
        crowd.at_most([(-1, b) for b in sorted(there)], -1)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for pin in pins_in_force(round):
        sessions = pin_sessions(round, pin)
        covered = [b for b in plan.bookings if b.session in sessions and pin.site in ("", b.site)]
        named = pinned_people(round, pin)
        if pin.how == "never":
            kept_away = [(b, o) for b in covered for o in pin.officers or ("",)]
            unwanted = [(b, o) for b, o in kept_away if not o or o in b.people]
        else:
            yield from _missing(pin, covered, round)
            others = [(b, o) for b in covered for o in b.officers if o not in named]
            unwanted = others if pin.how == "fixed" and pin.site and named else []
        for booking, officer in unwanted:
            site, at = round.site[booking.site].name, round.say_session(booking.session)
            name = round.officer[officer].name if officer else ""
            en = f"{name or 'nobody'} must not be planned at {site} on {at.en}"
            says = Text(zh=f"指定{name}不排{at.zh}{site}", en=en)
            yield Breach(**booking.where, officer=officer, pin=pin.cell, says=says)


def _missing(pin: Pin, covered: list[Booking], round: Round) -> Iterator[Breach]:
    for officer in ("", *pinned_people(round, pin)) if pin.site else ():
        if not any(officer in ("", *b.people) for b in covered):
            name, site = round.officer[officer].name if officer else "", round.site[pin.site].name
            zh = f"{name}须参加{site}的检查" if name else f"{site}须安排，未安排"
            en = f"{name} must come to {site}" if name else f"{site} must be visited, it is not"
            yield Breach(site=pin.site, officer=officer, pin=pin.cell, says=Text(zh=zh, en=en))
