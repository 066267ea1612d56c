"""The month's report: a workbook, the bulletin as text, JSON, and a picture of the trend."""

from __future__ import annotations

from pathlib import Path

from sites.base import Language
from sites.figures.report import Report

__all__ = ["write_report"]


def write_report(folder: Path, report: Report, lang: Language = "zh") -> tuple[Path, ...]:
    """Write all files of a report into a folder, all or none; return their paths.

    The picture is left out where matplotlib is not installed (extra ``charts``).
    """
    from exports.files import Write, write_all, write_text
    from exports.report.bulletin import bulletin
    from exports.report.facts import report_json
    from exports.report.picture import can_draw, draw_trend
    from exports.report.workbook import report_book

    name, trend = ("月报", "高发易发问题趋势图") if lang == "zh" else ("report", "trend")
    files: dict[Path, Write] = {
        folder / f"{name}_{report.month}.xlsx": lambda path: report_book(report, lang).save(path),
        folder / f"{name}_{report.month}.txt": write_text(bulletin(report, lang)),
        folder / f"{name}_{report.month}.json": write_text(report_json(report)),
    }
    if can_draw():
        picture = folder / f"{trend}_{report.month}.png"
        files[picture] = lambda path: draw_trend(path, report.trend, lang)
    write_all(files)
    return tuple(files)
