"""The nouns a ledger keeps: for each its model, what names a row of it, and what is personal.

A noun is added by one line here and one migration.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sites import accounts, book, drawn, kept, standing
from sites.base import Frozen, Text
from sites.book import SiteBook
from sites.figures.closed import ClosedMonth
from sites.matching.doubts import Doubt, OtherName
from sites.merging.nouns import Conflict, Reading


@dataclass(frozen=True)
class Noun:
    """One kind of row. ``key`` names the fields that tell rows apart: their natural key.

    ``private`` fields hold personal data: events keep no trace of their values but a keyed hash.
    ``site`` is the field that names the site a row concerns.
    """

    name: str
    model: type[Frozen]
    key: tuple[str, ...]
    title: Text
    private: tuple[str, ...] = ()
    site: str = ""

    def key_of(self, row: Frozen) -> str:
        """The natural key as one text, readable to people."""
        if not self.key:
            return self.title.zh
        if len(self.key) == 1:
            return str(getattr(row, self.key[0]))
        return "|".join(_part(getattr(row, name)) for name in self.key)

    def site_of(self, row: Frozen) -> str:
        """The site it concerns; empty if none."""
        return str(getattr(row, self.site)) if self.site else ""

    @cached_property
    def in_book(self) -> bool:
        """Whether a workbook holds it: the others exist in the ledger only."""
        return self.name in SiteBook.model_fields


def _part(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(_part(v) for v in value)
    return "" if value is None else str(value).replace("|", "｜")


_LIST = (
    Noun("settings", book.Settings, (), Text(zh="设置", en="settings")),
    Noun("companies", book.Company, ("id",), Text(zh="企业", en="company")),
    Noun("sites", book.Site, ("id",), Text(zh="工地", en="site"), ("contact", "phone"), site="id"),
    Noun("bodies", book.Body, ("id",), Text(zh="部门", en="department"), ("contact", "phone")),
    Noun("officers", book.Officer, ("id",), Text(zh="执法人员", en="officer"), ("phone",)),
    Noun(
        "grants",
        book.Grant,
        ("officer", "body", "acts_for", "source", "document", "valid_from"),
        Text(zh="授权依据", en="authority"),
    ),
    Noun(
        "absences",
        book.Absence,
        ("officer", "first", "last", "part"),
        Text(zh="请假值班", en="absence"),
    ),
    Noun("items", book.Item, ("code",), Text(zh="检查事项", en="item")),
    Noun(
        "history",
        book.PastVisit,
        ("site", "on", "body", "kind", "task_no", "starts", "items"),
        Text(zh="检查记录", en="past visit"),
        site="site",
    ),
    Noun("complaints", book.Complaint, ("id",), Text(zh="投诉", en="complaint"), site="site"),
    Noun("campaigns", book.Campaign, ("id", "body"), Text(zh="计划与交办", en="campaign")),
    Noun(
        "draws",
        drawn.DrawnTask,
        ("task_no", "site", "body", "origin", "first"),
        Text(zh="抽取名单", en="drawn task"),
        site="site",
    ),
    Noun(
        "recusals",
        book.Recusal,
        ("officer", "site", "company", "first"),
        Text(zh="回避", en="recusal"),
    ),
    Noun("vehicles", book.Vehicle, ("id",), Text(zh="车辆", en="vehicle")),
    Noun(
        "pins",
        book.Pin,
        ("how", "site", "day", "part", "officers", "rule"),
        Text(zh="人工指定", en="pin"),
        site="site",
    ),
    Noun("day_marks", book.DayMark, ("on",), Text(zh="节假日与天气", en="marked day")),
    Noun("rule_settings", book.RuleSetting, ("rule", "param"), Text(zh="规则", en="rule number")),
    Noun("places", book.Place, ("id",), Text(zh="出发地与片区", en="place")),
    Noun("legs", book.Leg, ("origin", "target"), Text(zh="路程", en="travel time")),
    Noun("hazards", book.Hazard, ("id",), Text(zh="问题隐患台账", en="hazard"), site="site"),
    Noun("scoring", standing.ScoreRule, ("trigger",), Text(zh="评分标准", en="scoring")),
    Noun(
        "incidents",
        standing.Incident,
        ("site", "on", "kind"),
        Text(zh="事故与违规", en="incident"),
        site="site",
    ),
    Noun(
        "score_sheets",
        standing.ScoreSheet,
        ("site", "on", "sheet", "form"),
        Text(zh="安全检查评分", en="safety score"),
        site="site",
    ),
    Noun("penalties", standing.Penalty, ("id",), Text(zh="处罚", en="penalty"), site="site"),
    Noun(
        "members",
        standing.Member,
        ("site", "joined_on"),
        Text(zh="工地联盟", en="alliance member"),
        site="site",
    ),
    Noun(
        "exchanges",
        standing.Exchange,
        ("on", "host", "subject"),
        Text(zh="互学互查", en="exchange"),
        site="host",
    ),
    Noun("plans", kept.KeptPlan, ("id",), Text(zh="计划存档", en="kept plan")),
    Noun("tasks", kept.Task, ("id",), Text(zh="任务", en="task"), site="site"),
    Noun(
        "results",
        kept.CheckResult,
        ("task", "body", "item", "line"),
        Text(zh="检查结果", en="check result"),
    ),
    Noun("photos", kept.Photo, ("id", "hazard", "task"), Text(zh="照片", en="photo")),
    Noun("calls", kept.Call, ("id",), Text(zh="紧急呼叫", en="urgent call"), site="site"),
    Noun("ratings", kept.Rating, ("site", "on"), Text(zh="评定", en="rating"), site="site"),
    Noun(
        "conflicts",
        Conflict,
        ("id",),
        Text(zh="冲突", en="conflict"),
        ("base", "in_ledger", "in_file"),
        site="site",
    ),
    Noun("readings", Reading, ("file", "place", "of"), Text(zh="读入", en="reading")),
    Noun("doubts", Doubt, ("id",), Text(zh="疑似重复", en="possible double")),
    Noun("other_names", OtherName, ("of", "name"), Text(zh="别名", en="other name")),
    Noun("closed_months", ClosedMonth, ("id",), Text(zh="月报锁定", en="closed month")),
    Noun("accounts", accounts.Account, ("name",), Text(zh="账号", en="account"), ("hash",)),
    Noun("tokens", accounts.ApiToken, ("id",), Text(zh="接口令牌", en="token"), ("hash",)),
)

NOUNS = {noun.name: noun for noun in _LIST}
"""Every noun, by the name of its table; those of a workbook have the name of its field."""
