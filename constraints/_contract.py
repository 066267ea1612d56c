"""The words a rule may use: what it can say of a plan, and what it can ask of a board.

A rule is a module of this package with

- a docstring: the sentence users read, then ``:formula: :unit: :kind: :class: :grain: :source:``
  and a worked doctest;
- ``NAME`` and ``SAYS`` (`Text`): its title and its sentence in both languages;
- ``Params``: its numbers;
- ``check(plan, round, params)``: sees a plan; yields `Breach` if hard, `Charge` if soft;
- ``forbids(round, params)``: yields `Never`, what can never be; every board enforces it, so
  ``post`` says only the rest;
- ``post(board, params)``: sees variables; yields `Term` if it is soft, returns None if hard;
- ``fits(sketch, move, params)``: a fast test, false only if adding the booking to a lawful sketch
  makes it unlawful (`Move`, `Sketch` in ``sites.sketch``);
- ``relax(board, params)`` of a minute-grain rule: what a board without clocks can still say;
- ``may_join(a, b, params)``: whether two needs of a site may share a visit;
- ``calls_for(need, session, round, params)`` of a hard rule: yields `Role`, the people whom meeting
  the need in that session takes, and whom every visit takes where ``need`` is None;
- ``crowd(crowd, params)`` of a hard rule: what it still says where people are counted by group and
  nobody looks at the clock (`Crowd`); a bound is worked out from it;
- ``price(round, params)`` of a soft rule: yields `Price`, the same charges as pieces of needs and
  visits, so that a search can tell at once what a change costs;
- ``silent(round, params)``: a `Text` saying which data are absent, or None.

A hard rule has ``check`` and at least one of ``forbids`` and ``post``; a soft one ``check`` and
``post``. ``post`` and ``check`` share ``Params`` and the round's facts, never code.

A visit that the clerk put outside a *local* rule (人工指定) is invisible to it: the package hands
the rule a plan, a sketch and a board without that visit. No rule deals with it itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, NamedTuple, Protocol

from pydantic import BeforeValidator

from constraints._crowd import Crowd as Crowd
from constraints._crowd import Group as Group
from sites.base import Frozen, Text
from sites.book import Officer
from sites.round import Round, Session, Visit

Lit = Any
"""A truth value on a board; ``~lit`` is its opposite. Constants are literals too."""

Expr = Any
"""A linear expression over a board's variables, or an integer."""

Interval = Any

SPOKEN = {"是": True, "开": True, "否": False, "关": False}
Switch = Annotated[bool, BeforeValidator(lambda typed: SPOKEN.get(typed, typed))]
"""A yes or no among a rule's ``Params``, as offices type it too."""


class Breach(Frozen):
    """A hard rule is broken. The ids say about what; ``rule`` is filled in by ``verify``.

    ``field`` names the part of a visit to look at where the ids alone do not tell: ``clock``.
    """

    rule: str = ""
    says: Text
    visit: str = ""
    site: str = ""
    need: str = ""
    officer: str = ""
    session: str = ""
    vehicle: str = ""
    pin: str = ""
    field: str = ""


class Charge(Frozen):
    """What a plan pays to a soft rule at one place, never more than ``at_most``."""

    rule: str = ""
    where: str
    amount: int
    says: Text | None = None


class Term(NamedTuple):
    """The same on a board: ``amount`` is an expression between 0 and ``at_most``."""

    where: str
    amount: Expr
    at_most: int


class Never(NamedTuple):
    """What can never be: these ids together. An empty id means whichever.

    ``code`` names the reason in a closed list (the rule's own name, perhaps with a suffix);
    ``says`` is the reason in a sentence, ``helps`` the nearest change that would lift it.
    """

    code: str
    says: Text
    helps: Text
    need: str = ""
    visit: str = ""
    site: str = ""
    officer: str = ""
    session: str = ""


class Role(NamedTuple):
    """So many of these people are at the visit; with a ``need``, they stand for it."""

    people: tuple[str, ...]
    least: int
    need: str = ""


class Price(NamedTuple):
    """A piece of what a plan pays.

    With a ``site``: for each visit booked there. With ``needs`` and a ``session``: for each of them
    met in that session. With ``needs`` alone: once, if some of them is met by no visit.
    """

    amount: int
    needs: tuple[str, ...] = ()
    session: str = ""
    site: str = ""


class Board(Protocol):
    """Variables of a plan that is not yet known, each born linked to the others.

    Clocks are ticks since the midnight of the round's first session's day (`clock`); a booked
    visit lies inside its session, and its end is its start plus its length. Literals of what a
    rule ``forbids`` are constant false.
    """

    round: Round
    visits: Sequence[Visit]
    """The visits this rule looks at."""

    people: Sequence[Officer]
    """Everybody who may be present: inspectors, and auxiliaries where the board has them."""

    def booked(self, visit: str) -> Lit:
        """The visit takes place."""

    def in_session(self, visit: str, session: str) -> Lit:
        """It takes place in that session; exactly one of them if it is booked."""

    def meets(self, visit: str, need: str) -> Lit:
        """The visit meets the need; false for needs of other slots. A booked visit meets some."""

    def met(self, need: str) -> Lit:
        """Some visit meets the need."""

    def stands(self, visit: str, officer: str, need: str) -> Lit:
        """The officer stands for the need there; implies `here` and `meets`."""

    def here(self, visit: str, officer: str) -> Lit:
        """The person is at the visit from start to end; implies `booked`."""

    def at(self, visit: str, officer: str, session: str) -> Lit:
        """`here` and `in_session` both (made on first use)."""

    def meets_in(self, visit: str, need: str, session: str) -> Lit:
        """`meets` and `in_session` both (made on first use)."""

    def stands_in(self, visit: str, officer: str, need: str, session: str) -> Lit:
        """`stands` and `in_session` both (made on first use)."""

    def busy(self, officer: str, session: str) -> Lit:
        """The person has some booking in the session (made on first use)."""

    def rides(self, session: str, officer: str, vehicle: str) -> Lit:
        """The person rides that vehicle in that session; implies `busy`."""

    def start(self, visit: str) -> Expr:
        """Start clock; meaningless if not booked."""

    def end(self, visit: str) -> Expr:
        """End clock; meaningless if not booked."""

    def length(self, visit: str) -> Expr:
        """Length in ticks: opening plus the longest person's needs; 0 if not booked."""

    def spent(self, visit: str, officer: str) -> Expr:
        """`length` where the person is `here`, else 0 (made on first use)."""

    def interval(self, visit: str, officer: str) -> Interval:
        """The visit's time, present where the person is `here`."""

    def clock(self, session: Session, ticks: int) -> int:
        """A clock of that session's day on the board's time line."""

    def is_false(self, literal: Lit) -> bool:
        """Whether the literal is constant false: what never holds needs no constraint."""

    def add(self, relation: Any, *only_if: Lit) -> None:
        """A linear relation, wherever all of ``only_if`` hold."""

    def any_of(self, literals: Iterable[Lit], *only_if: Lit) -> None:
        """At least one of them, wherever all of ``only_if`` hold."""

    def at_most_one(self, literals: Iterable[Lit]) -> None:
        """No two of them."""

    def no_overlap(self, intervals: Iterable[Interval]) -> None:
        """No two present intervals overlap."""

    def circuit(self, arcs: Iterable[tuple[int, int, Lit]]) -> None:
        """The chosen arcs form one circuit; a self loop leaves its node out."""

    def product(self, *literals: Lit) -> Lit:
        """A literal that holds exactly where all of them do (cached)."""

    def either(self, literals: Iterable[Lit]) -> Lit:
        """A literal that holds exactly where some of them does."""

    def new_bool(self, name: str) -> Lit:
        """A private literal of the rule."""

    def new_int(self, least: int, most: int, name: str) -> Expr:
        """A private integer of the rule."""

    def max_of(self, target: Expr, expressions: Iterable[Expr]) -> None:
        """``target`` equals the largest."""

    def min_of(self, target: Expr, expressions: Iterable[Expr]) -> None:
        """``target`` equals the smallest."""

    def divided(self, target: Expr, numerator: Expr, denominator: int) -> None:
        """``target`` equals the numerator // denominator (both non-negative)."""
