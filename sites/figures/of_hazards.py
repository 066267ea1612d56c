"""The figures of hazards: found, put right, notices, stop-work orders, cases, transfers."""

from __future__ import annotations

from sites.base import Text
from sites.figures import hazards
from sites.figures.figure import NOTHING, PIECES, PLACES, Figure

_CLOSING = ("state", "closed_on", "found_on")

FIGURES = (
    Figure(
        "found",
        "hazards",
        Text(zh="发现问题隐患", en="hazards found"),
        PLACES,
        Text(
            zh="检查时间（发现日期）在本月的台账条数，撤销和移送的也计入。",
            en="rows found in the month, cancelled and transferred ones too.",
        ),
        hazards.found,
        fields=("found_on",),
    ),
    Figure(
        "fixed",
        "hazards",
        Text(zh="完成整改", en="put right"),
        PLACES,
        Text(
            zh="本月发现的问题隐患中，截至月末已销号的。",
            en="of those found in the month, closed by its end.",
        ),
        hazards.fixed,
        fields=_CLOSING,
        note=hazards.undated,
    ),
    Figure(
        "rate",
        "hazards",
        Text(zh="整改率", en="rate put right"),
        NOTHING,
        Text(
            zh="＝已销号÷发现（本月发现的，截至月末已销号的所占比例）。",
            en="= closed ÷ found (of those found in the month, closed by its end).",
        ),
        hazards.fixed,
        how="share",
        fields=_CLOSING,
    ),
    Figure(
        "closed",
        "hazards",
        Text(zh="本月销号", en="closed in the month"),
        PLACES,
        Text(
            zh="销号日期在本月的，含以前月份发现的；未填销号日期的按复查或整改完成日期。",
            en="closed in the month, whenever found; by the re-check or repair day if need be.",
        ),
        hazards.closed,
        fields=_CLOSING,
    ),
    Figure(
        "notices",
        "hazards",
        Text(zh="责令改正通知书", en="notices"),
        Text(zh="份", en=""),
        Text(
            zh="本月发现的问题隐患上的通知书文号，同一责令主体同一文号算一份。",
            en="numbers of notices on hazards found in the month, each body's once.",
        ),
        hazards.notices,
        fields=("notice_no",),
    ),
    Figure(
        "stops",
        "hazards",
        Text(zh="停工", en="stop-work orders"),
        Text(zh="份", en=""),
        Text(
            zh="停工日期在本月的，同一工地、同一天、同一责令主体算一份。",
            en="by the day of stopping; one for a site, a day and a body.",
        ),
        hazards.stops,
        fields=("stopped_on",),
    ),
    Figure(
        "cases",
        "hazards",
        Text(zh="立案", en="cases filed"),
        PIECES,
        Text(
            zh="立案日期在本月的，同一案号算一件；没有案号的一处算一件。",
            en="by the day of filing; a case number once, without one each hazard.",
        ),
        hazards.cases,
        fields=("filed_on", "case_no"),
    ),
    Figure(
        "moved",
        "hazards",
        Text(zh="移送", en="transferred"),
        PLACES,
        Text(zh="移送日期在本月的。", en="by the day of transfer."),
        hazards.moved,
        fields=("moved_on", "moved_to"),
    ),
)
