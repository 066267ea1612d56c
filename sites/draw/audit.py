"""The audit of a draw: rule and numbers, every site with its reason, seed, result, and a hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from sites.base import Frozen, Text
from sites.book import Colour
from sites.draw.ranks import RULE, SAYS
from sites.drawn import NOTICE
from sites.errors import BookError, Fault
from sites.going import OfficerCode

SiteCode = Literal[
    "finished", "stopped", "not_begun", "shut", "exempt", "no_body",
]  # fmt: skip
BodyCode = Literal["no_items", "on_list", "recent", "ceiling", "too_few_people"]


class Excluded(Frozen):
    """Why somebody or something was not in the draw: a code of a closed list, and a sentence."""

    code: SiteCode | BodyCode | OfficerCode
    says: Text


class OfficerRow(Frozen):
    """One person with the authority of a body, for one site."""

    officer: str
    name: str
    excluded: Excluded | None = None
    rank: str = Field("", description="SHA-256 in hex; empty if excluded")
    drawn: bool = False
    skills: tuple[str, ...] = Field((), description="of those that the items want")


class BodyRow(Frozen):
    """One enforcing body at one site. ``officers``: drawn, substitutes in order, then excluded."""

    body: str
    items: tuple[str, ...] = ()
    excluded: Excluded | None = None
    people: int = Field(0, description="how many are drawn")
    officers: tuple[OfficerRow, ...] = Field((), description="of a drawn site only")
    no_authority: tuple[str, ...] = Field((), description="excluded: no authority of the body")

    @property
    def drawn(self) -> tuple[str, ...]:
        """Ids of the people drawn, by rank."""
        return tuple(o.officer for o in self.officers if o.drawn)

    @property
    def substitutes(self) -> tuple[OfficerRow, ...]:
        """Who takes the place of a person drawn, in order."""
        return tuple(o for o in self.officers if not o.drawn and o.excluded is None)


class SiteRow(Frozen):
    """One site of the book: eligible with a rank, or excluded with a reason."""

    site: str
    name: str
    colour: Colour
    excluded: Excluded | None = None
    rank: str = Field("", description="SHA-256 in hex; empty if excluded")
    drawn: bool = False
    bodies: tuple[BodyRow, ...] = ()


class Numbers(Frozen):
    """The numbers of the rule, as 设置 had them; the defaults are estimates."""

    percent: dict[Colour, int]
    days: dict[Colour, int]
    people: int
    exempt: tuple[str, ...]


class Audit(Frozen):
    """All of one draw. ``digest`` is over everything else in it (`digest_of`)."""

    notice: Text = NOTICE
    rule: str = RULE
    says: tuple[Text, ...] = SAYS
    numbers: Numbers
    seed: int
    street: str = ""
    today: date
    first_day: date
    last_day: date
    book_digest: str
    sites: tuple[SiteRow, ...] = Field(description="every site of the book, by id")
    digest: str = ""

    @property
    def drawn(self) -> tuple[SiteRow, ...]:
        """The sites drawn, by rank."""
        return tuple(sorted((s for s in self.sites if s.drawn), key=lambda s: (s.rank, s.site)))

    def site(self, id: str) -> SiteRow | None:
        """The row of a site."""
        return next((s for s in self.sites if s.site == id), None)


def digest_of(document: Frozen) -> str:
    """Return SHA-256 of the JSON form without ``digest``: keys sorted, no blanks, UTF-8."""
    data = document.model_dump(mode="json", exclude={"digest"})
    compact = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(compact.encode()).hexdigest()


def audit_json(audit: Audit) -> str:
    """Return the audit's file: the same draw, always the same text."""
    return audit.model_dump_json(indent=1) + "\n"


def read_audit(path: Path) -> Audit:
    """Read an audit file that is whole.

    Raises
    ------
    BookError
        When it cannot be read, is no audit, or its digest is not that of its content.
    """
    audit = read_audit_as_is(path)
    if audit.digest != digest_of(audit):
        raise BookError([Fault(sheet=path.name, found=ALTERED, expected=_WHOLE)])
    return audit


ALTERED = Text(
    zh="内容与校验值不符，文件改动过", en="content that does not match its digest: it was altered"
)
_WHOLE = Text(zh="draw 写出的原文件", en="the file as draw wrote it")


def read_audit_as_is(path: Path) -> Audit:
    """Read an audit file, whole or altered; raises `BookError` when it is none at all."""
    try:
        return Audit.model_validate_json(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        found = Text(zh=f"打不开（{error.strerror}）", en=f"it cannot be read ({error.strerror})")
        raise BookError([Fault(sheet=path.name, found=found, expected=_WHOLE)]) from None
    except ValidationError as error:
        raise BookError(list(_faults(path.name, error))) from None


def _faults(name: str, error: ValidationError) -> Iterator[Fault]:
    for problem in error.errors(include_url=False):
        found = Text(zh=f"不合格的内容（{problem['msg']}）", en=problem["msg"].lower())
        place = ".".join(str(step) for step in problem["loc"])
        yield Fault(sheet=name, cell=place, found=found, expected=_WHOLE)
