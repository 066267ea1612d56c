"""复查: a hazard is looked at again from the reply, or from the day after its deadline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sites.base import Text
from sites.book import Body, Hazard, Site
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
            waiting = Waiting(hazard, opens, _due(view, view.bodies[body], opens))
            groups[view.enforcing(body), max(opens, view.first)].append(waiting)
    for (body, _), waits in sorted(groups.items()):
        if min(w.due for w in waits) <= view.reach:
            yield _need(view, site, body, waits)


def window_opens(hazard: Hazard) -> date | None:
    """Return the first day of the re-check: min(reply day, day after the deadline), or None."""
    deadline = _deadline(hazard)
    days = (_replied(hazard), deadline and deadline + timedelta(days=1))
    return min((d for d in days if d), default=None)


def _deadline(hazard: Hazard) -> date | None:
    return hazard.extended_to or hazard.due


def _replied(hazard: Hazard) -> date | None:
    """Day of the site's reply, unless an earlier re-check has answered it already.

    Of a hazard that waits for its re-check, 整改完成日期 stands for a reply day not written down.
    """
    reply = hazard.replied_on or (hazard.fixed_on if hazard.state == "recheck" else None)
    answered = reply and hazard.rechecked_on and reply <= hazard.rechecked_on
    return None if answered else reply


def _due(view: BookView, body: Body, opens: date) -> date:
    if body.recheck_in == "workdays":
        last = view.calendar.add_workdays(opens, body.recheck_days)
    else:
        last = opens + timedelta(days=body.recheck_days)
    return view.calendar.next_workday(last)


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
    return hazard.state == "recheck" or _replied(hazard) is not None


def _days_overdue(hazard: Hazard, today: date) -> int:
    """Days past the deadline of a hazard whose site has not reported; 0 if there is none."""
    deadline = _deadline(hazard)
    if deadline is None or _has_replied(hazard):
        return 0
    return max(0, (today - deadline).days)
