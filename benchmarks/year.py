"""What does inspecting once change over a year? The same street, together and each on its own.

    python benchmarks/year.py --seeds 1 --weeks 52 --plot year.png

Sites do wrong and put right by drawn rates (assumptions, printed first); both ways of inspecting
live through the same draws, in a ledger of their own, by the program's own functions: needs, plan,
tasks, life cycle, rating. All figures are read from the ledgers at the end.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from datetime import timedelta
from itertools import accumulate
from pathlib import Path

from benchmarks.drawn.grounds import Scale
from benchmarks.lived.life import FIRST_MONDAY, WEEK, Life
from benchmarks.lived.told import Told, told
from benchmarks.lived.world import ASSUMED
from sites.ledger import open_ledger

WAYS = (("joint", True), ("apart", False))


def lived(folder: Path, scale: Scale, seed: int, weeks: int, joint: bool, effort: float) -> Told:
    """Live a year in one way; return what its ledger tells."""
    ledger = open_ledger(folder / f"{seed}-{'joint' if joint else 'apart'}.sqlite")
    life = Life(ledger, scale, seed, joint, effort)
    life.begin()
    mondays = [FIRST_MONDAY + k * WEEK for k in range(weeks)]
    for number, monday in enumerate(mondays, start=1):
        life.live(monday)
        print(f"\r{seed} {'joint' if joint else 'apart'} week {number}/{weeks}", end="", flush=True)
    print()
    for says, times in Counter(life.refused).most_common(3):
        print(f"  refused {times} times: {says}")
    found = told(ledger, mondays, FIRST_MONDAY - timedelta(days=1))
    ledger.close()
    return found


def plot(years: dict[tuple[int, str], Told], path: Path) -> None:
    """Visits so far, hazards open and sites in red, week by week: a line for each seed and way."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(3, 1, figsize=(8, 9), sharex=True)
    for (seed, name), year in sorted(years.items()):
        colour = "tab:blue" if name == "joint" else "tab:orange"
        label = name if seed == min(s for s, _ in years) else None
        rows = (tuple(accumulate(year.visits_by_week)), year.open_by_week, year.red_by_week)
        for ax, row in zip(axes, rows, strict=True):
            ax.plot(range(1, len(row) + 1), row, color=colour, label=label)
    for ax, title in zip(axes, ("visits so far", "hazards open", "sites in red"), strict=True):
        ax.set(title=title, ylim=(0, None))
    axes[0].legend()
    axes[-1].set(xlabel="week")
    figure.tight_layout()
    figure.savefig(path, dpi=120)


def main() -> None:
    """Live the years and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--sites", type=int, default=20)
    parser.add_argument("--officers", type=int, default=20)
    parser.add_argument("--bodies", type=int, default=8)
    parser.add_argument("--effort", type=float, default=0.5, help="of each week's plan")
    parser.add_argument("--plot", type=Path)
    words = parser.parse_args()
    for line in ASSUMED:
        print(f"assumed: {line}")
    print(
        f"chosen: {words.sites} sites, {words.officers} officers, {words.bodies} bodies, "
        f"{words.weeks} weeks, {words.seeds} seeds from {words.first}, effort {words.effort} a week"
    )
    scale = Scale("year", 1, words.sites, words.bodies, words.officers, team=6, kilometres=2)
    years: dict[tuple[int, str], Told] = {}
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(words.first, words.first + words.seeds):
            for name, joint in WAYS:
                years[seed, name] = lived(
                    Path(folder), scale, seed, words.weeks, joint, words.effort
                )
    fields = [f for f in Told._fields if not f.endswith("_by_week")]
    print(f"{'':10}" + "".join(f"{f:>15}" for f in fields))
    for (seed, name), year in years.items():
        values = (getattr(year, f) for f in fields)
        print(f"{seed} {name:8}" + "".join(f"{v:15.1f}" for v in values))
    if words.plot:
        plot(years, words.plot)


if __name__ == "__main__":
    main()
