"""The trend as a PNG, drawn by matplotlib (extra ``charts``) in a Chinese font of the computer."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from exports.report.charts import SHEET
from sites.base import Language, Text
from sites.figures.trend import Trend

FONTS = (
    "Microsoft YaHei", "SimHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC",
    "WenQuanYi Micro Hei", "Noto Sans CJK JP", "Noto Serif CJK SC",
)  # fmt: skip
"""In the order of preference: Windows, macOS, Linux."""

HIDDEN = Text(zh="本机没有中文字体，图中中文可能显示为方框", en="no Chinese font on this computer")
MARKS = ("o", "s", "^", "D", "v", "P")
"""A mark for each line: the picture is printed in black and white."""


def can_draw() -> bool:
    """Whether matplotlib is installed."""
    return importlib.util.find_spec("matplotlib") is not None


def chinese_font() -> str | None:
    """The first of our Chinese fonts that this computer has, or None."""
    from matplotlib import font_manager

    here = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in FONTS if name in here), None)


def draw_trend(path: Path, trend: Trend, lang: Language) -> None:
    """Draw the lines of a trend over its twelve months."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    font = chinese_font()
    with rc_context({"font.sans-serif": [font, "DejaVu Sans"] if font else ["DejaVu Sans"]}):
        figure = Figure(figsize=(10, 5), dpi=150, layout="constrained")
        axes = figure.subplots()
        for line, mark in zip(trend.lines, MARKS, strict=False):
            axes.plot(trend.months, line.counts, marker=mark, label=line.type)
        axes.set_title(SHEET.in_(lang))
        axes.set_ylabel(Text(zh="发现（处）", en="found").in_(lang))
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.tick_params(axis="x", rotation=45)
        axes.grid(alpha=0.3)
        if trend.lines:
            axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))
        FigureCanvasAgg(figure).print_png(str(path))
