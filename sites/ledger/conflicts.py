"""Cells that the ledger and a file changed differently: kept apart until a person decides."""

from __future__ import annotations

import json
from typing import Any, Literal

from sites.base import Text
from sites.errors import Refused
from sites.ledger.act import Act, Overtaken
from sites.ledger.nouns import NOUNS
from sites.ledger.rows import Rows
from sites.ledger.tables import events
from sites.merging import EXTRA, Clash, Conflict, cells_of, with_cells


def open_conflicts(rows: Rows, noun: str = "", file: str = "") -> tuple[Conflict, ...]:
    """Conflicts that wait for a decision, oldest first; of one noun or one file where said."""
    chosen = {name: value for name, value in (("of", noun), ("file", file)) if value}
    return rows.rows("conflicts", state="open", **chosen)


def raise_conflict(act: Act, noun: str, row: str, site: str, file: str, clash: Clash) -> Conflict:
    """Keep a clash apart; one that is open already is brought up to date."""
    known = act.rows("conflicts", of=noun, row=row, field=clash.field, file=file, state="open")
    base = known[0].base if known else "" if clash.base is None else _text(clash.base)
    conflict = Conflict(
        id=known[0].id if known else str(act.count("conflicts") + 1),
        of=noun,
        row=row,
        field=clash.field,
        site=site,
        base=base,
        in_ledger=_text(clash.ledger),
        in_file=_text(clash.file),
        file=file,
        who=act.who,
        at=act.at,
    )
    act.put("conflicts", conflict, "conflict")
    return conflict


def settle_equal(
    act: Act, noun: str, file: str, given: dict[str, dict[str, Any]]
) -> tuple[Conflict, ...]:
    """Close the conflicts that are none any more: both say the same, or the file was put back."""
    settled = []
    for conflict in open_conflicts(act, noun, file):
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
    since = act.events(events.c.seq > seq, noun=conflict.of, key=conflict.row)
    name = "extra" if conflict.field.startswith(EXTRA) else conflict.field
    other = tuple(e for e in since if any(c.field in (name, "typed") for c in e.changes))
    if other:
        raise Overtaken(other)
    after = with_cells(row, {conflict.field: json.loads(conflict.in_file)})
    if conflict.of == "hazards" and conflict.field == "state":
        after = after.but(unverified=True)
    act.put(conflict.of, after, "resolved")


def _closed(act: Act, conflict: Conflict, took: Literal["file", "ledger", "both"]) -> Conflict:
    done = {"state": "resolved", "took": took, "decided_by": act.who, "why": act.why}
    act.change("conflicts", conflict.id, done, "resolved")
    return conflict.but(**done)


def _cell(row: Any, name: str) -> Any:
    return cells_of(row).get(name, "" if name.startswith(EXTRA) else None)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
