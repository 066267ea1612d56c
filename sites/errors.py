"""Faults that a person made and a person can mend: all collected, each with its place."""

from __future__ import annotations

from collections.abc import Sequence

from sites.base import Frozen, Language, Text
from sites.personal import without_numbers


class Fault(Frozen):
    """One fault in an input file.

    ``sheet`` and ``cell`` say where (``工地``, ``C12``; either may be empty when the fault is the
    whole file's or the whole sheet's); ``found`` and ``expected`` are short phrases.
    """

    sheet: str = ""
    cell: str = ""
    found: Text
    expected: Text

    def in_(self, lang: Language) -> str:
        """Return one line, ``工地!C12：发现…，应为…``, with no number of a person in it."""
        return without_numbers(self._line(lang))

    def _line(self, lang: Language) -> str:
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        if lang == "zh":
            head = f"{place}：" if place else ""
            return f"{head}发现{self.found.zh}，应为{self.expected.zh}"
        head = f"{place}: " if place else ""
        return f"{head}found {self.found.en}, expected {self.expected.en}"


class BookError(ValueError):
    """An input cannot be used; carries every fault found in one pass, never just the first."""

    def __init__(self, faults: Sequence[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.in_("en") for fault in self.faults))


class Refused(ValueError):
    """Something that may not be done now; ``says`` tells people why."""

    def __init__(self, says: Text):
        self.says = says
        super().__init__(says.en)
