"""What a rule may say where people are counted by group and nobody looks at the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from sites.round import Round, Session, Visit

Var = int
"""A count that is not yet known, a whole number from 0 up."""

Terms = Iterable[tuple[int, Var]]
"""A sum of counts, each with its coefficient."""


class Group(NamedTuple):
    """People of one employer who are counted together; what holds for one need not for another.

    A role that some of them can fill counts as one that all of them can.
    """

    people: tuple[str, ...]


class Crowd(Protocol):
    """Counts of a plan that is not yet known, over all its sessions at once.

    Sessions of one length may be merged to a *block*; like slots of a site are counted together
    under the first of them. What can never be is counted nowhere. A rule says with `at_most` what
    every plan that its ``check`` accepts must keep: it may say less than ``check``, never more.
    """

    round: Round
    visits: Sequence[Visit]
    """The visits this rule looks at, the first of each set of like slots."""

    groups: Sequence[Group]
    blocks: Sequence[tuple[Session, ...]]
    """All sessions, each in one block."""

    def heads(self, group: Group, session: Session) -> int:
        """How many of the group may be planned at all in that session."""

    def booked(self, visit: Visit, sessions: Iterable[str] | None = None) -> list[Var]:
        """Counts that sum up to the visits booked surely in some of these sessions, or at all."""

    def meeting(
        self, visit: Visit, needs: Iterable[str], sessions: Iterable[str] | None = None
    ) -> list[Var]:
        """The same, of the visits that meet some of the needs."""

    def together(self, visit: Visit, one: str, other: str) -> Iterable[tuple[list[Var], list[Var]]]:
        """Of each kind of visit booked there, how many meet the one need and the other one."""

    def once(self, need: str) -> None:
        """The need is met by one visit at most."""

    def stand_for_few(
        self, visit: Visit, sets: Iterable[Sequence[str]], most: Callable[[str, Session], int]
    ) -> None:
        """Nobody stands at one visit for needs of more of the sets than ``most`` says.

        ``most`` is asked of an officer, by id, and a session.
        """

    def busy(self, group: Group, block: tuple[Session, ...]) -> Var:
        """People of the group with some booking, summed over the sessions of the block."""

    def sites(self, group: Group, block: tuple[Session, ...]) -> list[str]:
        """Sites to which some need calls people of the group in the block."""

    def packed(
        self,
        group: Group,
        block: tuple[Session, ...],
        ways: Mapping[str, tuple[int, int]],
        ends: int,
    ) -> None:
        """The visits of everybody who is busy in a session of the block fit into that session.

        ``ways`` has by site twice the ticks that getting there takes at least, halved where two
        visits share a way, and the ticks straight from the base and back; ``ends`` are twice the
        ticks that are lost of every session.
        """

    def at_most(self, terms: Terms, most: int) -> None:
        """The terms sum up to no more than that."""
