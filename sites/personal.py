"""Numbers of people that slip into free text: telephones and identity cards."""

from __future__ import annotations

import re

LEFT_OUT = "（略）"

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"  # a mobile phone
    r"|0\d{2,3}[- ]\d{7,8}"  # a landline
    r"|\d{17}[\dXx]"  # an identity card
    r")(?![0-9A-Za-z])"
)


def without_numbers(text: str) -> str:
    """Leave such numbers out of a text.

    >>> without_numbers("丁工13800138000")
    '丁工（略）'
    """
    return _NUMBER.sub(LEFT_OUT, text)
