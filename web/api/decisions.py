"""What waits for a person: cells said differently, doubles; and another ledger compared."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from fastapi import APIRouter, File, UploadFile
from pydantic import Field

from sites.base import Frozen
from sites.matching import Doubt
from sites.merging import Conflict
from web.api.asking import Asking, Lang, Line, Name, allowed
from web.desk import OFFICE, WRITERS
from web.uploads import kept, names_in, plain_name

router = APIRouter(tags=["待决定 to decide"])
INSIDE, WRITING = allowed(*OFFICE), allowed(*WRITERS)


class Waits(Frozen):
    """A conflict or a doubt in words; values of personal cells are not among them."""

    id: str
    of: str = Field(description="sites, hazards …")
    row: str = Field(description="natural key of the ledger's row")
    field: str = Field("", description="of a conflict: the cell")
    file: str
    says: str


class Taking(Frozen):
    """Whose value holds, and why."""

    take: Literal["file", "ledger"]
    why: Annotated[Line, Field(min_length=1)]


class Answer(Frozen):
    """Whether the two are one, and why."""

    same: bool
    why: Line = ""


class Decided(Frozen):
    """What was decided."""

    id: str
    state: str


class Matched(Frozen):
    """What another ledger has that ours has too; what was brought in, if it was."""

    written: bool
    says: tuple[str, ...]


@router.get("/conflicts")
def conflicts(asking: Annotated[Asking, INSIDE], lang: Lang = "zh") -> tuple[Waits, ...]:
    """Cells that a file and the ledger changed differently, the oldest first."""
    from exports.merging import conflict_line
    from sites.ledger.conflicts import open_conflicts

    with asking.office.ledger.reading() as rows:
        found, names = open_conflicts(rows), names_in(rows)
    return tuple(_waits(c, conflict_line(c, names, lang), c.field) for c in found)


@router.post("/conflicts/{id}")
def resolve(asking: Annotated[Asking, WRITING], id: Name, said: Taking) -> Decided:
    """Decide one: the file's value or the ledger's."""
    from sites.ledger.conflicts import resolve as decide

    with asking.office.ledger.act(asking.person.name, said.why, "resolve") as act:
        done = decide(act, id, said.take)
    return Decided(id=done.id, state=done.state)


@router.get("/doubts")
def doubts(asking: Annotated[Asking, INSIDE]) -> tuple[Waits, ...]:
    """Rows of another ledger that may be ours."""
    with asking.office.ledger.reading() as rows:
        found: tuple[Doubt, ...] = rows.rows("doubts", state="open")
    return tuple(_waits(d, _other(d)) for d in found)


@router.post("/doubts/{id}")
def same(asking: Annotated[Asking, WRITING], id: Name, said: Answer) -> Decided:
    """Decide one: the same is merged, two are both kept."""
    from sites.ledger.matching import decide

    source = f"same {id} {'yes' if said.same else 'no'}"
    with asking.office.ledger.act(asking.person.name, said.why, source) as act:
        done = decide(act, id, said.same)
    return Decided(id=done.id, state=done.state)


@router.post("/match")
def match(
    asking: Annotated[Asking, WRITING],
    file: Annotated[UploadFile, File(description="another ledger of the same sites")],
    site: Line = "",
    dry_run: bool = True,
    lang: Lang = "zh",
) -> Matched:
    """Compare another ledger with ours; without ``dry_run`` bring it in: the doubtful waits."""
    from exports.matching import comparison_lines, taken_lines
    from sites.ledger.matching import compare, take
    from sites.lookup import site_called
    from sites.reading import read_ledger

    name, ledger = plain_name(file.filename or ""), asking.office.ledger
    with kept(file.file, name, asking.office.uploads) as path:
        other = read_ledger(path, lang)
    with ledger.reading() as rows:
        named = site_called(site, rows.rows("sites")).id if site else ""
        lines = list(comparison_lines(compare(rows, other, named), lang))
    if not dry_run:
        with ledger.act(asking.person.name, source=f"match {name}") as act:
            lines += taken_lines(take(act, compare(act, other, named), name), lang)
    return Matched(written=not dry_run, says=tuple(lines))


def _waits(one: Conflict | Doubt, says: str, field: str = "") -> Waits:
    return Waits(id=one.id, of=one.of, row=one.row, field=field, file=one.file, says=says)


def _other(doubt: Doubt) -> str:
    """What the other ledger calls it."""
    from exports.text import without_phones

    other = json.loads(doubt.other)
    return without_phones(str(other.get("what") or other.get("name") or ""))
