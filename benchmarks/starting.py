"""How long does ``inspect-once --help`` take? (target: 0.3 s)

Starts it many times in fresh processes, and an interpreter that does nothing in the same run: the
difference is ours.

    python benchmarks/starting.py
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

CLI = Path(__file__).resolve().parents[1] / "cli.py"


def seconds(*words: str) -> float:
    """Seconds from starting an interpreter with these words to its end.

    Raises
    ------
    CalledProcessError
        If it fails.
    """
    began = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    """Print the median and the worst of both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20)
    runs = range(parser.parse_args().runs)
    for name, words in (("--help", (str(CLI), "--help")), ("an empty program", ("-c", ""))):
        took = [seconds(*words) for _ in runs]
        print(f"{name}: median {statistics.median(took):.2f} s, worst {max(took):.2f} s")


if __name__ == "__main__":
    main()
