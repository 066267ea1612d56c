"""Whether a ledger is whole: its chain of events, its rows against them, references, the file.

A chain cannot tell that its end was cut off together with the rows it told of; a backup can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from sites.base import Frozen, Text
from sites.ledger.failures import told
from sites.ledger.ledger import Ledger
from sites.ledger.nouns import NOUNS, Noun
from sites.ledger.replay import Replay, unsaid
from sites.ledger.rows import Rows
from sites.ledger.tables import OWN, TABLES, acts, keeping
from sites.ledger.telling import told_of

REFERENCES = (
    ("tasks", "plan", "plans"),
    ("results", "task", "tasks"),
    ("photos", "hazard", "hazards"),
    ("photos", "task", "tasks"),
)
"""Fields that, where they say something, name a row the ledger must have."""

_SHOWN = 3


class Health(Frozen):
    """What was looked at, and what is wrong: ``faults`` is empty for a whole ledger."""

    acts: int = 0
    events: int = 0
    rows: int = 0
    faults: tuple[Text, ...] = ()


def check(ledger: Ledger) -> Health:
    """Look through a whole ledger, as it is at this moment.

    Raises
    ------
    BookError
        If the file is so damaged that it cannot be read through.
    """
    with told(ledger.place), ledger.reading() as rows:
        broken = tuple(_file(rows))
        if broken:
            return Health(faults=broken)
        replay = Replay()
        for event in rows.each_event():
            replay.take(event)
        faults = (*_chain(replay), *_all_rows(rows, replay), *_references(rows))
        count = rows.connection.execute(sa.select(sa.func.count()).select_from(acts)).scalar_one()
        total = sum(len(found) for found in replay.rows.values())
        return Health(acts=count, events=replay.count, rows=total, faults=faults)


def _file(rows: Rows) -> Iterator[Text]:
    if rows.connection.dialect.name != "sqlite":
        return
    found = rows.connection.exec_driver_sql("PRAGMA integrity_check(10)").scalars().all()
    if list(found) != ["ok"]:
        many = len(found)
        yield Text(
            zh=f"文件损坏{many}处，请用备份恢复（restore）",
            en=f"the file is damaged in {many} places; restore a backup",
        )
    loose = len(rows.connection.exec_driver_sql("PRAGMA foreign_key_check").all())
    if loose:
        yield Text(zh=f"{loose}条记录没有对应的操作", en=f"{loose} events belong to no act")


def _chain(replay: Replay) -> Iterator[Text]:
    if replay.missing:
        yield Text(zh=f"缺{replay.missing}条记录", en=f"{replay.missing} events are missing")
    if replay.broken:
        many, first = len(replay.broken), replay.broken[0]
        yield Text(
            zh=f"{many}条记录被改过，第一条是第{first}条",
            en=f"{many} events are not as they were written, the first is number {first}",
        )


def _all_rows(rows: Rows, replay: Replay) -> Iterator[Text]:
    asked = sa.select(keeping.c.value).where(keeping.c.name == "salt")
    salt = rows.connection.execute(asked).scalar()
    if salt is None:
        yield Text(zh="台账自身的编号丢失", en="the ledger's own keys are lost")
        return
    for name, kind in NOUNS.items():
        yield from _rows(rows, kind, replay.rows.get(name, {}), salt)


def _rows(
    rows: Rows, kind: Noun, said: dict[str, tuple[int, dict[str, Any]]], salt: str
) -> Iterator[Text]:
    """What is wrong with the rows of one noun."""
    other: list[str] = []
    untold: list[str] = []
    seen: set[str] = set()
    silent = unsaid(kind)
    for key, seq, row in _each(rows, kind):
        seen.add(key)
        if key not in said:
            untold.append(key)
            continue
        last, fields = said[key]
        if row is None or seq != last or told_of(kind, row, salt) != silent | fields:
            other.append(key)
    zh, en = kind.title.zh, kind.title.en
    yield from _many(
        other, f"“{zh}”有{{}}行与记录不符", f"{en}: {{}} rows differ from their events"
    )
    yield from _many(untold, f"“{zh}”有{{}}行没有记录", f"{en}: {{}} rows that no event tells of")
    gone = [key for key in said if key not in seen]
    yield from _many(gone, f"“{zh}”缺{{}}行", f"{en}: {{}} rows are missing")


def _each(rows: Rows, kind: Noun) -> Iterator[tuple[str, int, Frozen | None]]:
    """Key, last event and model of every row; None for a row that says what it may not."""
    asked = sa.select(TABLES[kind.name])
    found = rows.connection.execute(asked, execution_options={"yield_per": 1000})
    for row in found.mappings():
        fields = {name: value for name, value in row.items() if name not in OWN}
        try:
            model: Frozen | None = kind.model.model_validate(fields)
        except ValidationError:
            model = None
        yield row["row_key"], row["row_seq"], model


def _references(rows: Rows) -> Iterator[Text]:
    for noun, field, target in REFERENCES:
        table, other = TABLES[noun], TABLES[target]
        there = sa.exists().where(other.c.row_key == table.c[field])
        asked = sa.select(table.c.row_key).where(table.c[field] != "", ~there)
        loose = rows.connection.execute(asked.order_by(table.c.row_no)).scalars().all()
        zh, en = (NOUNS[noun].title.zh, NOUNS[target].title.zh), NOUNS[target].title.en
        yield from _many(
            loose,
            f"“{zh[0]}”有{{}}行所指的“{zh[1]}”不在台账中",
            f"{NOUNS[noun].title.en}: {{}} rows name a {en} that is not there",
        )


def _many(keys: Iterable[str], zh: str, en: str) -> Iterator[Text]:
    """One sentence with a count and the first few keys; none where nothing is wrong."""
    found = list(keys)
    if found:
        shown = found[:_SHOWN]
        more_zh, more_en = ("等", ", …") if len(found) > _SHOWN else ("", "")
        yield Text(
            zh=f"{zh.format(len(found))}：{'、'.join(shown)}{more_zh}",
            en=f"{en.format(len(found))}: {', '.join(shown)}{more_en}",
        )
