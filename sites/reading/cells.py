"""One cell at a time: what a person typed becomes text, a number, a yes or no, a choice, names."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time

from sites import vocabulary
from sites.base import Text
from sites.reading.grids import Odd, Value
from sites.vocabulary import fold

_BLANK = {"", "/", "\\", "-", "--", "—", "——", "无", "n/a", "none", "nan"}
_LONGEST_BLANK = max(map(len, _BLANK))
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)[a-z%/㎡\u4e00-\u9fff]*")
_BROKEN_CODE = re.compile(r"\d(\.\d+)?e\+?(1[5-9]|[2-9]\d)", re.IGNORECASE)
_DIVIDERS = re.compile(r"[、,，;；|/\n\r]+")
_LINES = re.compile(r"[;；\n\r]+")
_CHINESE_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_CHINESE = re.compile(r"[\u4e00-\u9fff·\s]+")
DIGITS_KEPT = 15


class Unreadable(ValueError):
    """A cell cannot be read; ``expected`` says what would be."""

    def __init__(self, expected: Text):
        self.expected = expected
        super().__init__(expected.en)


def is_blank(value: Value | None) -> bool:
    """Whether a cell says nothing: empty, or a stroke that stands for empty."""
    if isinstance(value, str):
        return len(value.strip()) <= _LONGEST_BLANK and fold(value) in _BLANK
    return value is None


def as_text(value: Value) -> str:
    """Return a cell as the text a person sees.

    Raises
    ------
    Unreadable
        For a number of more than 15 digits: its last digits are already lost in the file.
    """
    if isinstance(value, str):
        text = value.strip()
        if _BROKEN_CODE.fullmatch(text):
            raise Unreadable(_AS_TEXT)
        return text
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float) and abs(value) >= 10**DIGITS_KEPT:
        raise Unreadable(_AS_TEXT)
    return str(value)


def seen(value: Value) -> str:
    """Return a cell as text for a message; never fails."""
    if isinstance(value, Odd):
        return value.text
    try:
        return as_text(value)
    except Unreadable:
        return str(value)


def as_code(value: Value) -> str:
    """Return an identifier: half-width, without spaces."""
    return "".join(unicodedata.normalize("NFKC", as_text(value)).split())


def as_number(value: Value) -> float:
    """Return a number; a unit may follow it, digits may be full-width."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    match = _NUMBER.fullmatch(fold(as_text(value)).replace(",", ""))
    if not match:
        raise Unreadable(Text(zh="一个数", en="a number"))
    return float(match[1])


def as_whole(value: Value) -> int:
    """Return a whole number."""
    try:
        number = as_number(value)
    except Unreadable:
        number = 0.5
    if not number.is_integer():
        raise Unreadable(Text(zh="一个整数", en="a whole number"))
    return int(number)


def as_choice(value: Value, choice_set: str) -> str:
    """Return the value that a word stands for; unknown words are answered with the known ones."""
    meant = vocabulary.value(choice_set, "1" if value is True else "0" if value is False else value)
    if meant is None:
        raise Unreadable(allowed(choice_set))
    return meant


def as_flag(value: Value, choice_set: str) -> bool:
    """Return yes or no: 是/否, √, Y/N, TRUE, 1/0."""
    if isinstance(value, bool):
        return value
    return as_choice(value, choice_set) == "yes"


def allowed(choice_set: str) -> Text:
    """Return the words a choice may take, as one phrase."""
    zh = "、".join(vocabulary.words(choice_set, "zh"))
    return Text(zh=f"下列之一：{zh}", en=f"one of {', '.join(vocabulary.words(choice_set, 'en'))}")


def as_list(value: Value) -> tuple[str, ...]:
    """Return the several entries of one cell, without repeats, in their order.

    Entries are divided by 、 , ; / or a line break; Chinese names also by blanks, unless a
    blank only stretches a name of two characters.

    >>> as_list("张三、李四；王五"), as_list("吕测二 魏测二 华测二"), as_list("张　三，李四")
    (('张三', '李四', '王五'), ('吕测二', '魏测二', '华测二'), ('张三', '李四'))
    """
    pieces = (piece.strip() for piece in _DIVIDERS.split(as_text(value)))
    entries = [entry for piece in pieces for entry in _by_blanks(piece) if not is_blank(entry)]
    return tuple(dict.fromkeys(entries))


def as_lines(value: Value) -> tuple[str, ...]:
    """Return the lines of a checklist cell, divided by line breaks or semicolons."""
    lines = (line.strip() for line in _LINES.split(as_text(value)))
    return tuple(dict.fromkeys(line for line in lines if line))


def _by_blanks(piece: str) -> list[str]:
    words = piece.split()
    if len(words) > 1 and all(_CHINESE_NAME.fullmatch(word) for word in words):
        return words
    return [tidy_name(piece)]


def tidy_name(text: str) -> str:
    """Return a name without the blanks that only stretch Chinese characters.

    >>> tidy_name("王　 军"), tidy_name("Officer  One")
    ('王军', 'Officer One')
    """
    words = text.split()
    return "".join(words) if _CHINESE.fullmatch(text) else " ".join(words)


_AS_TEXT = Text(
    zh="文本格式的编号（超过15位的数字已失真，请把该列设为文本格式后重新填写）",
    en="text: digits beyond 15 are already lost; format the column as text and type it again",
)
