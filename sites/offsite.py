"""非现场检查: a check by documents or announced cameras; and 线索, what a drone or camera finds.

An off-site check meets the needs whose items allow it and spares the site a visit
(国办发〔2024〕54号: no visit where it can be done in writing or off site). It counts against no
ceiling and disturbs nobody's peace. A drone only ever gives a lead: it opens a case need, and is
never the ground of a penalty (``clerk-and-law.md`` 16, 处罚法41).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from sites.authority import may_use
from sites.base import Text
from sites.book import Body, Complaint, Item, Officer, PastVisit, Site, SiteBook
from sites.errors import Refused

Means = Literal["documents", "camera"]
MEANS: dict[Means, Text] = {
    "documents": Text(zh="资料核查", en="documents"),
    "camera": Text(zh="公告的固定监控", en="announced fixed cameras"),
}
LeadMeans = Literal["drone", "camera"]
LEAD_CHANNELS: dict[LeadMeans, str] = {"drone": "无人机巡查线索", "camera": "视频监测线索"}
"""What stands under 渠道 in 投诉, where a lead is kept: it has a clock and makes a case need."""

ON_SITE_ONLY = (
    "危大", "深基坑", "高支模", "脚手架", "塔吊", "塔式起重机", "塔机", "起重", "升降机", "提升机",
    "吊篮", "模板",
)  # fmt: skip
"""Words of 危大工程 and lifting machines: their items are never checked off site."""


def may_be_offsite(item: Item) -> bool:
    """Whether an item may be checked off site: it is allowed, and it is none of 危大 or 塔吊."""
    words = (item.code, item.name, item.target, *item.traits, *item.skills)
    return item.offsite_ok and not any(w in text for w in ON_SITE_ONLY for text in words)


def why_on_site(items: Sequence[Item]) -> str:
    """Return why items are looked at on site: their own reasons, else what follows from them."""
    reasons = dict.fromkeys(i.onsite_reason for i in items if i.onsite_reason)
    if reasons:
        return "；".join(reasons)
    if items and all(may_be_offsite(i) for i in items):
        return "到期前没有非现场检查记录，须到场"
    return "须现场查看，不能以书面或非现场方式代替"


def offsite_check(
    book: SiteBook,
    site: Site,
    items: Sequence[Item],
    officers: Sequence[Officer],
    day: date,
    means: Means,
    result: str,
) -> PastVisit:
    """Return the record of an off-site check.

    Raises
    ------
    Refused
        If an item does not allow it, the items are not of one body, the conclusion is missing, or
        two certified officers with one of the body's own among them do not sign it.
    """
    _see_items(items)
    body = _enforcing(book, items[0].body)
    if any(_enforcing(book, i.body) != body for i in items):
        raise Refused(
            Text(
                zh="一次非现场检查只能是同一实施主体的事项",
                en="the items of an off-site check are of one enforcing body",
            )
        )
    if not result.strip():
        raise Refused(Text(zh="没有写检查结论", en="the conclusion is missing"))
    codes = tuple(i.code for i in items)
    _see_signed(book, officers, body, codes, day)
    return PastVisit(
        site=site.id,
        on=day,
        body=body,
        items=codes,
        officers=tuple(o.id for o in officers),
        result=result,
        origin=f"非现场检查：{MEANS[means].zh}",
        onsite=False,
        counted=False,
    )


def _see_items(items: Sequence[Item]) -> None:
    if not items:
        raise Refused(Text(zh="没有写检查事项", en="no item is named"))
    barred = [i for i in items if not may_be_offsite(i)]
    if barred:
        zh, en = "、".join(i.name for i in barred), ", ".join(i.name for i in barred)
        raise Refused(
            Text(
                zh=f"事项“{zh}”不允许非现场检查（危大工程、起重机械一律到场）",
                en=f"not to be checked off site: {en} (hazardous works and lifting never are)",
            )
        )


def _see_signed(
    book: SiteBook, officers: Sequence[Officer], body: str, codes: tuple[str, ...], day: date
) -> None:
    certified = {o.id for o in officers if o.certified(day)}
    if len(certified) < 2:
        raise Refused(
            Text(
                zh=f"非现场检查结论须两名当日持证执法人员签名，现有{len(certified)}名",
                en=f"two officers certified that day sign; there are {len(certified)}",
            )
        )
    bodies = {b.id: b for b in book.bodies}
    signing = [o for o in officers if o.id in certified]
    if not any(may_use(o, body, codes, day, book.grants, bodies) for o in signing):
        raise Refused(
            Text(
                zh=f"签名人员中没有可代表{body}的人",
                en=f"nobody of those who sign may act for {body}",
            )
        )


def _enforcing(book: SiteBook, body: str) -> str:
    return next((b.enforcing for b in book.bodies if body in (b.id, b.enforcing)), body)


def is_lead(complaint: Complaint) -> bool:
    """Whether a row of 投诉 is a lead of a drone or a camera and nobody's complaint."""
    return complaint.channel in LEAD_CHANNELS.values()


def see_enforces(body: Body) -> None:
    """Raise `Refused` for a partner: it mediates or helps, it inspects nobody."""
    if body.type == "partner":
        raise Refused(
            Text(
                zh=f"{body.id}是协同单位，不实施行政检查；线索请交有权的实施主体",
                en=f"{body.id} is a partner and inspects nobody; give the lead to a body that may",
            )
        )


def lead(id: str, site: Site, at: datetime, means: LeadMeans, body: str, what: str) -> Complaint:
    """Return a lead: it makes a case need for the body, which goes and looks.

    Raises
    ------
    Refused
        If it does not say what was seen.
    """
    if not what.strip():
        raise Refused(Text(zh="没有写线索内容", en="what was seen is missing"))
    return Complaint(
        id=id,
        site=site.id,
        on=at.date(),
        channel=LEAD_CHANNELS[means],
        sent_at=at,
        body=body,
        content=what,
    )
