"""预抽: our own seeded draw before planning, which never replaces the platform's.

``draw`` chooses, ``Audit`` says all that it looked at, ``differences`` recomputes, a chain of
``Skip`` logs what was not done as drawn, ``with_predraw`` feeds the plan. Nothing here is left to a
library's random numbers: whoever has SHA-256 can compute every rank by hand (`ranks.rank`).
"""

from __future__ import annotations

from sites.draw.audit import Audit, audit_json, read_audit
from sites.draw.choose import draw
from sites.draw.feed import with_predraw
from sites.draw.skips import Skip, add_skip, chain_fault, read_skips, skips_text
from sites.draw.verify import differences

__all__ = [
    "Audit",
    "Skip",
    "add_skip",
    "audit_json",
    "chain_fault",
    "differences",
    "draw",
    "read_audit",
    "read_skips",
    "skips_text",
    "with_predraw",
]
