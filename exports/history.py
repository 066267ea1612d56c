"""What happened to one thing of the ledger: who, when, why, and what it was before. Internal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from exports.files import Write
from exports.ledger_words import cell_name, cell_value, noun_word, row_word, verb_word
from exports.style import new_book, page, put, put_row, set_widths
from sites.base import Language, Text
from sites.ledger.event import Change, Event

TITLE = Text(zh="变更记录", en="History")
_HEADS = {
    "zh": "序号|记录时间|日期|谁|原因|来源|表|对象|动作|栏目|原为|改为",
    "en": "No.|Written|Day|Who|Why|Source|Sheet|What|Move|Column|Before|After",
}
_WIDTHS = (8, 18, 11, 12, 24, 22, 14, 26, 12, 18, 30, 30)


def history_lines(
    events: Iterable[Event], names: Mapping[str, str], lang: Language
) -> Iterator[str]:
    """Yield the events, act by act, in plain words; personal data are not shown."""
    for _, act in groupby(events, key=lambda e: e.act):
        told = list(act)
        yield _head(told[0], lang)
        for event in told:
            yield f"    {_line(event, names, lang)}"


def _head(event: Event, lang: Language) -> str:
    source = f"（{event.source}）" if event.source else ""
    why = Text(zh=f"，原因：{event.why}", en=f", why: {event.why}").in_(lang) if event.why else ""
    return f"{_moment(event)}  {event.who}{source}{why}"


def _moment(event: Event) -> str:
    return event.at[:16].replace("T", " ")


def _line(event: Event, names: Mapping[str, str], lang: Language) -> str:
    colon = "：" if lang == "zh" else ": "
    what = f"{noun_word(event.noun, lang)} {row_word(event.noun, event.key, names, lang)}"
    what += f" {verb_word(event.verb, lang)}"
    if event.on.isoformat() != event.at[:10]:
        what += Text(zh=f"（{event.on}）", en=f" ({event.on})").in_(lang)
    changes = "；".join(_change(event, change, names, lang) for change in event.changes)
    return f"{what}{colon}{changes}" if changes else what


def _change(event: Event, change: Change, names: Mapping[str, str], lang: Language) -> str:
    name = cell_name(event.noun, change.field, lang)
    if event.verb == "dropped":
        return f"{name} {cell_value(event.noun, change.field, change.old, lang, names)}"
    new = cell_value(event.noun, change.field, change.new, lang, names)
    if change.old is None:
        return f"{name} {new}"
    return f"{name} {cell_value(event.noun, change.field, change.old, lang, names)} → {new}"


def history_book(events: Sequence[Event], names: Mapping[str, str], lang: Language) -> Write:
    """The `Write` of the same as a table, a row for each field that changed."""
    workbook = new_book(TITLE.in_(lang))
    sheet = workbook.create_sheet(TITLE.in_(lang))
    put_row(sheet, 1, _HEADS[lang].split("|"), "ioHead")
    for row, values in enumerate(_table(events, names, lang), start=2):
        for column, value in enumerate(values, start=1):
            put(sheet, row, column, value)
    set_widths(sheet, _WIDTHS)
    sheet.freeze_panes = "A2"
    page(sheet, TITLE.in_(lang), lang, headings="1:1")
    return workbook.save


def _table(
    events: Iterable[Event], names: Mapping[str, str], lang: Language
) -> Iterator[tuple[Any, ...]]:
    for event in events:
        head = (
            event.seq, _moment(event), event.on, event.who, event.why, event.source,
            noun_word(event.noun, lang), row_word(event.noun, event.key, names, lang),
            verb_word(event.verb, lang),
        )  # fmt: skip
        for change in event.changes:
            shown = (
                cell_value(event.noun, change.field, value, lang, names)
                if value is not None
                else ""
                for value in (change.old, change.new)
            )
            yield (*head, cell_name(event.noun, change.field, lang), *shown)
        if not event.changes:
            yield head
