"""Finds the rules: every public module of this package is one, and its docstring describes it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Any

from pydantic import BaseModel

from constraints._contract import Never
from sites.base import Text
from sites.round import Round, Visit

FIELDS = ("formula", "unit", "kind", "class", "grain", "source")
TIERS = ("1", "1.5", "2", "3", "4")


@dataclass(frozen=True)
class Rule:
    """One rule file, with what its docstring says of it."""

    name: str
    module: ModuleType

    @cached_property
    def fields(self) -> dict[str, str]:
        """The docstring's ``:field: text`` lines, continuation lines joined."""
        doc = (self.module.__doc__ or "").split(">>>")[0]
        found = re.findall(r"^:(\w+):\s*(.+?)(?=^:\w+:|^\s*$|\Z)", doc, re.M | re.S)
        return {key: " ".join(text.split()) for key, text in found}

    @property
    def title(self) -> Text:
        """The rule's name for people."""
        return self.module.NAME

    @property
    def sentence(self) -> Text:
        """The rule in one sentence for people."""
        return self.module.SAYS

    @property
    def tier(self) -> str:
        """Tier of a soft rule; empty for a hard one."""
        return self.fields["kind"].removeprefix("soft").strip() if self.is_soft else ""

    @property
    def is_soft(self) -> bool:
        """Whether it charges instead of forbidding."""
        return self.fields["kind"].startswith("soft")

    @property
    def is_law(self) -> bool:
        """Whether it can never be overridden."""
        return self.fields["class"] == "law"

    def params(self, round: Round) -> BaseModel:
        """Its numbers as the office set them, defaults for the rest."""
        return self.module.Params.model_validate(round.params.get(self.name, {}))

    def has(self, hook: str) -> bool:
        """Whether the file offers an optional function."""
        return hasattr(self.module, hook)

    def call(self, hook: str, *args: Any) -> Any:
        """Call one of the file's functions."""
        return getattr(self.module, hook)(*args)

    def silent(self, round: Round) -> Text | None:
        """Why the rule has nothing to say of this round (its data are absent), or None."""
        return self.call("silent", round, self.params(round)) if self.has("silent") else None

    def never(self, round: Round) -> Iterator[Never]:
        """What the rule says can never be."""
        if self.has("forbids"):
            yield from self.call("forbids", round, self.params(round))


def discover() -> dict[str, Rule]:
    """Return the rules of this package by file name, in alphabetical order."""
    package = importlib.import_module("constraints")
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__) if m.name[0] != "_")
    return {name: Rule(name, importlib.import_module(f"constraints.{name}")) for name in names}


def rule_called(text: str, rules: dict[str, Rule]) -> Rule | None:
    """Find a rule by its file name or its title in either language."""
    word = text.strip()
    return next(
        (r for r in rules.values() if word in (r.name, r.title.zh, r.title.en)),
        None,
    )


def overridden_sites(rule: Rule, round: Round) -> frozenset[str]:
    """Sites whose visits the clerk put outside this rule; always empty for a rule of law."""
    if rule.is_law or rule.is_soft:
        return frozenset()
    names = (rule.name, rule.title.zh, rule.title.en)
    return frozenset(
        pin.site for pin in round.pins if pin.how == "override" and pin.rule.strip() in names
    )


def seen_visits(rule: Rule, round: Round) -> tuple[Visit, ...]:
    """The visits that the rule looks at."""
    outside = overridden_sites(rule, round)
    return tuple(v for v in round.visits if v.site not in outside)
