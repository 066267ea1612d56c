"""抽取名单: what a row must say besides its cells being readable."""

from __future__ import annotations

from sites.base import Text
from sites.reading.findings import Findings
from sites.reading.records import Record

_EMPTY = Text(zh="空白", en="nothing")
_WITH_REASON = Text(
    zh="写明调整原因和决定人（“不检查”“替换人员”须留痕）",
    en="why, and who decided (not inspected, or others instead: both must be on record)",
)


def check_drawn(record: Record, findings: Findings) -> None:
    """Note what the platform drew without its number, and a change without why and by whom."""
    values = record.values
    if values.get("origin", "platform") == "platform" and not values.get("task_no"):
        number = Text(zh="平台的任务编号", en="the platform's task number")
        findings.fault(record.spot("task_no"), _EMPTY, number)
    if values.get("skip") or values.get("instead"):
        for field in ("why", "by"):
            if not values.get(field):
                findings.fault(record.spot(field), _EMPTY, _WITH_REASON)
