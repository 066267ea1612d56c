"""What a page works with: the office's ledger and weeks, and who sits before the screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sites.accounts import Role
from sites.base import Frozen, Language, Text

if TYPE_CHECKING:
    from sites.book import SiteBook
    from sites.ledger import Ledger

ROLES: dict[Role, Text] = {
    "clerk": Text(zh="内勤", en="clerk"),
    "officer": Text(zh="执法人员", en="officer"),
    "body": Text(zh="部门", en="department"),
    "leader": Text(zh="领导", en="leader"),
    "admin": Text(zh="管理员", en="administrator"),
}
OFFICE: tuple[Role, ...] = ("clerk", "leader", "admin")
"""Roles that see everything of the office; an officer sees own visits, a body its own items."""

WRITERS: tuple[Role, ...] = ("clerk", "admin")


class Person(Frozen):
    """Who is at the board. ``officer`` or ``body`` say whose things the two narrow roles see."""

    name: str
    role: Role
    officer: str = ""
    body: str = ""


@dataclass
class Office:
    """One office's ledger, and the folder that holds its weeks: shared by everybody."""

    ledger: Ledger
    weeks: Path
    shared: bool = False

    @cached_property
    def uploads(self) -> Path:
        """Where files wait while a person looks at what they would change."""
        folder = self.weeks / ".uploads"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def book(self) -> SiteBook:
        """The book as the ledger has it now."""
        with self.ledger.reading() as rows:
            return rows.book()


@dataclass
class Desk:
    """One person's page: the office, the person, the language."""

    office: Office
    person: Person
    lang: Language = "zh"

    def t(self, zh: str, en: str) -> str:
        """A sentence in the person's language."""
        return zh if self.lang == "zh" else en

    def say(self, text: Text) -> str:
        """A text in the person's language."""
        return text.in_(self.lang)

    def may(self, *roles: Role) -> bool:
        """Whether the person has one of these roles. Verbs ask it too, not only buttons."""
        return self.person.role in roles
