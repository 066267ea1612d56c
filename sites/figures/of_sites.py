"""The figures of sites: colours and their moves, complaints, urgent calls, yearly ceilings."""

from __future__ import annotations

from collections.abc import Iterator

from sites.base import Text
from sites.figures import ceilings, colours, complaints
from sites.figures.figure import NOTHING, PIECES, SITES, TIMES, Figure


def _colours() -> Iterator[Figure]:
    """The sites of each colour, then each move."""
    for colour, name in colours.NAMES.items():
        yield Figure(
            colour, "colours", Text(zh=f"{name.zh}色工地", en=f"{name.en} sites"), SITES,
            Text(
                zh="在建、停工的工地，按月末的评定或台账记录；没有变动记录的，按工地表所填。",
                en="sites not finished, by the colour rated or recorded at the end of the month; "
                "without a change on record, as their row says.",
            ),
            colours.having(colour), fields=("colour",),
        )  # fmt: skip
    for old, new in colours.MOVES:
        names = colours.NAMES[old], colours.NAMES[new]
        yield Figure(
            f"{old}_{new}", "colours",
            Text(zh=f"{names[0].zh}→{names[1].zh}", en=f"{names[0].en} → {names[1].en}"), SITES,
            Text(zh="本月末与上月末相比。", en="the end of the month against that of the last."),
            colours.moving(old, new), fields=("colour",),
        )  # fmt: skip


FIGURES = (
    *_colours(),
    Figure(
        "complaints",
        "complaints",
        Text(zh="投诉", en="complaints"),
        PIECES,
        Text(
            zh="投诉日期在本月的工单，重复的也计入；无人机、监控发现的线索不计。",
            en="orders of the month, repeated ones too; leads of drones and cameras are none.",
        ),
        complaints.made,
    ),
    Figure(
        "complaints_change",
        "complaints",
        Text(zh="投诉同比", en="complaints, year on year"),
        NOTHING,
        Text(
            zh="＝（本月投诉－上年同月投诉）÷上年同月投诉；上年没有完整记录的不计算。",
            en="= (this month − the same month last year) ÷ the latter; not told without a record.",
        ),
        complaints.against_last_year,
        how="change",
        note=complaints.change_note,
        known=complaints.known_last_year,
    ),
    Figure(
        "calls",
        "complaints",
        Text(zh="紧急呼叫", en="urgent calls"),
        TIMES,
        Text(zh="受理时间在本月的紧急呼叫。", en="urgent calls accepted in the month."),
        complaints.all_calls,
    ),
    Figure(
        "calls_kept",
        "complaints",
        Text(zh="1530按时率", en="1530 kept"),
        NOTHING,
        Text(
            zh="＝到场和反馈都按时的÷紧急呼叫；时限按受理时的设置，未反馈的算未按时。",
            en="= arrived and reported in time ÷ urgent calls; not reported is not in time.",
        ),
        complaints.calls,
        how="share",
        note=complaints.calls_note,
    ),
    Figure(
        "ceilings",
        "ceilings",
        Text(zh="已达年度频次上限", en="at their yearly ceiling"),
        SITES,
        Text(
            zh="实施主体对企业（或项目）本年计入频次的检查已达上限的对数；余量见“频次”明细。",
            en="pairs of body and company (or project) whose counted visits this year have reached "
            "the ceiling; the headroom of each is in the list.",
        ),
        ceilings.headroom,
        note=ceilings.note,
    ),
)
