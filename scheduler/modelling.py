"""The plain words of a constraint model (CP-SAT), so that rules need not know the library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ortools.sat.python import cp_model


class Modelling:
    """A CP-SAT model with cached products and disjunctions of literals."""

    def __init__(self) -> None:
        self.model = cp_model.CpModel()
        self.true = self.model.new_constant(1)
        self.false = self.model.new_constant(0)
        self._true = frozenset((self.true.index, (~self.false).index))
        self._false = frozenset((self.false.index, (~self.true).index))
        self._products: dict[tuple[int, ...], Any] = {}

    def constant(self, value: bool) -> Any:
        """A literal that is decided already."""
        return self.true if value else self.false

    def is_true(self, literal: Any) -> bool:
        """Whether the literal is constant true."""
        return literal.index in self._true

    def is_false(self, literal: Any) -> bool:
        """Whether the literal is constant false."""
        return literal.index in self._false

    def new_bool(self, name: str) -> Any:
        """A fresh literal."""
        return self.model.new_bool_var(name)

    def new_int(self, least: int, most: int, name: str) -> Any:
        """A fresh integer in [least, most]."""
        return self.model.new_int_var(least, most, name)

    def add(self, relation: Any, *only_if: Any) -> None:
        """A linear relation (or a plain truth value), wherever all of ``only_if`` hold."""
        if relation is True or any(self.is_false(c) for c in only_if):
            return
        conditions = [c for c in only_if if not self.is_true(c)]
        if relation is False:
            self.model.add_bool_or([~c for c in conditions])
        elif conditions:
            self.model.add(relation).only_enforce_if(*conditions)
        else:
            self.model.add(relation)

    def any_of(self, literals: Iterable[Any], *only_if: Any) -> None:
        """A clause: some literal holds, wherever all of ``only_if`` hold."""
        clause = [*literals, *(~c for c in only_if)]
        if not any(self.is_true(c) for c in clause):
            self.model.add_bool_or([c for c in clause if not self.is_false(c)])

    def at_most_one(self, literals: Iterable[Any]) -> None:
        """No two literals hold."""
        self.model.add_at_most_one([c for c in literals if not self.is_false(c)])

    def no_overlap(self, intervals: Iterable[Any]) -> None:
        """No two present intervals overlap."""
        self.model.add_no_overlap(intervals)

    def circuit(self, arcs: Iterable[tuple[int, int, Any]]) -> None:
        """The chosen arcs form one circuit over the nodes that are not left out."""
        self.model.add_circuit([a for a in arcs if not self.is_false(a[2])])

    def product(self, *literals: Any) -> Any:
        """A literal that holds exactly where all of them do."""
        if any(self.is_false(c) for c in literals):
            return self.false
        own = {c.index: c for c in literals if not self.is_true(c)}
        if len(own) <= 1:
            return next(iter(own.values()), self.true)
        key = tuple(sorted(own))
        if key not in self._products:
            both = self._products[key] = self.new_bool(f"all{key}")
            for literal in own.values():
                self.model.add_implication(both, literal)
            self.model.add_bool_or([both, *(~c for c in own.values())])
        return self._products[key]

    def either(self, literals: Iterable[Any]) -> Any:
        """A literal that holds exactly where some of them does."""
        return ~self.product(*(~c for c in literals))

    def max_of(self, target: Any, expressions: Iterable[Any]) -> None:
        """``target`` equals the largest expression."""
        self.model.add_max_equality(target, list(expressions))

    def min_of(self, target: Any, expressions: Iterable[Any]) -> None:
        """``target`` equals the smallest expression."""
        self.model.add_min_equality(target, list(expressions))

    def divided(self, target: Any, numerator: Any, denominator: int) -> None:
        """``target`` equals numerator // denominator; both are non-negative."""
        self.model.add_division_equality(target, numerator, denominator)
