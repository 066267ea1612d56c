"""Rows that turn red, amber or grey, and turn back when a person changes the state."""

from __future__ import annotations

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exports.tracker.columns import HINT, PRINTED
from exports.tracker.hint import DUE_SOON, OVERDUE
from sites.base import Language
from sites.vocabulary import word

RED, AMBER, GREY = ("FFC7CE", "9C0006"), ("FFEB9C", "7F6000"), ("F2F2F2", "595959")
"""Fill and ink. What the colour says also stands in words in 提示 and 状态."""


def add_colours(sheet: Worksheet, first: int, last: int, lang: Language) -> None:
    """Colour the printed columns of the rows ``first`` to ``last`` by 状态 and 提示."""
    columns = {field: get_column_letter(k) for k, field in enumerate(PRINTED, start=1)}
    state, hint = f"${columns['state']}{first}", f"${columns[HINT]}{first}"
    row, cell = f"A{first}:{columns[HINT]}{last}", f"{columns[HINT]}{first}:{columns[HINT]}{last}"
    is_open = f'{state}="{word("hazard_state", "open", lang)}"'
    for flag, (fill, ink) in ((OVERDUE, RED), (DUE_SOON, AMBER)):
        says = flag.in_(lang)
        holds = f'AND({is_open},LEFT({hint},{len(says)})="{says}")'
        _paint(sheet, cell, holds, fill, Font(color=ink, bold=True))
        _paint(sheet, row, holds, fill, Font(color="000000"))
    is_closed = f'{state}="{word("hazard_state", "closed", lang)}"'
    _paint(sheet, row, is_closed, GREY[0], Font(color=GREY[1]))


def _paint(sheet: Worksheet, area: str, formula: str, fill: str, font: Font) -> None:
    pattern = PatternFill(bgColor=fill, fill_type="solid")
    sheet.conditional_formatting.add(area, FormulaRule([formula], fill=pattern, font=font))
