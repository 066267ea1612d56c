"""What reading a workbook did to the ledger, and which cells wait for a decision."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exports.ledger_words import UNKNOWN, cell_name, cell_value, noun_word, row_word
from sites.base import Language, Text
from sites.merging import Conflict, MergeReport

MOST = 40
"""Rows told one by one of each kind and sheet; of more their number is told."""


def merge_lines(
    reports: Sequence[MergeReport], names: Mapping[str, str], lang: Language
) -> Iterator[str]:
    """Yield each sheet's counts, then what is new, changed, in conflict or lacking, row by row."""
    for report in reports:
        if any(counts := _counts(report)):
            yield f"{noun_word(report.noun, lang)}{_colon(lang)}{_said(counts, lang)}"
            yield from _rows(report, names, lang)
    whole = [sum(column) for column in zip(*map(_counts, reports), strict=True)]
    yield Text(zh="合计：", en="in all: ").in_(lang) + _said(whole, lang)


def _counts(report: MergeReport) -> list[int]:
    conflicting = {c.row for c in report.conflicts}
    lists = (report.added, report.changed, report.missing, report.newer, report.gone)
    added, changed, missing, newer, gone = map(len, lists)
    return [added, changed, report.unchanged, len(conflicting), len(report.dropped), missing,
            newer, gone]  # fmt: skip


_WORDS = (
    Text(zh="新增", en="added"),
    Text(zh="修改", en="changed"),
    Text(zh="未变", en="unchanged"),
    Text(zh="冲突", en="in conflict"),
    Text(zh="删除", en="dropped"),
    Text(zh="表中已无、台账保留", en="no longer in the file, kept"),
    Text(zh="台账后来新增", en="new in the ledger since"),
    Text(zh="台账已删、未恢复", en="dropped from the ledger, not restored"),
)
_ALWAYS = 4


def _said(counts: Sequence[int], lang: Language) -> str:
    told = [(w, n) for k, (w, n) in enumerate(zip(_WORDS, counts, strict=True)) if k < _ALWAYS or n]
    if lang == "zh":
        return "，".join(f"{w.zh}{n}" for w, n in told)
    return ", ".join(f"{n} {w.en}" for w, n in told)


def _rows(report: MergeReport, names: Mapping[str, str], lang: Language) -> Iterator[str]:
    noun = report.noun

    def listed(mark: str, keys: Sequence[str], says: Text | None = None) -> Iterator[str]:
        for key in keys[:MOST]:
            tail = f"  {says.in_(lang)}" if says else ""
            yield f"  {mark} {row_word(noun, key, names, lang)}{tail}"
        yield from _more(len(keys), lang)

    yield from listed("+", report.added)
    for row in report.changed[:MOST]:
        for field, old, new in row.cells:
            told = [cell_value(noun, field, value, lang, names) for value in (old, new)]
            name = f"{row_word(noun, row.key, names, lang)} {cell_name(noun, field, lang)}"
            yield f"  ~ {name}{_colon(lang)}{told[0]} → {told[1]}"
    yield from _more(len(report.changed), lang)
    for conflict in report.conflicts:
        yield f"  ! {conflict_line(conflict, names, lang)}"
    for conflict in report.settled:
        ended = Text(zh=f"冲突{conflict.id}已了结", en=f"conflict {conflict.id} is settled")
        yield f"  = {row_word(noun, conflict.row, names, lang)} {ended.in_(lang)}"
    yield from listed("-", report.dropped)
    yield from listed("?", report.missing, _kept(noun))
    yield from listed("?", report.gone, Text(zh="台账已删去，未恢复", en="dropped; not restored"))


def _kept(noun: str) -> Text:
    zh, en = noun_word(noun, "zh"), noun_word(noun, "en")
    return Text(
        zh=f"表中已没有，未删；要删请加 --drop {zh}",
        en=f"no longer in the file, kept; --drop “{en}” drops it",
    )


def _more(count: int, lang: Language) -> Iterator[str]:
    if count > MOST:
        yield "  " + Text(zh=f"……等{count}行", en=f"… {count} rows in all").in_(lang)


def conflict_line(conflict: Conflict, names: Mapping[str, str], lang: Language) -> str:
    """A conflict in one line: its number, the cell, what each side says, from which file."""

    def shown(text: str) -> str:
        if not text:
            return UNKNOWN.in_(lang)
        return cell_value(conflict.of, conflict.field, json.loads(text), lang, names)

    cell = f"{noun_word(conflict.of, lang)} {row_word(conflict.of, conflict.row, names, lang)}"
    cell += f" {cell_name(conflict.of, conflict.field, lang)}"
    base, ours, theirs = (shown(s) for s in (conflict.base, conflict.in_ledger, conflict.in_file))
    says = Text(
        zh=f"冲突{conflict.id}：{cell}：原为{base}，台账改为{ours}，{conflict.file}中为{theirs}",
        en=f"conflict {conflict.id}: {cell}: was {base}; {ours} in the ledger, {theirs} in "
        f"{conflict.file}",
    )
    return says.in_(lang)


def conflict_lines(
    conflicts: Sequence[Conflict], names: Mapping[str, str], lang: Language
) -> Iterator[str]:
    """Yield the open conflicts, who read the file and when, and how to decide them."""
    if not conflicts:
        yield Text(zh="没有待处理的冲突。", en="No conflict is open.").in_(lang)
        return
    for conflict in conflicts:
        at = conflict.at[:16].replace("T", " ")
        yield f"{conflict_line(conflict, names, lang)}（{conflict.who} {at}）"
    yield Text(
        zh="台账的值未动。决定：inspect-once resolve 冲突号 --take file|ledger --why 原因",
        en="The ledger's values stand. Decide: inspect-once resolve NUMBER --take file|ledger "
        "--why …",
    ).in_(lang)


def decided_lines(
    decided: Sequence[Conflict], names: Mapping[str, str], lang: Language
) -> Iterator[str]:
    """Yield what was taken, conflict by conflict."""
    words: dict[str, Any] = {
        "file": Text(zh="取表中的值", en="the file's value is taken"),
        "ledger": Text(zh="保留台账的值", en="the ledger's value stands"),
    }
    for one in decided:
        cell = f"{row_word(one.of, one.row, names, lang)} {cell_name(one.of, one.field, lang)}"
        number = Text(zh=f"冲突{one.id}", en=f"conflict {one.id}").in_(lang)
        yield f"{number}{_colon(lang)}{cell}{_colon(lang)}{words[one.took].in_(lang)}"


def _colon(lang: Language) -> str:
    return "：" if lang == "zh" else ": "
