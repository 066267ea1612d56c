"""复查: a hazard is looked at again from the reply, or from the day after its deadline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sites.base import Text
from sites.book import Hazard, Site
from sites.closure.flags import deadline, recheck_due, reply_day, window_opens
from sites.need import Need
from sites.needs.view import BookView, midnight
from sites.needs.words import say_day, say_late

MOST_MINUTES = 60
"""However many hazards, one re-check takes no longer [estimate]."""


class Waiting(NamedTuple):
    """A hazard, the first day of its re-check, and the day it should be done by."""

    hazard: Hazard
    opens: date
    due: date


def recheck_needs(view: BookView, site: Site) -> Iterator[Need]:
    """Yield a need for the hazards of each body whose windows are open by the first day.

    Those that open later in the horizon make needs of their own, one for each day. A body has so
    many (working) days from there as its row of 部门 says (``clerk-and-law.md`` 7: 消防 3 and
    特种设备 10 working days run from the site's report).
    """
    groups: defaultdict[tuple[str, date], list[Waiting]] = defaultdict(list)
    for hazard in view.hazards.get(site.id, ()):
        opens = window_opens(hazard)
        body = hazard.body or hazard.found_by_body
        if opens is not None and opens <= view.last and body in view.bodies:
            waiting = Waiting(hazard, opens, recheck_due(view.bodies[body], opens, view.calendar))
            groups[view.enforcing(body), max(opens, view.first)].append(waiting)
    for (body, _), waits in sorted(groups.items()):
        if min(w.due for w in waits) <= view.reach:
            yield _need(view, site, body, waits)


def _need(view: BookView, site: Site, body: str, waits: Sequence[Waiting]) -> Need:
    settings, due = view.settings, min(w.due for w in waits)
    together = min(MOST_MINUTES, settings.recheck_minutes_each * len(waits))
    return view.need(
        site,
        body,
        "recheck",
        due,
        minutes=max(settings.recheck_minutes, together),
        not_before=midnight(max(w.opens for w in waits)),
        statutory=True,
        hazards=tuple(w.hazard.id for w in waits),
        grave=any("重大" in w.hazard.grade for w in waits),
        onsite_reason="现场核实整改情况",
        why=_why(view, body, due, [w.hazard for w in waits]),
    )


def _why(view: BookView, body: str, due: date, hazards: Sequence[Hazard]) -> Text:
    count, by = len(hazards), say_day(due, after=view.today)
    noun = "hazard" if count == 1 else "hazards"
    zh, en = [f"复查：{body}责令整改的{count}处隐患"], [f"Re-check: {count} {noun} of {body}"]
    replied = sum(_has_replied(h) for h in hazards)
    if replied:
        zh.append(f"{replied}处已报整改")
        en.append(f"{replied} reported as mended")
    overdue = [days for h in hazards if (days := _days_overdue(h, view.today)) > 0]
    if overdue:
        zh.append(f"{len(overdue)}处逾期未报，最长逾期{max(overdue)}天")
        en.append(f"{len(overdue)} past the deadline, by up to {max(overdue)} days")
    zh.append(f"应在{by.zh}前复查")
    en.append(f"to be re-checked by {by.en}")
    late = say_late(due, view.today)
    return Text(zh=f"{'，'.join(zh)}{late.zh}。", en=f"{', '.join(en)}{late.en}.")


def _has_replied(hazard: Hazard) -> bool:
    return hazard.state == "recheck" or reply_day(hazard) is not None


def _days_overdue(hazard: Hazard, today: date) -> int:
    """Days past the deadline of a hazard whose site has not reported; 0 if there is none."""
    due = deadline(hazard)
    if due is None or _has_replied(hazard):
        return 0
    return max(0, (today - due).days)
