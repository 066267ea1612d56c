"""日常: each listed item comes round as often as the site's colour says (检查事项, 红黄绿频次)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sites.base import Text
from sites.book import Item, Rain, Site
from sites.catalogue import items_for
from sites.need import Need
from sites.needs.view import BookView
from sites.needs.words import COLOURS, join, say_day, say_late
from sites.offsite import may_be_offsite, why_on_site


class ItemDue(NamedTuple):
    """One item at one site: when it is due, and on what day it is offered."""

    offered: date
    item: Item
    due: date
    days: int
    checked: date | None


def routine_needs(view: BookView, site: Site) -> Iterator[Need]:
    """Yield a need for each body with items due by the end of the merge window.

    Where some item is owed, those due later come along (低频并入高频): one need, the earliest due
    day. Only sites under construction have routine needs.
    """
    dues = [d for d in _dues(view, site) if d.offered <= view.reach]
    for body in sorted({view.enforcing(d.item.body) for d in dues}):
        yield _need(view, site, [d for d in dues if view.enforcing(d.item.body) == body])


def pinned_need(view: BookView, site: Site) -> list[Need]:
    """Return the next routine need of a site that the clerk pinned and that has no other need.

    Without it a pin 必排 or 固定 on a site where nothing is due could never be kept.
    """
    if not any(
        pin.site == site.id
        and pin.how in ("must", "fixed")
        and (pin.day is None or view.first <= pin.day <= view.last)
        and (pin.until is None or pin.until >= view.first)
        for pin in view.book.pins
    ):
        return []
    dues = list(_dues(view, site))
    if not dues:
        return []
    soonest = min(dues, key=lambda d: (d.offered, d.item.code))
    body = view.enforcing(soonest.item.body)
    same = [d for d in dues if d.offered == soonest.offered]
    return [_need(view, site, [d for d in same if view.enforcing(d.item.body) == body])]


def item_facts(items: Sequence[Item]) -> dict[str, Any]:
    """Return what a need takes over from the items it names."""
    return {
        "items": tuple(i.code for i in items),
        "skills": tuple(sorted({s for i in items for s in i.skills})),
        "two_certified": any(i.likely_filed for i in items),
        "rain": _strictest(items),
        "onsite_reason": why_on_site(items),
    }


def _strictest(items: Sequence[Item]) -> Rain:
    rains = {i.rain for i in items}
    if "must" in rains:
        return "must"
    return "postpone" if rains == {"postpone"} else "as_planned"


def _dues(view: BookView, site: Site) -> Iterator[ItemDue]:
    if site.status != "active":
        return
    for item in items_for(site, view.items):
        days = item.days(site.colour)
        if days is not None:
            yield _item_due(view, site, item, days)


def _item_due(view: BookView, site: Site, item: Item, days: int) -> ItemDue:
    """When an item is due: so many days after its last check, or after the start of the site.

    Where there is no record and that day is past or unknown, it is due now but not late: a missing
    row does not show that nobody came.
    """
    checked = _checked(view, site, item)
    since = checked or site.starts_on
    due = since + timedelta(days=days) if since else None
    if due is None or (checked is None and due < view.first):
        due = offered = view.last
    else:
        soon = view.first <= due <= view.reach
        offered = view.calendar.next_workday(due) if soon else due
    if item.rain == "must" and view.rough_day and offered <= view.reach:
        offered = min(offered, view.rough_day)
    return ItemDue(offered, item, due, days, checked)


def _checked(view: BookView, site: Site, item: Item) -> date | None:
    """Day of the last check of an item; off site it must be named and allow it."""
    of = (site.id, view.enforcing(item.body))
    named = {item.code, item.name}
    days = [r.on for r in view.checks.get(of, ()) if not r.items or named & set(r.items)]
    if may_be_offsite(item):
        days += [r.on for r in view.offsite_checks.get(of, ()) if named & set(r.items)]
    return max(days, default=None)


def _need(view: BookView, site: Site, dues: Sequence[ItemDue]) -> Need:
    return view.need(
        site,
        view.enforcing(dues[0].item.body),
        "routine",
        min(d.offered for d in dues),
        minutes=sum(d.item.minutes for d in dues),
        why=_why(view, site, dues),
        **item_facts([d.item for d in dues]),
    )


def _why(view: BookView, site: Site, dues: Sequence[ItemDue]) -> Text:
    first = min(dues, key=lambda d: (d.due, d.item.code))
    body, colour = view.enforcing(first.item.body), COLOURS[site.colour]
    return join(
        Text(zh=f"{colour.zh}：{body}日常检查", en=f"{colour.en}: routine check by {body}, "),
        _since(first, site),
        say_late(first.due, view.today),
        _weather(view, dues),
        _others(first, dues),
        Text(zh="。", en="."),
    )


def _since(first: ItemDue, site: Site) -> Text:
    """The last check (or the start of the site), how often, and the day it comes to."""
    since, every = first.checked or site.starts_on, first.days
    if first.checked:
        then = say_day(first.checked)
        zh, en = f"上次{then.zh}", f"last on {then.en}"
    else:
        zh, en = "没有记录", "none on record"
        if since:
            zh, en = f"{zh}，{say_day(since).zh}开工", f"{en}, site began {say_day(since).en}"
    if since is None or first.due != since + timedelta(days=every):
        return Text(zh=f"{zh}，每{every}天一次，现已应查", en=f"{en}, every {every} days, due now")
    due = say_day(first.due, after=since)
    moved = say_day(first.offered, after=first.due) if first.offered > first.due else None
    return Text(
        zh=f"{zh}，每{every}天一次，{due.zh}到期" + (f"（顺延至{moved.zh}）" if moved else ""),
        en=f"{en}, every {every} days, due {due.en}" + (f" (or {moved.en})" if moved else ""),
    )


def _weather(view: BookView, dues: Sequence[ItemDue]) -> Text:
    rough = view.rough_day
    names = [d.item.name for d in dues if rough and d.offered == rough and d.due > rough]
    if not names or rough is None:
        return Text(zh="", en="")
    day = say_day(rough, after=view.today)
    return Text(
        zh=f"；{'、'.join(names)}须在{day.zh}恶劣天气时查看",
        en=f"; {', '.join(names)} must be seen in the weather of {day.en}",
    )


def _others(first: ItemDue, dues: Sequence[ItemDue]) -> Text:
    if len(dues) == 1:
        return Text(zh="", en="")
    zh, en, latest = (
        f"；共{len(dues)}个事项",
        f"; {len(dues)} items in all",
        max(d.due for d in dues),
    )
    if latest == first.due:
        return Text(zh=zh, en=en)
    by = say_day(latest, after=first.due)
    return Text(zh=f"{zh}，{by.zh}前到期的一并检查", en=f"{en}, due by {by.en}")
