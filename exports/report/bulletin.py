"""The figures as a bulletin words them: 本月开展“综合查一次”联合行动32次，检查工地……"""

from __future__ import annotations

from collections.abc import Iterator

from exports.report.facts import late_texts, standing, title, valued
from exports.text import without_phones
from sites.base import Language
from sites.figures.colours import MOVES
from sites.figures.figure import shown
from sites.figures.month import month_with
from sites.figures.report import Report
from sites.figures.trend import Line


def bulletin(report: Report, lang: Language) -> str:
    """The report as a few paragraphs of plain text."""
    said = (_zh if lang == "zh" else _en)(report)
    lines = [title(report).in_(lang), standing(report).in_(lang), "", *said]
    lines += [text.in_(lang) for text in late_texts(report)]
    return without_phones("\n".join(lines)) + "\n"


def _values(report: Report, lang: Language) -> dict[str, str]:
    return {r.key: valued(r).in_(lang) for r in report.figures}


def _zh(report: Report) -> Iterator[str]:
    v, month = _values(report, "zh"), month_with(report.month)
    yield (
        f"{month.number}月，开展“综合查一次”联合行动{v['joint_actions']}（全部行动{v['actions']}），"
        f"出动执法人员{v['people']}，检查工地{v['visits']}（{v['places']}工地），"
        f"联合检查率{v['joint_rate']}，减少进场{v['saved']}，非现场检查{v['off_site']}。"
    )
    yield (
        f"发现问题隐患{v['found']}，完成整改{v['fixed']}，整改率{v['rate']}；"
        f"发出责令改正通知书{v['notices']}，停工{v['stops']}，立案{v['cases']}，移送{v['moved']}；"
        f"本月共销号{v['closed']}（含以前月份发现的）。"
    )
    moves = "，".join(_moves(report, "zh"))
    yield f"月末红色工地{v['red']}、黄色{v['yellow']}、绿色{v['green']}；" + (
        f"与上月末相比，{moves}。" if moves else "与上月末相比没有变动。"
    )
    yield f"{_complaints_zh(report, v)}。{_calls_zh(report, v)}"
    yield f"{report.figure('ceilings').name.zh}{v['ceilings']}（{_note(report, 'ceilings')}）。"
    frequent = [f"{line.type}{line.counts[-1]}处" for line in _frequent(report)]
    if frequent:
        yield f"本月高发问题：{'、'.join(frequent)}。"


def _complaints_zh(report: Report, v: dict[str, str]) -> str:
    change = report.figure("complaints_change")
    said = f"投诉{v['complaints']}"
    if change.value is None:
        return f"{said}（{change.note.zh}）"
    if not change.value:
        return f"{said}，同比持平"
    return f"{said}，同比{'上升' if change.value > 0 else '下降'}{abs(change.value):.1%}"


def _calls_zh(report: Report, v: dict[str, str]) -> str:
    if not report.figure("calls").value:
        return "本月没有紧急呼叫。"
    kept = report.figure("calls_kept")
    return f"紧急呼叫{v['calls']}，其中按时到场并反馈{kept.counted}次（{shown(kept).zh}）。"


def _en(report: Report) -> Iterator[str]:
    v = _values(report, "en")
    yield (
        f"Joint actions: {v['joint_actions']} (of {v['actions']} actions in all), with "
        f"{v['people']} officers sent; {v['visits']} visits to {v['places']} sites, joint rate "
        f"{v['joint_rate']}, {v['saved']} visits saved, {v['off_site']} off-site checks."
    )
    yield (
        f"Hazards found: {v['found']}, put right {v['fixed']} ({v['rate']}); notices "
        f"{v['notices']}, stop-work orders {v['stops']}, cases filed {v['cases']}, transferred "
        f"{v['moved']}; closed in the month {v['closed']}."
    )
    moves = ", ".join(_moves(report, "en")) or "no moves"
    yield (
        f"Sites at the end of the month: {v['red']} red, {v['yellow']} yellow, "
        f"{v['green']} green; {moves}."
    )
    change, kept = report.figure("complaints_change"), report.figure("calls_kept")
    yield (
        f"Complaints: {v['complaints']}, year on year {v['complaints_change']} ({change.note.en}). "
        f"Urgent calls: {v['calls']} ({kept.note.en})."
    )
    yield f"At their yearly ceiling: {v['ceilings']} ({report.figure('ceilings').note.en})."
    frequent = ", ".join(f"{line.type} {line.counts[-1]}" for line in _frequent(report))
    if frequent:
        yield f"Most frequent this month: {frequent}."


def _moves(report: Report, lang: Language) -> Iterator[str]:
    for old, new in MOVES:
        result = report.figure(f"{old}_{new}")
        if result.value:
            between = "" if lang == "zh" else " "
            yield f"{result.name.in_(lang)}{between}{valued(result).in_(lang)}"


def _note(report: Report, key: str) -> str:
    return report.figure(key).note.zh


def _frequent(report: Report) -> tuple[Line, ...]:
    """The types of the trend found this month, most first."""
    found = (line for line in report.trend.lines if line.counts[-1])
    return tuple(sorted(found, key=lambda line: (-line.counts[-1], line.type))[:3])
