"""Whatever stands in the cells: a book or plain faults, never a traceback, never a lost row."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sites.errors import BookError
from sites.reading.assemble import assemble, models_of
from sites.reading.findings import Findings
from sites.reading.grids import Grid, Odd
from sites.reading.records import read_record
from sites.reading.tables import read_tables
from sites.vocabulary import CHOICES, SHEETS, Sheet

WORDS = [word for known in CHOICES.values() for spellings in known.values() for word in spellings]
STRANGE: list[Any] = [
    *(
        "",
        " ",
        "甲",
        "/",
        "无",
        "=1+1",
        "\x07",
        "x" * 400,
        "（）",
        "A（B）",
        "合计",
        "注：",
        "示例",
    ),
    *("nan", "inf", "1e400", "²", "①", "٣", "2026/1/1至2020/1/1", "张三 李四", "46000", "9:00"),
    *(46000, -5, 0, 1.5, 1e17, 10**18, float("inf"), float("nan"), True, False),
    *(datetime(2026, 1, 1, 9), date(2026, 1, 1), time(9), timedelta(hours=30)),
    *(Odd("error", "#N/A"), Odd("formula", "=A1")),
]


def any_grid(sheet: Sheet, dice: random.Random) -> Grid:
    """A sheet under one of its names, columns shuffled, cells half sensible and half strange."""
    grid = Grid(dice.choice(sheet.names))
    top = dice.randint(1, 3)
    columns = [c for c in sheet.columns if c.required or dice.random() < 0.8]
    dice.shuffle(columns)
    for number, column in enumerate(columns, start=1):
        grid.put(top, number, dice.choice(column.names))
        for row in range(top + 1, top + dice.randint(2, 6)):
            sensible = column.example if dice.random() < 0.6 else dice.choice(WORDS)
            if dice.random() < 0.6:
                grid.put(row, number, sensible if dice.random() < 0.5 else dice.choice(STRANGE))
    for _ in range(dice.randint(0, 3)):
        row, column = dice.randint(1, 6), dice.randint(1, 5)
        grid.merges.append((row, column, row + dice.randint(0, 3), column + dice.randint(0, 2)))
    return grid


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_any_cells_give_a_book_or_faults(seed: int) -> None:
    dice = random.Random(seed)
    grids = [any_grid(s, dice) for s in SHEETS.values() if s.required or dice.random() < 0.7]
    findings = Findings()
    try:
        assemble(read_tables(grids, findings), findings, "digest")
    except BookError as error:
        for fault in error.faults:
            assert fault.found.zh, fault
            assert fault.expected.en, fault


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([k for k in SHEETS if k != "settings"]))
def test_without_a_fault_no_row_is_lost(seed: int, key: str) -> None:
    findings, sheet = Findings(), SHEETS[key]
    lines = read_tables([any_grid(sheet, random.Random(seed))], findings)[key]
    records = {key: [read_record(line, sheet, findings, key == "hazards") for line in lines]}
    built = models_of(records, findings)[key]
    assert findings.faults or len(built) == len(lines)
