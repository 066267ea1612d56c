"""Dropdowns and date checks of the ledger: they help a person typing and never forbid a word."""

from __future__ import annotations

from typing import Literal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exports.tracker.columns import COLUMNS, type_of
from sites.base import Language, Text
from sites.vocabulary import SHEETS, words

Style = Literal["stop", "warning"]
FIRST_DAY, LAST_DAY = "36526", "73050"
"""2000-01-01 and 2099-12-31 as Excel counts days."""

GRADES = Text(zh="一般,重大", en="general,major")
DATE_SAYS = Text(
    zh="请填日期，如 2026-12-1；“立即整改”之类的话也可以保留。",
    en="A date as 2026-12-01 is expected; words such as 'at once' may stay.",
)
LIST_SAYS = Text(zh="请从下拉列表中选。", en="Please choose from the list.")
WHOLE_SAYS = Text(zh="请填整数。", en="A whole number is expected.")


def add_checks(sheet: Worksheet, first: int, last: int, lang: Language) -> None:
    """Add one check to each column of the rows ``first`` to ``last`` that has one."""
    for column, field in enumerate(COLUMNS, start=1):
        check = _check(field, lang)
        if check:
            letter = get_column_letter(column)
            check.add(f"{letter}{first}:{letter}{last}")
            sheet.add_data_validation(check)


def _check(field: str, lang: Language) -> DataValidation | None:
    kind = type_of(field)
    if kind == "date":
        return _between("date", FIRST_DAY, LAST_DAY, DATE_SAYS, lang)
    if kind == "whole":
        return _between("whole", "0", "99", WHOLE_SAYS, lang)
    if field == "grade":
        return _list(GRADES.in_(lang), "warning", lang)
    if kind == "flag":
        return _list(",".join(words("flag", lang)), "stop", lang)
    chosen = SHEETS["hazards"].column(field).of if kind == "choice" else ""
    return _list(",".join(words(chosen, lang)), "stop", lang) if chosen else None


def _between(
    kind: Literal["date", "whole"], least: str, most: str, says: Text, lang: Language
) -> DataValidation:
    check = DataValidation(type=kind, operator="between", formula1=least, formula2=most)
    return _worded(check, "warning", says, lang)


def _list(choices: str, style: Style, lang: Language) -> DataValidation:
    return _worded(DataValidation(type="list", formula1=f'"{choices}"'), style, LIST_SAYS, lang)


def _worded(check: DataValidation, style: Style, says: Text, lang: Language) -> DataValidation:
    check.allow_blank = True
    check.errorStyle = style
    check.showErrorMessage = True
    check.errorTitle = Text(zh="请核对", en="please check").in_(lang)
    check.error = says.in_(lang)
    return check
