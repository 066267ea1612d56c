"""Who is logged in: kept in the server's memory, so that a session ended is ended at once.

A restart of the server logs everybody out.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from sites.accounts import Account
from sites.ledger import Ledger

SURE_SECONDS = 5.0
"""How long an account that was looked up is believed: one disabled elsewhere ends by then."""


@dataclass(frozen=True)
class Lasting:
    """How long a login lasts: unused, and at most."""

    idle_hours: float = 12.0
    whole_days: float = 7.0


USUAL = Lasting()


@dataclass
class _Session:
    account: Account
    began: float
    used: float
    looked: float


@dataclass
class Sessions:
    """The sessions of one server, by their secret ids."""

    ledger: Ledger
    lasting: Lasting = USUAL
    clock: Callable[[], float] = time.monotonic
    _open: dict[str, _Session] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def begin(self, account: Account) -> str:
        """Begin a session; its id is for the signed cookie alone."""
        id, now = secrets.token_urlsafe(32), self.clock()
        with self._lock:
            self._open = {k: s for k, s in self._open.items() if not self._is_over(s, now)}
            self._open[id] = _Session(account, now, now, now)
        return id

    def account(self, id: str, *, uses: bool = True) -> Account | None:
        """Whose session it is, or None once it is over; ``uses``: the person did something."""
        now = self.clock()
        with self._lock:
            session = self._open.get(id)
            if session is None:
                return None
            if self._is_over(session, now) or not self._still_so(session, now):
                del self._open[id]
                return None
            if uses:
                session.used = now
            return session.account

    def end(self, id: str) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(id, None)

    def end_all(self, name: str) -> None:
        """End every session of an account."""
        with self._lock:
            self._open = {k: s for k, s in self._open.items() if s.account.name != name}

    def _is_over(self, session: _Session, now: float) -> bool:
        idle, whole = self.lasting.idle_hours * 3600, self.lasting.whole_days * 86400
        return now - session.used >= idle or now - session.began >= whole

    def _still_so(self, session: _Session, now: float) -> bool:
        """Whether the account is as it was at the login: same password, role, person."""
        if now - session.looked < SURE_SECONDS:
            return True
        with self.ledger.reading() as rows:
            found: Account | None = rows.row("accounts", session.account.name)
        session.looked = now
        if found is None:
            return False
        counted = {"failed": 0, "locked_until": None}
        return found.but(**counted) == session.account.but(**counted) and not found.disabled
