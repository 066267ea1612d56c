"""Complaints of a month against the same month a year before, and urgent calls."""

from __future__ import annotations

from collections.abc import Iterator

from sites.base import Text
from sites.book import Complaint
from sites.calls import in_time
from sites.figures.figure import NOTHING, Result, Traced
from sites.figures.material import Keyed, Material
from sites.offsite import is_lead


def made(material: Material) -> Iterator[Traced]:
    """Each complaint of the month; what a drone or a camera found is a lead and none."""
    for keyed in material.complaints:
        if material.month.holds(keyed.row.on) and not is_lead(keyed.row):
            yield _one(keyed, material)


def against_last_year(material: Material) -> Iterator[Traced]:
    """Complaints of the month, which count, and those of the same month last year."""
    yield from made(material)
    for keyed in material.complaints:
        if material.month.year_before.holds(keyed.row.on) and not is_lead(keyed.row):
            yield _one(keyed, material).but(counts=False)


def known_last_year(material: Material) -> bool:
    """Whether the record of complaints reaches back over the whole month of last year."""
    return material.complaints_reach_back


def change_note(material: Material, result: Result) -> Text:
    """Why there is no change to tell, or both numbers."""
    last = material.month.year_before.name
    if not material.complaints_reach_back:
        return Text(
            zh=f"台账没有{last.zh}的完整投诉记录，不作同比",
            en=f"no full record of complaints of {last.en}: no change is told",
        )
    both = Text(
        zh=f"本月{result.counted}件，{last.zh}{result.rest}件",
        en=f"{result.counted} this month, {result.rest} in {last.en}",
    )
    if result.rest:
        return both
    return Text(zh=f"{both.zh}，不算百分比", en=f"{both.en}; no percentage")


def calls(material: Material) -> Iterator[Traced]:
    """Each urgent call of the month; those that kept both clocks count."""
    for key, call in material.calls:
        day, kept = call.accepted_at.date(), in_time(call)
        if material.month.holds(day):
            said = Text(zh="按时", en="in time") if kept else Text(zh="超时或未反馈", en="late")
            name, rows = material.site_name(call.site), (("calls", key),)
            yield Traced(label=key, on=day, site=name, what=said, counts=kept, rows=rows)


def all_calls(material: Material) -> Iterator[Traced]:
    """Each urgent call of the month."""
    return (t.but(counts=True) for t in calls(material))


def calls_note(material: Material, result: Result) -> Text:
    """How many of how many."""
    of = result.counted + result.rest
    if not of:
        return Text(zh="本月没有紧急呼叫", en="no urgent calls")
    return Text(zh=f"{of}次中{result.counted}次按时", en=f"{result.counted} of {of} in time")


def _one(keyed: Keyed[Complaint], material: Material) -> Traced:
    """Its number and its channel, never what it says."""
    row = keyed.row
    what = Text(zh=row.channel, en=row.channel) if row.channel else NOTHING
    name, rows = material.site_name(row.site), (("complaints", keyed.key),)
    return Traced(label=row.id, on=row.on, site=name, what=what, rows=rows)
