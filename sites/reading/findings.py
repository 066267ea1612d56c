"""What one pass over an input collects: faults that stop it and warnings that do not."""

from __future__ import annotations

from typing import NamedTuple

from sites.base import Text
from sites.errors import BookError, Fault
from sites.personal import without_numbers

MOST_FAULTS = 500


class Spot(NamedTuple):
    """A place in an input, as people name it: a sheet and a cell's address."""

    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


class Findings:
    """Collects faults and warnings; both keep their order and neither is repeated."""

    def __init__(self) -> None:
        self._faults: dict[Fault, None] = {}
        self._warnings: dict[Text, None] = {}

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault so far."""
        return tuple(self._faults)

    @property
    def warnings(self) -> tuple[Text, ...]:
        """Every warning so far."""
        return tuple(self._warnings)

    def fault(self, spot: Spot, found: Text, expected: Text) -> None:
        """Note a fault; after the first few hundred a file is not mended cell by cell."""
        if len(self._faults) < MOST_FAULTS:
            place = {"sheet": spot.sheet, "cell": spot.cell}
            self._faults[Fault(**place, found=found, expected=expected)] = None

    def warn(self, zh: str, en: str) -> None:
        """Note something that was assumed or left aside."""
        self._warnings[Text(zh=zh, en=en)] = None

    def stop_if_faulty(self) -> None:
        """Raise every fault collected so far.

        Raises
        ------
        BookError
            When there is at least one.
        """
        if self._faults:
            raise BookError(self.faults)


def quoted(text: object, most: int = 40) -> Text:
    """Return what was found, in quotation marks, cut to a readable length; no number of a person.

    >>> quoted("abc").zh, quoted("abc").en
    ('“abc”', '“abc”')
    """
    short = without_numbers(" ".join(str(text).split()))
    short = short if len(short) <= most else short[: most - 1] + "…"
    return Text(zh=f"“{short}”", en=f"“{short}”")


def refuse(found: Text, expected: Text, sheet: str = "") -> BookError:
    """Return the error for a file (or sheet) that cannot be read at all."""
    return BookError([Fault(sheet=sheet, found=found, expected=expected)])
