"""What rows of the ledger, their cells and events are called: headings of sheets, plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constraints import RULES
from sites.base import Language, Text
from sites.book import SiteBook
from sites.closure import TITLES
from sites.ledger.nouns import NOUNS
from sites.merging import EXTRA, REASON
from sites.personal import without_numbers
from sites.vocabulary import CHOICES, SHEETS, Column, word

LONGEST = 60
HIDDEN = Text(zh="（不显示）", en="(not shown)")
BLANK = Text(zh="（空）", en="(blank)")
UNKNOWN = Text(zh="（不详）", en="(not known)")
_OTHERS = {
    "extra": Text(zh="其他列", en="other columns"),
    "typed": Text(zh="原样文字", en="as typed"),
    "state": Text(zh="状态", en="state"),
    "reason": Text(zh="原因", en="reason"),
    "why": Text(zh="原因", en="why"),
    "by": Text(zh="经办人", en="by"),
    "on": Text(zh="日期", en="on"),
    "site": Text(zh="工地", en="site"),
    "colour": Text(zh="三色等级", en="colour"),
    "points": Text(zh="得分", en="points"),
    "version": Text(zh="版次", en="version"),
    "first_day": Text(zh="起始日期", en="from"),
    "last_day": Text(zh="截止日期", en="to"),
    "plan": Text(zh="计划", en="plan"),
    "round": Text(zh="数据", en="data"),
    "visit": Text(zh="检查", en="visit"),
    "officers": Text(zh="执法人员", en="officers"),
    "needs": Text(zh="应查", en="needs"),
    "result": Text(zh="检查结果", en="result"),
    "finding": Text(zh="存在问题", en="finding"),
    "measure": Text(zh="整改要求", en="measure"),
    "platform_no": Text(zh="平台任务编号", en="platform no."),
    "code": Text(zh="行政行为码", en="act code"),
    "arrived_at": Text(zh="到场时间", en="arrived"),
    "reported_at": Text(zh="反馈时间", en="reported"),
    "accepted_at": Text(zh="接报时间", en="accepted"),
    "content": Text(zh="内容", en="content"),
    "note": Text(zh="备注", en="note"),
    "of": Text(zh="表", en="sheet"),
    "row": Text(zh="行", en="row"),
    "field": Text(zh="栏目", en="field"),
    "file": Text(zh="文件", en="file"),
    "base": Text(zh="原值", en="was"),
    "in_ledger": Text(zh="台账的值", en="in the ledger"),
    "in_file": Text(zh="表中的值", en="in the file"),
    "who": Text(zh="读入人", en="read by"),
    "at": Text(zh="时间", en="at"),
    "took": Text(zh="采用", en="taken"),
    "role": Text(zh="角色", en="role"),
    "hash": Text(zh="密码或令牌", en="password or token"),
    "disabled": Text(zh="停用", en="disabled"),
    "failed": Text(zh="连续输错次数", en="wrong tries"),
    "locked_until": Text(zh="锁定至", en="locked until"),
    "account": Text(zh="账号", en="account"),
    "expires": Text(zh="有效期至", en="valid until"),
    "decided_by": Text(zh="决定人", en="decided by"),
    "id": Text(zh="编号", en="id"),
    "name": Text(zh="名称", en="name"),
}
_STATES = {
    "published": Text(zh="已发布", en="published"),
    "done": Text(zh="已执行", en="done"),
    "not_done": Text(zh="未执行", en="not carried out"),
    "cancelled": Text(zh="已取消", en="cancelled"),
    "resolved": Text(zh="已处理", en="resolved"),
}
VERBS = {
    "added": Text(zh="新增", en="added"),
    "changed": Text(zh="修改", en="changed"),
    "dropped": Text(zh="删除", en="dropped"),
    "found": Text(zh="发现", en="found"),
    "read": Text(zh="读入", en="read"),
    "conflict": Text(zh="冲突", en="conflict"),
    "resolved": Text(zh="冲突处理", en="conflict decided"),
    "published": Text(zh="发布", en="published"),
    "recorded": Text(zh="登记", en="recorded"),
    "rated": Text(zh="评定", en="rated"),
    "set": Text(zh="人工评定", en="set by hand"),
    "raised": Text(zh="升级", en="up"),
    "lowered": Text(zh="降级", en="down"),
    "accepted": Text(zh="接报", en="accepted"),
    "arrived": Text(zh="到场", en="arrived"),
    "reported": Text(zh="反馈", en="reported back"),
    "seen": Text(zh="发现线索", en="lead seen"),
    "checked_offsite": Text(zh="非现场检查", en="checked off site"),
    "joined": Text(zh="加入联盟", en="joined"),
    "met": Text(zh="互学互查", en="exchange"),
    "locked": Text(zh="锁定", en="locked"),
    "forgotten": Text(zh="清除个人信息", en="personal data forgotten"),
    "corrected": Text(zh="更正", en="corrected"),
    "settled": Text(zh="办结", en="settled"),
    "filled": Text(zh="补填", en="filled in"),
    "taken_in": Text(zh="并入", en="taken in"),
    "doubted": Text(zh="疑似重复", en="perhaps the same"),
    "logged_in": Text(zh="登录", en="logged in"),
    "logged_out": Text(zh="退出登录", en="logged out"),
    "login_failed": Text(zh="登录失败", en="wrong password"),
    "locked_out": Text(zh="登录失败过多，已锁定", en="locked after wrong passwords"),
    "password_set": Text(zh="设置密码", en="password set"),
    "tiles_set": Text(zh="设置瓦片底图", en="map tiles set"),
}
_MOVES: dict[str, Text] = {
    **_STATES,
    **{str(kind): title for kind, title in TITLES.items()},
    **VERBS,
}


def verb_word(verb: str, lang: Language) -> str:
    """What happened; a move of a life cycle has its own name."""
    known = _MOVES.get(verb)
    return known.in_(lang) if known else verb.replace("_", " ")


def noun_word(noun: str, lang: Language) -> str:
    """What the rows of a noun are called: its sheet's name, where it has one."""
    return SHEETS[noun].name(lang) if noun in SHEETS else NOUNS[noun].title.in_(lang)


def cell_name(noun: str, field: str, lang: Language) -> str:
    """The heading of a cell."""
    if field.startswith(EXTRA):
        return field.removeprefix(EXTRA)
    if field.startswith(REASON):
        return _reason_of(field.removeprefix(REASON), lang)
    if column := _column(noun, field):
        return column.name(lang)
    return _OTHERS[field].in_(lang) if field in _OTHERS else field.replace("_", " ")


def _reason_of(need: str, lang: Language) -> str:
    """The cell of 任务单 that says why a need (site/body/kind) was not met."""
    body, _, kind = need.partition("/")[2].rpartition("/")
    of = f"{body} {word('kind', kind, lang)}" if kind in CHOICES["kind"] else need
    return Text(zh=f"未检查原因（{of}）", en=f"why not inspected ({of})").in_(lang)


def cell_value(
    noun: str, field: str, value: Any, lang: Language, names: Mapping[str, str] = {}
) -> str:
    """A cell as people write it; ``value`` is the JSON value of an event or of a merge.

    ``names`` (see `labels`) stand for ids. Personal data are never told.
    """
    if field in NOUNS[noun].private and value not in (None, ""):
        return HIDDEN.in_(lang)
    if isinstance(value, dict) and "typed" in value:
        return _short("、".join(map(str, value["typed"])))
    if value in (None, "", [], ()):
        return BLANK.in_(lang)
    if isinstance(value, list | tuple):
        return _short("、".join(cell_value(noun, field, one, lang, names) for one in value))
    column = _column(noun, field)
    if column and column.type in ("ref", "refs"):
        return _short(names.get(str(value), str(value)))
    return _short(_one(column, field, value, lang))


def _one(column: Column | None, field: str, value: Any, lang: Language) -> str:
    if column and column.type in ("choice", "choices") and str(value) in CHOICES[column.of]:
        return word(column.of, value, lang)
    if isinstance(value, bool):
        return word((column.of if column else "") or "flag", value, lang)
    if field == "state" and value in _STATES:
        return _STATES[value].in_(lang)
    if column and column.type == "time" and isinstance(value, int):
        return f"{value // 60}:{value % 60:02d}"
    if isinstance(value, dict):
        return "、".join(str(v) for v in value.values() if isinstance(v, str | int) and v != "")
    return str(value)


def _short(text: str) -> str:
    text = without_numbers(" ".join(text.split()))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _column(noun: str, field: str) -> Column | None:
    known = {c.field: c for c in SHEETS[noun].columns} if noun in SHEETS else {}
    return known.get(field)


def labels(book: SiteBook) -> dict[str, str]:
    """Id → name, for keys that people shall read: officers and sites by name, never by number."""
    items = {item.code: item.name for item in book.items}
    sites = {site.id: site.name for site in book.sites}
    companies = {company.id: company.name for company in book.companies}
    return items | companies | sites | {officer.id: officer.name for officer in book.officers}


def row_word(noun: str, key: str, names: Mapping[str, str], lang: Language) -> str:
    """A row by its natural key, with names for ids and people's words for choices and rules."""
    parts, fields = key.split("|"), NOUNS[noun].key
    if not fields:
        return NOUNS[noun].title.in_(lang)
    if len(parts) == len(fields):
        told = zip(fields, parts, strict=True)
        parts = [_key_part(_column(noun, field), part, lang, names) for field, part in told]
    return " ".join(part for part in parts if part) or NOUNS[noun].title.in_(lang)


def _key_part(column: Column | None, part: str, lang: Language, names: Mapping[str, str]) -> str:
    if column and column.type == "choice" and part in CHOICES[column.of]:
        return word(column.of, part, lang)
    if column and column.field == "rule" and part in RULES:
        return RULES[part].title.in_(lang)
    return "、".join(names.get(one, one) for one in part.split("、"))
