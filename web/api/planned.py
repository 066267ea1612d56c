"""A week's plan as it stands, and the tag that names it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from threading import Lock

from sites.base import Text
from sites.errors import Refused
from sites.json_files import plan_json
from sites.plan import Plan
from web.api.answers import NotThere
from web.week.store import Step, WeekStore, store_of

CHANGED = Text(
    zh="这一周的计划已被改过，请重新取得后再试", en="the plan has changed; look at it again"
)
ONE_AT_A_TIME = Lock()
"""Held while a week's files are changed, so that two programs do not write the same one."""


def week_now(folder: Path) -> tuple[WeekStore, Step]:
    """The week's store and its plan now; raises `NotThere` where it is not planned."""
    if not (folder / "plan.json").exists():
        raise NotThere
    store = store_of(folder)
    step = store.now
    if step is None:
        raise NotThere
    return store, step


def etag(plan: Plan) -> str:
    """What names this very plan, its signatures included."""
    return f'"{hashlib.sha256(plan_json(plan).encode()).hexdigest()[:20]}"'


def see_match(plan: Plan, if_match: str) -> None:
    """Raise `Refused` if a plan is not the one that was seen; nothing said, nothing asked."""
    if if_match and if_match.removeprefix("W/") != etag(plan):
        raise Refused(CHANGED)
