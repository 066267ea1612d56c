"""The closed list of codes that say why a need is left out, or not in some session.

A rule's own name, where that rule says no; and what no single rule says.
"""

from __future__ import annotations

from constraints import RULES
from sites.base import Text

NO_OFFICER, COMBINATION, STILL_POSSIBLE = "no_officer", "combination", "still_possible"
NOT_ASKED = "not_asked"

BEYOND_RULES: dict[str, Text] = {
    NO_OFFICER: Text(zh="无人可派", en="nobody to send"),
    STILL_POSSIBLE: Text(zh="尚可安排，求解结束前未排入", en="possible still, not reached in time"),
    NOT_ASKED: Text(zh="未逐项查明", en="not looked into one by one"),
    COMBINATION: Text(zh="单项可排，合在一起排不下", en="not with all the rest"),
}

CODES: dict[str, Text] = BEYOND_RULES | {
    name: rule.title for name, rule in RULES.items() if not rule.is_soft
}
