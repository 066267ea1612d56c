"""How well are places of two ledgers recognised? Against an answer key made by others.

python benchmarks/matching.py --data PATH/austin_two_ledgers
"""

from __future__ import annotations

import argparse
import csv
import time
from pathlib import Path

from sites.matching import PlaceRow, same_places


def measured(data: Path) -> dict[str, float]:
    """Precision and recall of what is said to be the same, and how much is left to a person."""
    with (data / "permit_crosswalk.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    key = {r["permitID"]: r["facility_id"] for r in rows if r["status"] == "matched"}
    ours = dict.fromkeys(
        (r["facility_id"], r["i_name_raw"], r["i_addr_raw"]) for r in rows if r["permitID"] in key
    )
    left = [PlaceRow(id=a, name=b, address=c) for a, b, c in ours]
    right = [
        PlaceRow(id=r["permitID"], name=r["p_name_raw"], address=r["p_addr_raw"]) for r in rows
    ]
    pairs = same_places(left, right)
    same = [p for p in pairs if p.verdict == "same"]
    hits = sum(key.get(right[p.right].id) == left[p.left].id for p in same)
    return {
        "ours": len(left),
        "theirs": len(right),
        "same": len(same),
        "precision": hits / len(same),
        "recall": hits / len(key),
        "doubtful": len(pairs) - len(same),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    began = time.process_time()
    for name, value in measured(parser.parse_args().data).items():
        print(f"{name:10} {value:.4g}" if value < 1 else f"{name:10} {value:.0f}")
    print(f"cpu        {time.process_time() - began:.2f} s")


if __name__ == "__main__":
    main()
