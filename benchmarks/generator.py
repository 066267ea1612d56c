"""Weeks of stated load, drawn from a seed: a street, an overloaded street, a district.

A week is a `SiteBook` that goes the way every workbook goes: needs_due, make_round, bundle
(`scheduler.prepare.round_of`). What falls due is added, body by body in a drawn order, until the
owed needs ask for the stated share of the body's certified person-minutes on duty. No plan is
made or hidden while drawing, and nothing says that all needs can be met.
"""

from __future__ import annotations

from random import Random

from benchmarks.drawn.dues import Check, all_checks, make_dues
from benchmarks.drawn.grounds import MONDAY, SUNDAY, Scale
from benchmarks.drawn.load import Load, loads, mean
from benchmarks.drawn.scene import Scene, make_scene
from scheduler.prepare import round_of
from sites.book import RuleSetting, SiteBook
from sites.round import Round

SCALES = {
    scale.name: scale
    for scale in (
        Scale("street", 1, 60, 12, 30, team=8, kilometres=2),
        Scale("overloaded", 1, 120, 8, 24, team=10, kilometres=3, overloaded=True),
        Scale("district", 18, 300, 17, 200, team=3, kilometres=16),
    )
}
LEAST, MEAN, WITHIN = 0.6, 0.8, 0.05
OVER = (1.2, 1.5)
PARTY = RuleSetting(rule="party_size", param="most", value="16")
"""The one number of a rule that is not as shipped: here every body sends two people."""
FIRST_CHECKS = 8
"""Checks of each body in the first draw, from which the loads are scaled."""

ATTEMPTS = 40


class LoadMissed(ValueError):
    """The stated load cannot be drawn at this scale."""


def make_week(scale: Scale, seed: int) -> Round:
    """Draw the week of a scale and a seed; the same seed gives the same bytes.

    Raises
    ------
    LoadMissed
        If the loads do not come out as `is_as_stated` wants them.
    """
    rng = Random(seed)
    scene = make_scene(scale, rng)
    checks = all_checks(scene, rng)
    targets = _targets(scene, rng)
    last_draws = rng.getrandbits(32)
    taken = {body: min(FIRST_CHECKS, len(all)) for body, all in checks.items()}
    for _ in range(ATTEMPTS):
        round = _round(scene, checks, taken, last_draws)
        found = {load.body: load.share for load in loads(round)}
        if found.keys() == checks.keys() and is_as_stated(loads(round), scale):
            return round
        taken = {
            body: _scaled(taken[body], len(all), targets[body] / found.get(body, 1.0))
            for body, all in checks.items()
        }
    raise LoadMissed(f"{scale.name}, seed {seed}: {loads(round)}")


def is_as_stated(found: tuple[Load, ...], scale: Scale) -> bool:
    """Whether every load is at least 0.6 and the mean 0.8, or 1.2 to 1.5 in half the bodies."""
    shares = sorted(load.share for load in found)
    if shares[0] < LEAST:
        return False
    if not scale.overloaded:
        return abs(mean(found) - MEAN) <= WITHIN
    half = shares[len(shares) // 2 :]
    return OVER[0] <= half[0] and half[-1] <= OVER[1] and shares[len(shares) // 2 - 1] < 1


def _targets(scene: Scene, rng: Random) -> dict[str, float]:
    """Loads to reach."""
    bodies = scene.enforcing
    usual = [rng.uniform(-0.1, 0.1) for _ in bodies]
    shift = MEAN - sum(usual) / len(usual)
    targets = {b: u + shift for b, u in zip(bodies, usual, strict=True)}
    if scene.scale.overloaded:
        over = rng.sample(bodies, len(bodies) // 2)
        targets |= {body: rng.uniform(OVER[0] + 0.04, OVER[1] - 0.04) for body in over}
    return targets


def _scaled(taken: int, most: int, factor: float) -> int:
    """As many checks as the load wants, by small steps: longer visits weigh on everybody."""
    step = round(taken * (1 + (factor - 1) * 0.7))
    if step == taken and abs(factor - 1) > 0.04:
        step += 1 if factor > 1 else -1
    return max(1, min(most, step))


def _round(
    scene: Scene, checks: dict[str, tuple[Check, ...]], taken: dict[str, int], draws: int
) -> Round:
    """The round of the scene with so many checks of each body due."""
    standing = {name: getattr(scene, name) for name in scene._fields if name != "scale"}
    dues = make_dues(scene, checks, taken, Random(draws))
    book = SiteBook(**standing, **dues._asdict(), rule_settings=(PARTY,))
    return round_of(book, MONDAY, SUNDAY)
