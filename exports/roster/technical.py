"""技术信息: how good the plan is, tier by tier, and what it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from openpyxl import Workbook

from exports.roster.lists import write_list
from exports.roster.view import View
from exports.summary import STOPPED, tier_line

PARTS = ("inspect-once", "ortools", "pydantic", "openpyxl", "networkx")


def write_technical(book: Workbook, view: View) -> None:
    """Add the sheet 技术信息: pairs of a name and what holds."""
    columns = ((view.t("项目", "What"), 28.0), (view.t("内容", "Value"), 110.0))
    write_list(book, view, "technical", columns, _rows(view))


def _rows(view: View) -> Iterator[tuple[str, str]]:
    t, approval = view.t, view.plan.approval
    for tier in view.plan.tiers:
        yield t(f"第{tier.tier}层", f"tier {tier.tier}"), tier_line(tier).in_(view.lang)
    yield t("求解结束", "stopped by"), STOPPED[view.plan.stopped_by].in_(view.lang)
    yield t("计划版本", "version of the plan"), str(approval.version)
    state = view.word("states", approval.state)
    by = f"{approval.by} {approval.on or ''}".strip()
    yield t("计划状态", "state of the plan"), view.brackets(state, [by] if by else [])
    yield t("数据截至日期", "data as of"), view.round.today.isoformat()
    yield t("本轮数据指纹", "digest of the round"), view.plan.round_digest
    yield t("工作簿指纹", "digest of the workbook"), view.round.book_digest
    for part in PARTS:
        yield t(f"版本：{part}", f"version: {part}"), _version(part, view)
    for number, warning in enumerate(view.round.warnings, start=1):
        yield t(f"提示{number}", f"warning {number}"), warning.in_(view.lang)


def _version(part: str, view: View) -> str:
    try:
        return version(part)
    except PackageNotFoundError:
        return view.t("未安装", "not installed")
