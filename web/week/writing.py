"""The files of an edited week, and the steps of its approval: for a process of their own.

What goes in and comes out is text, so that any process can be asked.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from constraints import verify
from exports.week import write_again
from scheduler.by_hand import told
from sites.approval import Verb, content_digest
from sites.base import Language, Text
from sites.errors import BookError, Refused
from sites.json_files import plan_json, read_plan, round_json
from sites.plan import Plan
from sites.round import Round
from web.week.signing import sign
from web.week.store import CHANGED_BESIDE


class Done(NamedTuple):
    """What came of it: the plan as it is now, whether it was written, else what was wrong."""

    plan: str
    wrote: bool
    problems: tuple[Text, ...] = ()


def written(
    folder: str, round_text: str, plan_text: str, base: str, keep: bool, lang: Language
) -> Done:
    """Write an edited plan over the folder's, and tell its unmet needs and reasons.

    ``base`` is the digest of the content that the folder's plan had when the edits began; if it
    has another now, nothing is written, nor where the plan breaks rules. ``keep`` the old roster.
    """
    out = Path(folder)
    round, plan = Round.model_validate_json(round_text), Plan.model_validate_json(plan_text)
    verdict = verify(plan, round)
    if not verdict.lawful:
        return Done(plan_text, False)
    try:
        if content_digest(read_plan(out / "plan.json")) != base:
            return Done(plan_text, False, (CHANGED_BESIDE,))
        known = told(plan.but(round_digest=round.digest), round, verdict)
        write_again(out, round, known, verdict, lang=lang, keep=keep)
    except (BookError, Refused) as error:
        return Done(plan_text, False, said(error))
    return Done(plan_json(known), True)


def signed(folder: str, verb: Verb, by: str, on: date, ledger: str, lang: Language) -> Done:
    """Move the folder's week one step on, as the commands do.

    ``ledger`` is where a published week and its tasks are kept.
    """
    out = Path(folder)
    try:
        done = sign(out, verb, by, on, ledger=ledger, source=out.name, lang=lang)
    except (BookError, Refused) as error:
        return Done("", False, said(error))
    return Done(plan_json(done.plan), True)


def said(error: BookError | Refused) -> tuple[Text, ...]:
    """What an error tells people: exceptions do not travel well between processes."""
    if isinstance(error, Refused):
        return (error.says,)
    return tuple(Text(zh=f.in_("zh"), en=f.in_("en")) for f in error.faults)


def texts_of(round: Round, plan: Plan) -> tuple[str, str]:
    """Round and plan as another process takes them."""
    return round_json(round), plan_json(plan)
