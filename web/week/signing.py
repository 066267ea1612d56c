"""Submit, approve, publish: the steps of a week's approval, for the page and the commands alike.

Needs no browser: what it joins (plan again, write again) lies in packages that know no other.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from constraints import verify
from exports.judgement import verdict_lines
from exports.week import last_published, see_writable, write_again
from scheduler.by_hand import Week, read_week, told
from sites.approval import Verb, moved
from sites.base import Language, Text
from sites.errors import Refused
from sites.ledger import open_ledger
from sites.ledger.publishing import keep_published
from sites.plan import Plan
from sites.round import Round


class Signed(NamedTuple):
    """The plan as it is now, what its roster said, and where old files were kept."""

    plan: Plan
    notes: tuple[Text, ...]
    kept: tuple[Path, ...]


class Unlawful(Refused):
    """The week breaks rules; says all of them."""


def lawful_week(out: Path) -> Week:
    """The folder's week as its roster says it.

    Raises
    ------
    BookError
        With every fault of the files.
    Unlawful
        If it breaks rules.
    """
    week = read_week(out)
    if not week.verdict.lawful:
        found = (week.verdict, week.plan, week.round, week.places)
        zh, en = ("\n".join(verdict_lines(*found, lang)) for lang in ("zh", "en"))
        raise Unlawful(Text(zh=zh, en=en))
    return week


def sign(
    out: Path, verb: Verb, by: str, on: date, *, ledger: str, source: str, lang: Language
) -> Signed:
    """Move the folder's week one step on; write it again.

    A plan that is published is kept in the ``ledger`` first, if one is named: there ``source`` says
    where it came from. Killed in between, it stands there and the folder still says 已批准: the
    same step again then writes the folder.

    Raises
    ------
    BookError
        With every fault of the files, or if they cannot be written.
    Refused
        If the week breaks rules, or the step is not open.
    """
    week = lawful_week(out)
    plan = moved(week.plan, verb, by, on, last_published(out) + 1)
    if week.edited:
        plan = told(plan, week.round, week.verdict)
    verdict, archive = verify(plan, week.round), verb == "publish"
    if archive and ledger:
        see_writable(out)
        plan = _kept(plan, week.round, by, source, ledger)
    kept = write_again(
        out, week.round, plan, verdict, places=week.places, lang=lang, archive=archive
    )
    return Signed(plan, week.notes, kept)


def _kept(plan: Plan, round: Round, by: str, source: str, ledger: str) -> Plan:
    place = open_ledger(ledger)
    try:
        with place.act(by, source=f"publish {source}", on=plan.approval.on) as act:
            return keep_published(act, plan, round)
    finally:
        place.close()
