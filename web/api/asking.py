"""Who asks, about which office, having seen what; and the plain values that requests hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import Depends, Header, Request, Response
from fastapi import Path as InPath
from pydantic import AfterValidator, Field, StringConstraints

from sites.accounts import Role
from sites.clock import china_today
from sites.ledger import Rows
from web.api.answers import Forbidden
from web.desk import Office, Person


@dataclass(frozen=True)
class Asking:
    """One request's person and office."""

    office: Office
    person: Person

    def is_narrow(self) -> bool:
        """Whether it sees its own things only."""
        return self.person.role in ("officer", "body")


def allowed(*roles: Role) -> Any:
    """The dependency of a route that these roles may ask; others are answered 403."""

    def asking(request: Request) -> Asking:
        person: Person | None = request.scope.get("person")
        if person is None or person.role not in roles:
            raise Forbidden
        return Asking(request.app.state.office, person)

    asking.roles = roles  # type: ignore[attr-defined]
    return Depends(asking)


def _is_plain(text: str) -> str:
    if any(ord(c) < 32 and c not in "\n\t" for c in text):
        raise ValueError("no control characters")
    return text


def _is_near(day: date) -> date:
    if not 2000 <= day.year <= 2099:
        raise ValueError("a day of this century")
    return day


Line = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_is_plain)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_is_plain)]
Day = Annotated[date, AfterValidator(_is_near)]
Lang = Literal["zh", "en"]
Offset = Annotated[int, Field(ge=0, le=10_000_000)]
Limit = Annotated[int, Field(ge=1, le=500)]
WeekName = Annotated[str, InPath(pattern=r"^20\d\d-W[0-5]\d$", description="as 2026-W49")]
IfMatch = Annotated[str, Header(alias="If-Match", max_length=100, description="ETag that was seen")]

_SEQ = re.compile(r'(?:W/)?"?(\d{1,15})"?')


def seen_in(if_match: str) -> int | None:
    """The head of the ledger that a person had seen, by the ETag sent back; None: not said."""
    found = _SEQ.fullmatch(if_match.strip())
    return int(found[1]) if found else None


def tag(response: Response, rows: Rows) -> None:
    """Tell the ledger's head, so that a change can say what it was made of."""
    response.headers["ETag"] = f'"{rows.head[0]}"'


def today_or(day: date | None) -> date:
    """The day that was said, else today in China."""
    return day or china_today()


def folder_of(asking: Asking, week: str) -> Path:
    """The folder of a week; its name is one of `WeekName`, never a path."""
    return asking.office.weeks / week
