"""The quick question: may this booking join that sketch? Asked of every rule with a fast test."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from constraints._never import Nevers
from constraints._registry import Rule, overridden_sites
from sites.round import Round
from sites.sketch import Move, Sketch


class Fits:
    """The rules' ``forbids`` and ``fits`` for one round; what passes is still verified later."""

    def __init__(self, round: Round, rules: Iterable[Rule]):
        hard = [r for r in rules if not r.is_soft]
        self.nevers = Nevers(round, hard)
        self._tests = [
            (rule.name, rule.module.fits, rule.params(round), overridden_sites(rule, round))
            for rule in hard
            if rule.has("fits")
        ]

    def __call__(self, sketch: Sketch, move: Move) -> bool:
        """Whether nothing speaks against the move."""
        return self.refusal(sketch, move) == ""

    def test(self, name: str) -> Callable[[Sketch, Move], bool]:
        """One rule's quick test, as asked of the visits that it looks at."""

        asked = [one for one in self._tests if one[0] == name]

        def passes(sketch: Sketch, move: Move) -> bool:
            for _, fits, params, outside in asked:
                if move.booking.site not in outside:
                    return fits(sketch.without(outside) if outside else sketch, move, params)
            return True

        return passes

    def refusal(self, sketch: Sketch, move: Move) -> str:
        """The code of the first thing that speaks against the move; empty if nothing does."""
        never = next(self.nevers.against(move.booking), None)
        if never is not None:
            return never.code
        for name, fits, params, outside in self._tests:
            if move.booking.site in outside:
                continue
            seen = sketch.without(outside) if outside else sketch
            if not fits(seen, move, params):
                return name
        return ""
