"""备勤 by name, as the sheet of people says it now."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from sites.base import Text
from sites.errors import Fault
from sites.plan import Reserve
from sites.roster_reading.names import Names, NameUnknown, people_names, pieces
from sites.roster_reading.sheet import Cell, Sheets, labelled
from sites.round import Round


class ReserveRead(NamedTuple):
    """Who is named, where each session's names stand, and names that lead to nobody."""

    named: tuple[Reserve, ...]
    places: dict[tuple[str, str], str]
    faults: tuple[Fault, ...]


def read_reserve(sheets: Sheets, round: Round, written: str) -> ReserveRead:
    """Read the line 备勤; ``written`` is what the program wrote, as JSON.

    It holds where the sheet or its line is gone. A session that neither names has no reserve.
    """
    before = _before(written)
    grid = sheets.rows.get("people", [])
    line, ids = labelled(grid, "reserve"), labelled(grid, "sessions")
    columns = {at: c.text for at, c in ids.items() if c.text in round.session}
    if not line or not columns:
        return ReserveRead(before, {}, ())
    title, number = sheets.titles["people"], next(iter(line.values())).place.lstrip(LETTERS)
    known = {r.session for r in before}
    people = people_names(round)
    named, places, faults = [], {}, []
    for at, session in columns.items():
        cell = line.get(at, Cell("", None, f"{at}{number}"))
        places["reserve", session] = f"{title}!{cell.place}"
        officers, wrong = _officers(title, cell, people)
        faults += wrong
        if officers or session in known:
            named.append(Reserve(session=session, officers=officers))
    return ReserveRead(tuple(named), places, tuple(faults))


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _officers(sheet: str, cell: Cell, people: Names) -> tuple[tuple[str, ...], list[Fault]]:
    found, faults = [], []
    for name in pieces(cell.text):
        try:
            found.append(people.find(name))
        except NameUnknown as error:
            quote = Text(zh=f"“{name}”", en=f"'{name}'")
            faults.append(Fault(sheet=sheet, cell=cell.place, found=quote, expected=error.expected))
    return tuple(dict.fromkeys(found)), faults


def _before(written: str) -> tuple[Reserve, ...]:
    try:
        return TypeAdapter(tuple[Reserve, ...]).validate_json(written or "[]")
    except ValidationError:
        return ()
