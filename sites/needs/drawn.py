"""双随机: what was drawn (抽取名单, 预抽) becomes a need, with its number and its people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sites.base import Text
from sites.book import Item, Site
from sites.catalogue import default_items, items_for
from sites.drawn import NOTICE, DrawnTask
from sites.need import Need
from sites.needs.routine import item_facts
from sites.needs.view import BookView, midnight
from sites.needs.words import join, say_day, say_late

What = tuple[str, str, str]
"""Enforcing body, kind and 计划文号: a drawn check and a due one with the same are one check."""


def with_drawn(view: BookView, site: Site, needs: Sequence[Need]) -> list[Need]:
    """Return a site's needs with what was drawn there.

    Where the body owes the site a check of that kind anyway, the two are one need: all the items,
    the earlier due day. Else the drawn check is a need of its own, once it is due by the end of the
    merge window. A drawn need carries 任务编号 and the people who go.
    """
    if site.status != "active":
        return list(needs)
    kept = list(needs)
    tasks = [t for t in view.drawn.get(site.id, ()) if _is_open(view, t)]
    for what, several in groupby(sorted(tasks, key=lambda t: _what(view, t)), _by(view)):
        same = next((n for n in kept if (n.body, n.kind, n.campaign) == what), None)
        need = _need(view, site, what, tuple(several), same)
        if same is not None:
            kept[kept.index(same)] = need
        elif need.due <= view.reach:
            kept.append(need)
    return kept


def drawn_aside(view: BookView) -> Iterator[Text]:
    """Say of every drawn site why it is not inspected, where it is not, and who was replaced."""
    places = {s.id: s for s in view.book.sites}
    names = {o.id: o.name for o in view.book.officers}
    for site, tasks in view.drawn.items():
        for task in (t for t in tasks if not _is_done(view, t)):
            told = _not_inspected(view, places[site], task) or _replaced(task, names)
            if told:
                where, what = f"{places[site].name}（{task.body}）", called(task)
                head = Text(zh=f"{what.zh}：{where}", en=f"{what.en}: {where} ")
                yield join(head, told)


def called(task: DrawnTask) -> Text:
    """What a drawn task is called: by the platform's number, or as a preliminary draw."""
    if task.origin == "platform":
        return Text(zh=f"双随机任务{task.task_no}", en=f"drawn task {task.task_no}")
    return NOTICE


def _not_inspected(view: BookView, site: Site, task: DrawnTask) -> Text | None:
    if task.skip:
        return Text(
            zh=f"抽查不进行，原因：{task.why}（{task.by}决定）",
            en=f"the drawn check is not made: {task.why} (decided by {task.by})",
        )
    if site.status != "active":
        zh = "停工" if site.status == "stopped" else "竣工"
        return Text(zh=f"工地已{zh}，未列入", en=f"the site is {site.status}: no need")
    if task.body not in view.bodies:
        return Text(zh="不是“部门”中的执法单位，未列入", en="no body that inspects: no need")
    return None


def _replaced(task: DrawnTask, names: dict[str, str]) -> Text | None:
    if not task.instead:
        return None
    old, new = ([names.get(o, o) for o in own] for own in (task.officers, task.instead))
    return Text(
        zh=f"抽中人员{'、'.join(old)}改为{'、'.join(new)}，原因：{task.why}（{task.by}决定）",
        en=f"{', '.join(new)} instead of {', '.join(old)}: {task.why} (decided by {task.by})",
    )


def _is_open(view: BookView, task: DrawnTask) -> bool:
    begun = task.first is None or task.first <= view.last
    return begun and not task.skip and task.body in view.bodies and not _is_done(view, task)


def _is_done(view: BookView, task: DrawnTask) -> bool:
    """Whether the record has its number or, where the record has none, a visit after the draw."""
    since = task.drawn_on or task.first
    for row in view.checks.get((task.site, view.enforcing(task.body)), ()):
        if row.task_no and task.task_no:
            if row.task_no == task.task_no:
                return True
        elif since is not None and row.on >= since and row.kind == task.kind:
            return True
    return False


def _what(view: BookView, task: DrawnTask) -> What:
    return (view.enforcing(task.body), task.kind, task.campaign)


def _by(view: BookView) -> Any:
    return lambda task: _what(view, task)


def _need(
    view: BookView, site: Site, what: What, tasks: tuple[DrawnTask, ...], same: Need | None
) -> Need:
    body, kind, campaign = what
    items = _items(view, site, body, tasks, same)
    minutes = sum(i.minutes for i in items) if items else view.settings.case_minutes
    due = min(t.last or view.last for t in tasks)
    opens = [midnight(t.first) for t in tasks if t.first and t.first > view.first]
    facts: dict[str, Any] = {
        "minutes": minutes,
        "task_no": "、".join(_once(t.task_no for t in tasks)),
        "drawn": _once(o for t in tasks for o in t.going),
        "draw": "platform" if any(t.origin == "platform" for t in tasks) else "predraw",
        "why": _why(view, body, tasks, same),
        **item_facts(items),
    }
    if same is not None:
        opens += [same.not_before] if same.not_before else []
        due = min(due, same.due)
        facts |= {"due": due, "owed": due <= view.last}
        return same.but(**facts, not_before=max(opens, default=None))
    facts["from_above"] = any(t.from_above for t in tasks)
    facts["not_before"] = max(opens, default=None)
    return view.need(site, body, kind, due, campaign=campaign, **facts)  # type: ignore[arg-type]


def _items(
    view: BookView, site: Site, body: str, tasks: Iterable[DrawnTask], same: Need | None
) -> tuple[Item, ...]:
    """The items drawn and those due anyway; where none is named, all that apply to the site."""
    named = {code for t in tasks for code in t.items} | set(same.items if same else ())
    if not named:
        return items_for(site, view.items_of(body, view.items))
    listed = view.book.items or default_items(view.book.bodies)
    return tuple(sorted((i for i in listed if i.code in named), key=lambda i: i.code))


def _why(view: BookView, body: str, tasks: Sequence[DrawnTask], same: Need | None) -> Text:
    names = {o.id: o.name for o in view.book.officers}
    numbers = "、".join(_once(t.task_no for t in tasks))
    last = min((t.last for t in tasks if t.last), default=None)
    by = say_day(last, after=view.today) if last else None
    going = [names.get(o, o) for o in _once(o for t in tasks for o in t.going)]
    head = Text(
        zh=f"双随机抽查：任务{numbers}，由{body}检查", en=f"Drawn: task {numbers}, for {body}"
    )
    if not numbers:
        head = Text(zh=f"{NOTICE.zh}：由{body}检查", en=f"Drawn for {body} ({NOTICE.en})")
    parts = [head]
    if by is not None and last is not None:
        parts += [Text(zh=f"，{by.zh}前完成", en=f", by {by.en}"), say_late(last, view.today)]
    if going:
        parts.append(Text(zh=f"，人员{'、'.join(going)}", en=f", people {', '.join(going)}"))
    changed = [r for t in tasks if (r := _replaced(t, names))]
    parts += [Text(zh=f"（{r.zh}）", en=f" ({r.en})") for r in changed]
    parts.append(Text(zh="。", en="."))
    if same is not None:
        parts.append(Text(zh=same.why.zh, en=f" {same.why.en}"))
    return join(*parts)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w for w in words if w))
