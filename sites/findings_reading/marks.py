"""What a person chose on paper: a word, a tick beside one, in whatever way people type them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from sites.base import Text
from sites.reading.cells import Unreadable, is_blank
from sites.roster_words import key_of
from sites.vocabulary import fold

Result = Literal["fit", "unfit", "not_applicable"]

TICKS = "√✓✔☑■●◉▣✅🗹V✗✘☒×xX"
_SURE = set("√✓✔☑■●◉▣✅🗹V")
_EMPTY = set("□☐○◯[]（）()")
_WORD = re.compile(r"不符合|不适用|未查|符合|not seen|n/a|\byes\b|\bno\b", re.IGNORECASE)

EXPECTED = Text(
    zh="在“符合、不符合、不适用、未查”中勾选一项，或留空（未查）",
    en="one of yes, no, n/a, not seen ticked, or nothing (not seen)",
)


def result_of(text: str, bold: str = "") -> Result | None:
    """Return the result that a cell says; None where it was not looked at (未查).

    ``bold`` is what of the cell stands in bold: where no box is ticked, that is the choice.

    Raises
    ------
    Unreadable
        If several are chosen, or what stands there means none of them.

    Examples
    --------
    >>> result_of("□符合 ☑不符合 □不适用 □未查"), result_of("√"), result_of("符合√ □不符合")
    ('unfit', 'fit', 'fit')
    >>> result_of("□符合 □不符合 □不适用 □未查"), result_of(" "), result_of("□符合 □不符合", "符合")
    (None, None, 'fit')
    """
    return _RESULTS.get(choice_of(text, bold))


def choice_of(text: str, bold: str = "") -> str:
    """As `result_of`, but ``not_seen`` where 未查 itself was chosen, and nothing where nothing was.

    Raises
    ------
    Unreadable
        Likewise.
    """
    known = key_of("results", text)
    return known if known or is_blank(text) else _chosen(text, bold)


_RESULTS: dict[str, Result] = {
    "fit": "fit",
    "unfit": "unfit",
    "not_applicable": "not_applicable",
}


def _chosen(text: str, bold: str) -> str:
    """The key of the one word that is ticked, or bold, or that alone was left standing."""
    found = list(_choices(text))
    if not found:
        raise Unreadable(EXPECTED)
    for sure in (True, False):
        ticked = [word for word, before, after in found if _is_ticked(before, after, sure)]
        if len(ticked) > 1:
            raise Unreadable(EXPECTED)
        if ticked:
            return key_of("results", ticked[0])
    if len(found) == 1 and not _EMPTY & set(text):
        return key_of("results", found[0][0])
    thick = [word for word, _, _ in found if fold(word) in _bold_words(bold)]
    if len(thick) > 1 or (not thick and not _is_untouched(found, text)):
        raise Unreadable(EXPECTED)
    return key_of("results", thick[0]) if thick else ""


def _bold_words(bold: str) -> set[str]:
    return {fold(match[0]) for match in _WORD.finditer(bold)}


def _is_untouched(found: list[tuple[str, str, str]], text: str) -> bool:
    """Whether only empty boxes stand before the words."""
    rest = set(_WORD.sub("", text)) - _EMPTY
    return len(found) > 1 and all(not c.strip() for c in rest)


def _is_ticked(before: str, after: str, sure: bool) -> bool:
    marks = _SURE if sure else set(TICKS)
    return bool(marks & set(before + after))


def _choices(text: str) -> Iterator[tuple[str, str, str]]:
    """Each word with the marks that belong to it, before and behind it."""
    found = list(_WORD.finditer(text))
    zones = [
        text[a.end() if a else 0 : b.start() if b else len(text)]
        for a, b in zip([None, *found], [*found, None], strict=True)
    ]
    split = [_split(zone, k == 0, k == len(found)) for k, zone in enumerate(zones)]
    for k, match in enumerate(found):
        yield match[0], split[k][1], split[k + 1][0]


def _split(zone: str, first: bool, last: bool) -> tuple[str, str]:
    """What between two words belongs to the one before, and to the one behind.

    A mark before an empty box, or one that only blanks part from the next word, is the former's.
    """
    if first:
        return "", zone
    if last:
        return zone, ""
    box = next((k for k, c in enumerate(zone) if c in "□☐○◯"), None)
    if box is not None and zone[:box].strip():
        return zone[:box], zone[box:]
    if zone[:1].strip() and zone[-1:].isspace():
        return zone, ""
    return "", zone


def has_tick(text: str) -> bool:
    """Whether anything in a text ticks it; a lone 是 or 1 at its end does too.

    >>> has_tick("☑ 其余所查事项均符合"), has_tick("□ 其余所查事项均符合"), has_tick("1")
    (True, False, True)
    """
    ticked = bool(set(TICKS[:10]) & set(text)) or key_of("results", text) == "fit"
    return ticked or bool(re.search(r"[:：]?\s*(是|1)$", text.strip()))
