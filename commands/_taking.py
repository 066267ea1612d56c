"""A workbook taken into a ledger, for good or only to see what would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sites.merging import MergeReport
    from sites.reading import WholeFile


class Taken(NamedTuple):
    """What the merge did, names for ids, and whether another ledger wrote the file."""

    reports: tuple[MergeReport, ...] = ()
    names: Mapping[str, str] = {}
    is_foreign: bool = False


class _SeenEnough(Exception):
    """Ends an act that shall leave nothing behind."""


def merged(
    place: str,
    file: WholeFile,
    name: str,
    drop: Sequence[str],
    signed: tuple[str, str],
    dry_run: bool,
) -> Taken:
    """Merge a workbook into the ledger; ``signed``: who, and why."""
    import tempfile

    from sites.ledger.place import is_url

    if dry_run and not is_url(place) and not Path(place).exists():
        with tempfile.TemporaryDirectory() as folder:
            return _merged(f"{folder}/ledger.sqlite", file, name, drop, signed, True)
    return _merged(place, file, name, drop, signed, dry_run)


def _merged(
    place: str,
    file: WholeFile,
    name: str,
    drop: Sequence[str],
    signed: tuple[str, str],
    dry_run: bool,
) -> Taken:
    from contextlib import closing, suppress

    from commands._book import names_in
    from sites.ledger import open_ledger
    from sites.ledger.intake import take_in

    who, why = signed
    taken = Taken()
    with (
        closing(open_ledger(place)) as ledger,
        suppress(_SeenEnough),
        ledger.act(who, why, f"read {name}") as act,
    ):
        is_foreign = file.mark is not None and file.mark.ledger != act.ledger_id
        names = names_in(act)
        taken = Taken(take_in(act, file, name, drop), names, is_foreign)
        if dry_run:
            raise _SeenEnough
    return taken
