"""An edited roster.xlsx back into a plan, so that every rule can judge what a person did to it.

The sheet says what a person sees; two hidden columns say which visit a row was and how the
program wrote it. What a person did not touch comes back exactly as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from sites.base import Text
from sites.errors import Fault
from sites.plan import Approval, Booking, Plan, Ride
from sites.roster_reading.bookings import Clocks, rides_of_line, stands_of
from sites.roster_reading.lines import Line, LineReader
from sites.roster_reading.places import place_of
from sites.roster_reading.reserve import read_reserve
from sites.roster_reading.sheet import Sheets, as_read, is_footer, labelled, open_sheets, table
from sites.roster_reading.visits import Slots
from sites.roster_words import key_of
from sites.round import Round

__all__ = ["RosterRead", "place_of", "read_roster"]

SHOWN_FIELDS = {
    "day": "day",
    "session": "part",
    "clock": "clock",
    "site": "site",
    "needs": "types",
    "items": "items",
    "lead": "lead",
    "officers": "officers",
    "auxiliaries": "auxiliaries",
    "vehicles": "vehicles",
    "state": "state",
}


REVIEWER = ("审核人", "Reviewed by")
"""The footer's words for who approves."""


class RosterRead(NamedTuple):
    """What an edited roster says.

    ``round`` is the round given, grown by visits and needs that a person added. ``places`` leads
    from (visit, field) and (``reserve``, session) to ``Sheet!Cell``, fields as in
    ``SHOWN_FIELDS``; `place_of` finds the cell of a breach. ``notes`` say what was taken for
    granted. With ``faults`` the plan lacks what could not be read and must not be judged.
    """

    plan: Plan
    round: Round
    places: Mapping[tuple[str, str], str]
    faults: tuple[Fault, ...]
    notes: tuple[Text, ...]


def read_roster(path: Path, round: Round) -> RosterRead:
    """Read a roster back against the round that it was planned for.

    Raises
    ------
    BookError
        If the file cannot be read or holds no 周检查计划. Faults in single cells are returned.
    """
    sheets = open_sheets(path)
    reader = LineReader(round)
    rows = [row for row in table(sheets) if not is_footer(row)]
    lines = [line for line in map(reader.read, rows) if line is not None]
    slots = Slots(round, lines)
    grown = slots.grown()
    bookings, rides, notes = _bookings(lines, slots.visit_of, grown)
    data = _hidden(sheets)
    reserve = read_reserve(sheets, round, data.get("reserve", ""))
    plan = Plan(
        round_digest=data.get("round_digest", ""),
        bookings=tuple(
            sorted(bookings, key=lambda b: (grown.session_index[b.session], b.start, b.visit))
        ),
        rides=tuple(sorted(set(rides), key=lambda r: (r.session, r.officer, r.vehicle))),
        reserve=reserve.named,
        approval=_approval(sheets, data.get("approval", "")),
    )
    places = _places(lines, slots.visit_of) | reserve.places
    faults = (*sorted(reader.faults, key=as_read), *reserve.faults)
    return RosterRead(plan, grown, places, faults, (*slots.notes, *notes))


def _bookings(
    lines: list[Line], visits: list[str], round: Round
) -> tuple[list[Booking], list[Ride], list[Text]]:
    clocks = Clocks(round)
    drafts = [_draft(line, visit, round) for line, visit in zip(lines, visits, strict=True)]
    notes: list[Text] = []
    rides = [ride for line in lines for ride in rides_of_line(line, round, notes)]
    placed = [clocks.fixed(line, draft) for line, draft in zip(lines, drafts, strict=True)]
    bookings = [
        booking or clocks.floating(line, draft)
        for line, draft, booking in zip(lines, drafts, placed, strict=True)
    ]
    return bookings, rides, [*notes, *clocks.notes]


def _draft(line: Line, visit: str, round: Round) -> Booking:
    listed = set(line.needs)
    same = line.was is not None and set(line.was.needs) == listed
    in_order = line.was.needs if same and line.was else round.visit[visit].needs
    needs = tuple(n for n in in_order if n in listed)
    return Booking(
        visit=visit,
        site=line.site,
        session=line.session,
        start=0,
        end=0,
        needs=needs,
        officers=tuple(p.id for p in line.people),
        stands_for=stands_of(line, needs, round),
        auxiliaries=tuple(line.auxiliaries),
        lead=line.lead,
        state=line.state,
    )


def _places(lines: list[Line], visits: list[str]) -> dict[tuple[str, str], str]:
    return {
        (visit, field): f"{line.row.sheet}!{line.row.place(column)}"
        for line, visit in zip(lines, visits, strict=True)
        for field, column in SHOWN_FIELDS.items()
    }


def _hidden(sheets: Sheets) -> dict[str, str]:
    """Key and value pairs of the hidden sheet."""
    rows = sheets.rows.get("hidden", [])
    return {cells[0].text: cells[1].text for cells in rows if len(cells) > 1}


def _approval(sheets: Sheets, written: str) -> Approval:
    try:
        approval = Approval.model_validate_json(written or "{}")
    except ValidationError:
        approval = Approval()
    cells = labelled(sheets.rows["weekly"], "plan_state").values()
    state = next((key for c in cells if (key := key_of("states", c.text))), approval.state)
    return approval.but(state=state, by=approval.by or _reviewer(sheets))


def _reviewer(sheets: Sheets) -> str:
    """The name behind 审核人 in the footer."""
    for row in sheets.rows["weekly"]:
        for cell in row:
            head, _, name = cell.text.replace(":", "：").partition("：")
            if head.strip() in REVIEWER and name.strip():
                return name.strip()
    return ""
