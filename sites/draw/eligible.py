"""Which sites are in the draw, for which bodies, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sites.base import Text
from sites.book import Site
from sites.catalogue import items_for
from sites.draw.audit import BodyCode, BodyRow, Excluded, SiteCode, SiteRow
from sites.draw.people import Crowd, with_people
from sites.draw.ranks import SITE, rank
from sites.going import open_sessions
from sites.need import Need
from sites.needs.routine import item_facts
from sites.needs.view import BookView
from sites.needs.words import COLOURS, say_day
from sites.round import Round

SITE_WHY: dict[SiteCode, Text] = {
    "finished": Text(zh="已竣工", en="finished"),
    "stopped": Text(zh="停工", en="stopped"),
    "not_begun": Text(zh="尚未开工", en="not begun"),
    "shut": Text(
        zh="本期没有可查的工作日（禁查日期、工期已过）", en="no working day in the period"
    ),
    "exempt": Text(zh="免抽名单", en="exempt"),
    "no_body": Text(zh="没有可抽的实施主体", en="no body is eligible there"),
}


def candidate_needs(view: BookView) -> Iterator[Need]:
    """Yield what each body would inspect at each site: all its items that come round there."""
    for site in view.sites.values():
        items = [i for i in items_for(site, view.items) if i.days(site.colour) is not None]
        for body in bodies_of(view):
            own = view.items_of(body, items)
            if own:
                why = COLOURS[site.colour]
                facts = {"minutes": sum(i.minutes for i in own), "why": why, **item_facts(own)}
                yield view.need(site, body, "routine", view.last, **facts)


def bodies_of(view: BookView) -> tuple[str, ...]:
    """Enforcing bodies, by name."""
    return tuple(sorted({b.enforcing for b in view.bodies.values()}))


def site_row(view: BookView, crowd: Crowd, site: Site) -> SiteRow:
    """Return a site's row: its bodies each with a reason or with people, its rank if eligible."""
    row = SiteRow(site=site.id, name=site.name, colour=site.colour)
    code = _out(view, crowd.round, site)
    if code is not None:
        says = SITE_WHY[code]
        return row.but(excluded=Excluded(code=code, says=says))
    needs = {n.body: n for n in crowd.round.needs_at.get(site.id, ())}
    bodies = tuple(_body_row(view, crowd, site, b, needs.get(b)) for b in bodies_of(view))
    if all(b.excluded for b in bodies):
        told = Excluded(code="no_body", says=SITE_WHY["no_body"])
        return row.but(bodies=bodies, excluded=told)
    return row.but(bodies=bodies, rank=rank(crowd.seed, SITE, site.id))


def _out(view: BookView, round: Round, site: Site) -> SiteCode | None:
    if site.status != "active":
        return site.status
    if site.starts_on is not None and site.starts_on > view.last:
        return "not_begun"
    if not open_sessions(round, site):
        return "shut"
    return "exempt" if set(site.traits) & set(view.settings.draw_exempt) else None


def _body_row(view: BookView, crowd: Crowd, site: Site, body: str, need: Need | None) -> BodyRow:
    people = max(view.settings.draw_people, view.bodies[body].min_people)
    row = BodyRow(body=body, people=people, items=need.items if need else ())
    if need is None:
        return row.but(excluded=_told("no_items", "没有适用的检查事项", "no item applies"))
    why = _body_out(view, crowd.round, site, need)
    if why is not None:
        return row.but(excluded=why)
    full = with_people(row, need, crowd)
    able = sum(o.excluded is None for o in full.officers)
    if able < people:
        zh, en = f"可派{able}人，应有{people}人", f"{able} of the {people} people wanted"
        return full.but(
            excluded=_told("too_few_people", zh, en),
            officers=tuple(o.but(drawn=False) for o in full.officers),
        )
    return full


def _told(code: BodyCode, zh: str, en: str) -> Excluded:
    return Excluded(code=code, says=Text(zh=zh, en=en))


def _body_out(view: BookView, round: Round, site: Site, need: Need) -> Excluded | None:
    """On the platform's list, inspected lately, or at its ceiling: in that order."""
    drawn = [t for t in view.drawn.get(site.id, ()) if view.enforcing(t.body) == need.body]
    if drawn:
        number = "、".join(t.task_no or t.name for t in drawn)
        return _told("on_list", f"已在抽取名单（{number}）", f"on the drawn list ({number})")
    days = getattr(view.settings, f"draw_days_{site.colour}")
    last = next((r.on for r in view.checks.get((site.id, need.body), ())), None)
    if last is not None and (view.today - last).days < days:
        on = say_day(last)
        return _told(
            "recent",
            f"{on.zh}查过，不满{days}天",
            f"inspected on {on.en}, less than {days} days ago",
        )
    years = sorted({s.day.year for s in round.sessions})
    if _all_full([round.frequency.headroom(need.body, site.id, y) for y in years]):
        return _told("ceiling", "已达年度频次上限（本台账口径）", "at its yearly ceiling")
    return None


def _all_full(rooms: Sequence[int | None]) -> bool:
    return bool(rooms) and all(room == 0 for room in rooms)
