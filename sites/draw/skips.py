"""What was not done as drawn: each with why and by whom, chained to the audit by hashes.

The audit is never touched. The first entry names the audit's digest, each other one the digest of
the entry before it: none can be altered, taken out or put in between without showing. (Cutting the
last ones off shows only to who has their digest: print it, or sign it.)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from sites.base import Frozen, Text
from sites.draw.audit import Audit, BodyRow, OfficerRow, digest_of
from sites.errors import BookError, Fault


class Skip(Frozen):
    """One entry. Without ``officer`` the site is not inspected; else the officer does not go.

    ``substitutes`` says who goes instead, body by body: the next of the audit's list, or nobody.
    """

    number: int
    on: date
    site: str
    officer: str = ""
    substitutes: tuple[tuple[str, str], ...] = ()
    why: str
    by: str
    previous: str
    digest: str = ""


def skips_path(audit_path: Path) -> Path:
    """Where the entries of an audit stand: ``draw.skips.jsonl`` beside ``draw.json``."""
    return audit_path.with_name(f"{audit_path.stem}.skips.jsonl")


def skips_text(skips: Sequence[Skip]) -> str:
    """Return the file of entries, one JSON object a line."""
    return "".join(skip.model_dump_json() + "\n" for skip in skips)


def read_skips(audit_path: Path, audit: Audit) -> tuple[Skip, ...]:
    """Return the entries beside an audit; none where there is no file.

    Raises
    ------
    BookError
        When an entry cannot be read, or the chain is broken.
    """
    path = skips_path(audit_path)
    if not path.exists():
        return ()
    skips = []
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), start=1):
        try:
            skips.append(Skip.model_validate_json(line))
        except ValidationError:
            raise BookError(
                [_fault(path, number, Text(zh="读不懂的一行", en="no entry"))]
            ) from None
    broken = chain_fault(audit, skips)
    if broken is not None:
        altered = Text(zh="与前后不衔接的记录（改动过）", en="an entry out of the chain: altered")
        raise BookError([_fault(path, broken, altered)])
    return tuple(skips)


def _fault(path: Path, line: int, found: Text) -> Fault:
    expected = Text(zh="draw-skip 写出的原记录", en="the entries as draw-skip wrote them")
    return Fault(sheet=path.name, cell=str(line), found=found, expected=expected)


def chain_fault(audit: Audit, skips: Sequence[Skip]) -> int | None:
    """Return the number of the first entry that does not follow from what stands before it."""
    previous = audit.digest
    for number, skip in enumerate(skips, start=1):
        sound = skip.number == number and skip.previous == previous
        if not sound or skip.digest != digest_of(skip):
            return number
        previous = skip.digest
    return None


def add_skip(
    audit: Audit,
    skips: Sequence[Skip],
    *,
    site: str,
    officer: str = "",
    why: str,
    by: str,
    on: date,
) -> tuple[Skip, ...]:
    """Return the entries with one more at the end.

    Sites and people may be called by id or by name. Of a person's substitutes the next one takes
    the place; who cannot go either is skipped in turn.

    Raises
    ------
    BookError
        When the site was not drawn (or is skipped already), the officer is not going there, or
        why or by whom is empty.
    """
    row = next((s for s in audit.drawn if site in (s.site, s.name)), None)
    going = going_now(audit, skips).get(row.site, {}) if row else {}
    names = {o.name: o.officer for b in row.bodies for o in b.officers} if row else {}
    person = officer if any(officer in own for own in going.values()) else names.get(officer, "")
    faults = []
    if not going:
        faults.append(_wrong(site, "抽中且未跳过的工地", "a site that was drawn and stands"))
    elif officer and not any(person in own for own in going.values()):
        faults.append(_wrong(officer, "抽中该工地的人员", "somebody who goes to that site"))
    if not why.strip() or not by.strip():
        faults.append(_wrong(why or by, "写明原因和决定人", "why, and who decided"))
    if faults or row is None:
        raise BookError(faults)
    entry = Skip(
        number=len(skips) + 1,
        on=on,
        site=row.site,
        officer=person if officer else "",
        substitutes=_next(row.bodies, going, person, _used(skips, row.site)) if officer else (),
        why=why.strip(),
        by=by.strip(),
        previous=skips[-1].digest if skips else audit.digest,
    )
    return (*skips, entry.but(digest=digest_of(entry)))


def _wrong(found: str, zh: str, en: str) -> Fault:
    return Fault(found=Text(zh=f"“{found}”", en=f"“{found}”"), expected=Text(zh=zh, en=en))


def _used(skips: Sequence[Skip], site: str) -> set[str]:
    return {s.officer for s in skips if s.site == site and s.officer}


def going_now(audit: Audit, skips: Sequence[Skip]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return who goes after all entries: site → body → ids; skipped sites are not in it."""
    going = {s.site: {b.body: b.drawn for b in s.bodies if b.drawn} for s in audit.drawn}
    for skip in skips:
        if not skip.officer:
            going.pop(skip.site, None)
            continue
        instead = dict(skip.substitutes)
        for body, own in going.get(skip.site, {}).items():
            if skip.officer in own:
                kept = tuple(o for o in own if o != skip.officer)
                taken = (instead[body],) if instead.get(body) else ()
                going[skip.site][body] = kept + taken
    return going


def _next(
    bodies: Sequence[BodyRow], going: dict[str, tuple[str, ...]], out: str, used: set[str]
) -> tuple[tuple[str, str], ...]:
    """For each body the person goes for: the first substitute who brings the skills that go."""
    found = []
    for row in bodies:
        own = going.get(row.body, ())
        if out in own:
            rows = {o.officer: o for o in row.officers}
            left = [rows[o] for o in own if o != out]
            taken = {*own, *used, out}
            free = [s for s in row.substitutes if s.officer not in taken]
            lost = set(rows[out].skills) - {k for o in left for k in o.skills}
            found.append((row.body, _first(free, lost)))
    return tuple(found)


def _first(free: Sequence[OfficerRow], skills: set[str]) -> str:
    able = [s for s in free if skills <= set(s.skills)] or list(free)
    return able[0].officer if able else ""
