"""The figures of inspections: actions, visits, people, joint rate, visits saved, off site."""

from __future__ import annotations

from sites.base import Text
from sites.figures import visits
from sites.figures.figure import NOTHING, SITES, TIMES, Figure

NO_LEAD = Text(
    zh="没有任务记录的，同一工地同一天的联合检查记录算一次检查，牵头按未记处理；单独检查以本部门为牵头",
    en="where there is no task, the joint rows of a site and day are one visit without a known "
    "lead; a body alone leads itself",
)


FIGURES = (
    Figure(
        "actions",
        "visits",
        Text(zh="开展行动", en="actions"),
        TIMES,
        Text(
            zh=f"同一天、同一牵头的到场检查算一次行动。{NO_LEAD.zh}。",
            en=f"on-site visits of one day under one lead are one action; {NO_LEAD.en}.",
        ),
        visits.actions,
    ),
    Figure(
        "joint_actions",
        "visits",
        Text(zh="联合行动", en="joint actions"),
        TIMES,
        Text(zh="其中至少有一处是联合检查的行动。", en="actions with at least one joint visit."),
        visits.joint_actions,
    ),
    Figure(
        "visits",
        "visits",
        Text(zh="检查工地", en="visits"),
        Text(zh="处次", en=""),
        Text(
            zh="到场检查的次数，一个工地去几次算几处次；几个部门一起去算一次。",
            en="visits on site; a joint visit is one.",
        ),
        visits.on_site,
    ),
    Figure(
        "places",
        "visits",
        Text(zh="检查工地数", en="sites visited"),
        SITES,
        Text(zh="到场检查过的工地，每个只算一次。", en="sites visited, each once."),
        visits.places,
    ),
    Figure(
        "people",
        "visits",
        Text(zh="出动执法人员", en="officers sent"),
        Text(zh="人次", en=""),
        Text(
            zh="每次行动中到场的执法人员，每人算一次；不含辅助人员、专家和驾驶员。只计总数，不按个人统计。",
            en="officers at each action, each once; no auxiliaries, experts or drivers. "
            "A total only, never by person.",
        ),
        visits.people,
    ),
    Figure(
        "joint_rate",
        "visits",
        Text(zh="联合检查率", en="joint rate"),
        NOTHING,
        Text(
            zh="＝联合检查处次÷全部到场检查处次；联合检查指两个以上实施主体同时到场。未查到官方口径，按本式计算。",
            en="= joint visits ÷ all visits on site; joint: two or more enforcing bodies together. "
            "No official formula was found.",
        ),
        visits.joint,
        how="share",
    ),
    Figure(
        "saved",
        "visits",
        Text(zh="减少进场", en="visits saved"),
        TIMES,
        Text(
            zh="＝每次联合检查的实施主体数减一，相加。",
            en="= the sum over joint visits of (bodies − 1).",
        ),
        visits.saved,
    ),
    Figure(
        "off_site",
        "visits",
        Text(zh="非现场检查", en="off-site checks"),
        TIMES,
        Text(
            zh="以资料或监控完成、未到场的检查；不计入行动、处次和联合检查率。",
            en="checks made by documents or cameras; in none of the figures above.",
        ),
        visits.off_site,
    ),
)
