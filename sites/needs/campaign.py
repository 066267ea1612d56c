"""专项: a plan or an order of 计划与交办, at each site it selects and has not reached yet."""

from __future__ import annotations

from collections.abc import Iterator

from sites.base import Text
from sites.book import Campaign, Item, PastVisit, Site
from sites.catalogue import items_for
from sites.need import Need
from sites.needs.routine import item_facts
from sites.needs.view import BookView, midnight
from sites.needs.words import say_day


def campaign_needs(view: BookView, site: Site) -> Iterator[Need]:
    """Yield a need for each campaign due here: hard from its first to its last day.

    A campaign without items means all the body's items that apply to the site.
    """
    if site.status != "active":
        return
    for campaign in sorted(view.book.campaigns, key=lambda c: (c.id, c.first, c.name)):
        if _concerns(view, campaign, site) and not _visited(view, campaign, site.id):
            yield _need(view, campaign, site)


def _concerns(view: BookView, campaign: Campaign, site: Site) -> bool:
    return (
        campaign.state != "cancelled"
        and campaign.body in view.bodies
        and campaign.first <= view.last
        and view.first <= campaign.last <= view.reach
        and (not campaign.sites or site.id in campaign.sites)
        and (not campaign.zones or site.zone in campaign.zones)
        and (not campaign.colours or site.colour in campaign.colours)
        and (not campaign.traits or any(t in campaign.traits for t in site.traits))
    )


def _visited(view: BookView, campaign: Campaign, site: str) -> bool:
    rows = view.checks.get((site, view.enforcing(campaign.body)), ())
    return any(_under(campaign, row) for row in rows)


def _under(campaign: Campaign, row: PastVisit) -> bool:
    """Whether a visit was made under the campaign; one with no number at all counts as such."""
    if row.kind != "campaign" or not campaign.first <= row.on <= campaign.last:
        return False
    numbers = [n for n in (row.approval, row.task_no) if n]
    return not numbers or any(campaign.id in n for n in numbers)


def _need(view: BookView, campaign: Campaign, site: Site) -> Need:
    body = view.enforcing(campaign.body)
    items = _items(view, campaign, site)
    minutes = campaign.minutes
    if minutes is None:
        minutes = sum(i.minutes for i in items) if items else view.settings.case_minutes
    return view.need(
        site,
        body,
        "campaign",
        campaign.last,
        campaign=campaign.id,
        minutes=minutes,
        not_before=midnight(campaign.first),
        expires=campaign.last,
        approved=campaign.state == "approved",
        from_above=campaign.from_above,
        why=_why(campaign, body),
        **item_facts(items),
    )


def _items(view: BookView, campaign: Campaign, site: Site) -> tuple[Item, ...]:
    own = view.items_of(view.enforcing(campaign.body), view.items)
    if not campaign.items:
        return tuple(items_for(site, own))
    return tuple(i for i in own if i.code in campaign.items or i.name in campaign.items)


def _why(campaign: Campaign, body: str) -> Text:
    first = say_day(campaign.first)
    last = say_day(campaign.last, after=campaign.first)
    level = ("上级部署", "from above") if campaign.from_above else ("本级部署", "own level")
    name = f"{campaign.name}（{campaign.id}）" if campaign.name else campaign.id
    waits = campaign.state != "approved"
    return Text(
        zh=f"专项：{name}，{level[0]}，由{body}在{first.zh}至{last.zh}检查，本工地尚未查"
        + ("，计划尚未批准。" if waits else "。"),
        en=f"Campaign: {campaign.name or campaign.id} ({campaign.id}, {level[1]}), by {body} from "
        f"{first.en} to {last.en}, not yet done here" + (", not approved yet." if waits else "."),
    )
