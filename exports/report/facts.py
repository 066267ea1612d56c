"""A report as facts for people and programs: figures line by line, what is behind one, JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from exports.ledger_words import noun_word, row_word, verb_word
from exports.text import without_phones
from sites.base import Language, Text
from sites.figures.closed import LateFigure
from sites.figures.figure import Result, Traced, shown
from sites.figures.month import month_with
from sites.figures.report import Report
from sites.ledger.event import Event

INTERNAL = Text(zh="内部", en="internal")


def title(report: Report) -> Text:
    """What stands above a report."""
    month = month_with(report.month).name
    return Text(
        zh=f"{report.street}“综合查一次”月报（{month.zh}）",
        en=f"{report.street} joint inspections, {month.en}".strip(),
    )


def standing(report: Report) -> Text:
    """Whether it is locked, open, or of a month still running."""
    if report.locked_by:
        day = report.locked_at[:10]
        return Text(
            zh=f"已锁定：{report.locked_by}，{day}；以下为锁定时的数字",
            en=f"locked by {report.locked_by} on {day}; figures as they were then",
        )
    if not report.over:
        return Text(zh="本月未结束，数字为截至目前", en="the month is not over: figures so far")
    return Text(
        zh="未锁定；报出后请用 close-month 锁定",
        en="not locked; lock it with close-month once sent",
    )


def valued(result: Result) -> Text:
    """The value with its unit: 32次, 96.6%."""
    said, unit = shown(result), result.unit
    if result.value is None:
        return said
    return Text(zh=f"{said.zh}{unit.zh}", en=f"{said.en} {unit.en}".strip())


def figure_lines(report: Report, lang: Language) -> Iterator[str]:
    """Each figure with its note; then what came late."""
    yield title(report).in_(lang)
    yield standing(report).in_(lang)
    for result in report.figures:
        note = result.note.in_(lang)
        told = f"（{note}）" if lang == "zh" else f" ({note})"
        between = "：" if lang == "zh" else ": "
        line = f"{result.name.in_(lang)}{between}{valued(result).in_(lang)}"
        yield line + (told if note else "")
    yield from (late.in_(lang) for late in late_texts(report))


def late_texts(report: Report) -> Iterator[Text]:
    """What came late for months that were locked; their reported figures stay as they are."""
    for id, several in groupby(report.late, key=lambda late: late.month):
        month, moved = month_with(id).name, _moved(several)
        yield Text(
            zh=f"补录{month.zh}（已报数字不变）：{moved.zh}。",
            en=f"Late for {month.en}, whose figures stay as reported: {moved.en}.",
        )
    if report.came_since:
        moved = _moved(report.came_since)
        yield Text(
            zh=f"锁定后补录（列入下月）：{moved.zh}。",
            en=f"Since it was locked (told with the next month): {moved.en}.",
        )


def _moved(several: Iterable[LateFigure]) -> Text:
    told = [(late.name, _difference(late)) for late in several]
    return Text(
        zh="，".join(f"{name.zh}{moved.zh}" for name, moved in told),
        en=", ".join(f"{name.en} {moved.en}" for name, moved in told),
    )


def _difference(late: LateFigure) -> Text:
    change = late.now - late.then
    if change:
        return Text(zh=f"{change:+d}{late.unit.zh}", en=f"{change:+d} {late.unit.en}".strip())
    return Text(zh=f"更正{len(late.came)}条", en=f"{len(late.came)} corrected")


def trace_lines(
    result: Result, told: Sequence[tuple[Traced, Sequence[Event]]], lang: Language
) -> Iterator[str]:
    """What is behind one figure: its definition, each thing it counts, and their events."""
    yield f"{result.name.in_(lang)} = {valued(result).in_(lang)}"
    yield result.definition.in_(lang)
    if result.note.in_(lang):
        yield result.note.in_(lang)
    for number, (traced, events) in enumerate(told, start=1):
        yield f"{number}. {_traced(traced, result, lang)}"
        for event in events:
            at, verb = event.at[:16].replace("T", " "), verb_word(event.verb, lang)
            key = f"{noun_word(event.noun, lang)} {row_word(event.noun, event.key, {}, lang)}"
            words = (f"#{event.seq}", at, event.who, verb, key, event.source)
            yield "     " + " ".join(w for w in words if w)


def _traced(traced: Traced, result: Result, lang: Language) -> str:
    words = [str(traced.on or ""), traced.label, traced.site, traced.what.in_(lang)]
    if traced.amount != 1:
        words.append(f"×{traced.amount}")
    if not traced.counts:
        words.append(uncounted(result).in_(lang))
    return without_phones(" ".join(w for w in words if w))


def uncounted(result: Result) -> Text:
    """What those are that a figure selects and does not count."""
    if result.how == "change":
        return Text(zh="[上年]", en="[last year]")
    return Text(zh="[不计]", en="[not counted]")


def report_json(report: Report) -> str:
    """All of a report, what is behind each figure included; no telephone numbers."""
    return without_phones(report.model_dump_json(indent=1)) + "\n"


def late_rows(late: Iterable[LateFigure]) -> Iterator[tuple[LateFigure, Traced, int]]:
    """Each thing that came (+) or went (−) late."""
    for figure in late:
        yield from ((figure, t, t.amount) for t in figure.came)
        yield from ((figure, t, -t.amount) for t in figure.went)
