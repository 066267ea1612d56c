"""Cells that the ledger and a file changed differently: kept apart until a person decides."""

from __future__ import annotations

import json
from typing import Any, Literal

from sites.base import Text
from sites.errors import Refused
from sites.ledger.act import Act, Overtaken
from sites.ledger.decided import follow
from sites.ledger.event import Event
from sites.ledger.nouns import NOUNS
from sites.ledger.rows import Rows
from sites.ledger.tables import events
from sites.merging import EXTRA, REASON, Clash, Conflict, cells_of, with_cells
from sites.tasks.outcome import settled


def open_conflicts(
    rows: Rows, noun: str = "", file: str = "", place: str | None = None
) -> tuple[Conflict, ...]:
    """Conflicts that wait for a decision, oldest first; of one noun or one file where said."""
    named = (("of", noun or None), ("file", file or None), ("place", place))
    chosen = {name: value for name, value in named if value is not None}
    return rows.rows("conflicts", state="open", **chosen)


def raise_conflict(
    act: Act, noun: str, row: str, site: str, file: str, clash: Clash, place: str = ""
) -> Conflict:
    """Keep a clash apart; one of the same file that is open already is brought up to date."""
    of = {"of": noun, "row": row, "field": clash.field, "file": file, "place": place}
    known = act.rows("conflicts", state="open", **of)
    base = known[0].base if known else "" if clash.base is None else _text(clash.base)
    conflict = Conflict(
        id=known[0].id if known else str(act.count("conflicts") + 1),
        **of,
        site=site,
        base=base,
        in_ledger=_text(clash.ledger),
        in_file=_text(clash.file),
        who=act.who,
        at=act.at,
    )
    act.put("conflicts", conflict, "conflict")
    return conflict


def keep_apart(act: Act, noun: str, kept: Any, field: str, value: Any) -> None:
    """Keep what a paper says of a cell apart for a person to decide, once and for all.

    ``kept`` is the row as the ledger has it; what was decided is not raised again, whatever other
    files are recorded beside the paper.
    """
    kind, row = NOUNS[noun], NOUNS[noun].key_of(kept)
    told = cells_of(with_cells(kept, {field: value}))[field]
    clash = Clash(field, None, cells_of(kept)[field], told)
    texts = (_text(clash.ledger), _text(clash.file))
    known = act.rows("conflicts", of=noun, row=row, field=field)
    if all((c.in_ledger, c.in_file) != texts for c in known):
        raise_conflict(act, noun, row, kind.site_of(kept), act.source, clash)


def settle_equal(
    act: Act, noun: str, file: str, given: dict[str, dict[str, Any]], place: str = ""
) -> tuple[Conflict, ...]:
    """Close the conflicts that are none any more: both say the same, or the file was put back."""
    settled = []
    for conflict in open_conflicts(act, noun, file, place):
        cells = given.get(conflict.row)
        if cells is None or conflict.field not in cells:
            continue
        said = cells[conflict.field]
        row = act.row(noun, conflict.row)
        took: Literal["both", "ledger"] | None = None
        if row is not None and said == _cell(row, conflict.field):
            took = "both"
        elif _text(said) == conflict.base:
            took = "ledger"
        if took:
            settled.append(_closed(act, conflict, took))
    return tuple(settled)


def resolve(act: Act, id: str, take: Literal["file", "ledger"]) -> Conflict:
    """Decide a conflict: the act's person and reason stand for it.

    Raises
    ------
    Refused
        If there is no such open conflict, its row is gone, or (`Overtaken`) somebody changed the
        cell since the conflict was found.
    """
    found = act.keyed("conflicts", [id])
    if id not in found or found[id][1].state != "open":
        says = Text(zh=f"没有待处理的冲突{id}", en=f"there is no open conflict {id}")
        raise Refused(says)
    seq, conflict = found[id]
    if take == "file":
        _take(act, conflict, seq)
    return _closed(act, conflict, take)


def _take(act: Act, conflict: Conflict, seq: int) -> None:
    """Put the file's value into the row, unless somebody has been there since."""
    row = act.row(conflict.of, conflict.row)
    if row is None:
        title = NOUNS[conflict.of].title
        raise Refused(
            Text(
                zh=f"{title.zh}“{conflict.row}”已从台账删去",
                en=f"{title.en} “{conflict.row}” has been taken out of the ledger",
            )
        )
    if _text(_cell(row, conflict.field)) != conflict.in_ledger:
        since = act.events(events.c.seq > seq, noun=conflict.of, key=conflict.row)
        raise Overtaken(tuple(e for e in since if _touches(e, conflict.field)) or since)
    after: Any = with_cells(row, {conflict.field: json.loads(conflict.in_file)})
    if conflict.of == "hazards" and conflict.field == "state":
        after = after.but(unverified=True)
    if conflict.of == "tasks":
        after = settled(after)
    act.put(conflict.of, after, "resolved")
    follow(act, after, conflict.field)


def _touches(event: Event, cell: str) -> bool:
    own = {EXTRA: "extra", REASON: "needs"}
    name = next((field for start, field in own.items() if cell.startswith(start)), cell)
    return any(c.field in (name, "typed") for c in event.changes)


def _closed(act: Act, conflict: Conflict, took: Literal["file", "ledger", "both"]) -> Conflict:
    done = {"state": "resolved", "took": took, "decided_by": act.who, "why": act.why}
    act.change("conflicts", conflict.id, done, "resolved")
    return conflict.but(**done)


def _cell(row: Any, name: str) -> Any:
    return cells_of(row).get(name, "" if name.startswith(EXTRA) else None)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
