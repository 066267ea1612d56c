"""评分标准: what each occurrence takes off; the office's rows go before the defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sites.base import Text
from sites.standing import ScoreRule, Trigger

ESTIMATE = "默认值，估计，请街道核定"

TRIGGERS: dict[Trigger, Text] = {
    "minor": Text(zh="一般隐患", en="minor hazard"),
    "serious": Text(zh="一般（内部较重）隐患", en="more serious hazard"),
    "major": Text(zh="重大隐患", en="major hazard"),
    "overdue": Text(zh="逾期未整改", en="not mended in time"),
    "complaint": Text(zh="投诉属实", en="verified complaint"),
    "score_failed": Text(zh="安全检查评分不合格", en="safety score failed"),
    "unsigned": Text(zh="拒绝签字", en="refused to sign"),
    "major_open": Text(zh="重大隐患未销号", en="major hazard still open"),
    "fatal": Text(zh="死亡事故", en="fatal accident"),
    "refused": Text(zh="拒绝检查", en="refused inspection"),
    "resumed": Text(zh="擅自复工", en="resumed without approval"),
}
"""Every trigger, in the order of the table."""

DEFAULTS: tuple[ScoreRule, ...] = tuple(
    ScoreRule(trigger=trigger, points=points, veto=veto, basis=ESTIMATE)
    for trigger, points, veto in (
        ("minor", 2, False),
        ("serious", 5, False),
        ("major", 20, False),
        ("overdue", 5, False),
        ("complaint", 2, False),
        ("score_failed", 20, False),
        ("unsigned", 0, False),
        ("major_open", 0, True),
        ("fatal", 0, True),
        ("refused", 0, True),
        ("resumed", 0, True),
    )
)
"""All [estimate]: no published table was found (``domain.md`` §2).

Refusing to sign is a site's right and noted as such (安全生产法68), so it takes nothing off;
refusing to be inspected makes the site red.
"""


def scoring_table(rows: Iterable[ScoreRule]) -> Mapping[Trigger, ScoreRule]:
    """Return the table in force: each trigger's row, the default where the office has none."""
    own = {row.trigger: row for row in rows}
    return {row.trigger: own.get(row.trigger, row) for row in DEFAULTS}
