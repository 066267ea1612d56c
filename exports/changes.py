"""变更单: what differs between the published plan and the next version, old → new, and why."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook

from exports import style
from exports.files import Write
from exports.text import hours_of
from sites.approval import own_hand
from sites.base import Language, Text
from sites.differences import Difference, Differences
from sites.plan import Booking, Plan
from sites.roster_words import word
from sites.round import Round
from sites.weeks import say_week

KINDS = {
    "added": Text(zh="新增", en="added"),
    "dropped": Text(zh="取消", en="dropped"),
    "moved": Text(zh="改期", en="moved"),
    "time": Text(zh="改时刻", en="other time"),
    "people": Text(zh="换人", en="other people"),
    "needs": Text(zh="增减事项", en="other checks"),
    "vehicle": Text(zh="改用车", en="other vehicle"),
}
HEADS = {
    "zh": ("序号", "变更", "检查对象", "原安排", "新安排", "原因"),
    "en": ("No.", "Change", "Site", "Before", "After", "Why"),
}
WIDTHS = (6, 12, 24, 44, 44, 44)
NONE = Text(zh="无", en="none")
SAME = Text(zh="已发布的安排都不受影响，没有改动。", en="Nothing published is affected; no change.")


def change_lines(found: Differences, plan: Plan, round: Round, lang: Language) -> Iterator[str]:
    """Yield every difference: what, where, old → new, why."""
    if not found:
        yield SAME.in_(lang)
        return
    version, count = plan.approval.version, len(found.visits)
    yield Text(
        zh=f"第{version}版（草稿，须重新送审）与已发布的计划相比，{count}次检查有变动：",
        en=f"Version {version} (a draft, to be submitted) differs in {count} visits:",
    ).in_(lang)
    for _, kinds, site, old, new, why in change_rows(found, round, lang):
        yield f"{kinds} {site}".strip()
        yield f"    {old} → {new}".replace("\n", "；" if lang == "zh" else "; ")
        if why:
            yield Text(zh="    原因：", en="    why: ").in_(lang) + why
    if first := [b for b in plan.bookings if _waits(b, round)]:
        names = ("、" if lang == "zh" else ", ").join(_site(b.site, round) for b in first)
        yield Text(
            zh=f"注意：今天的变动须先批准再去（待补批的个案除外）：{names}",
            en=f"Note: today's changes need approval first (but for cases): {names}",
        ).in_(lang)


def _waits(booking: Booking, round: Round) -> bool:
    return booking.state == "draft" and round.session[booking.session].day == round.today


def write_changes(found: Differences, plan: Plan, round: Round, lang: Language) -> Write:
    """Return what writes the 变更单, a workbook of one sheet."""
    return lambda path: _sheet(found, plan, round, lang).save(path)


def _sheet(found: Differences, plan: Plan, round: Round, lang: Language) -> Workbook:
    book = style.new_book(Text(zh="变更单", en="Changes").in_(lang))
    sheet = book.create_sheet(Text(zh="变更单", en="Changes").in_(lang))
    style.set_widths(sheet, WIDTHS)
    days = sorted({s.day for s in round.sessions})
    title = Text(zh="周检查计划变更单", en="Changes to the weekly inspection plan").in_(lang)
    style.put_across(sheet, 1, 1, len(WIDTHS), f"{round.street}{title}", "ioTitle")
    version = plan.approval.version
    under = Text(zh=f"第{version}版，{round.today}", en=f"version {version}, {round.today}")
    style.put_across(
        sheet, 2, 1, len(WIDTHS), f"{say_week(days, lang)}  {under.in_(lang)}", "ioSubtitle"
    )
    style.put_row(sheet, 3, HEADS[lang], "ioHead")
    row = 3
    for row, cells in enumerate(change_rows(found, round, lang), start=4):
        style.put_row(sheet, row, cells)
        style.fit_row(sheet, row, cells, WIDTHS)
    if row == 3:
        style.put_across(sheet, 4, 1, len(WIDTHS), SAME.in_(lang))
    style.page(sheet, "", lang, headings="1:3")
    return book


def approval_lines(plan: Plan, lang: Language) -> Iterator[str]:
    """Yield how far the plan is now, and who brought it there."""
    own = plan.approval
    state = word("states", own.state, lang)
    yield Text(
        zh=f"第{own.version}版：{state}（{own.by}，{own.on}），共{len(plan.bookings)}次检查",
        en=f"version {own.version}: {state} ({own.by}, {own.on}), {len(plan.bookings)} visits",
    ).in_(lang)
    if own_hand(own):
        yield Text(
            zh=f"注意：送审和批准都是{own.by}。检查须经部门负责人批准，请确认。",
            en=f"Note: {own.by} has both submitted and approved; the head of the body approves.",
        ).in_(lang)


def change_rows(found: Differences, round: Round, lang: Language) -> Iterator[tuple[str, ...]]:
    """Yield a row for each difference, as `HEADS` says."""
    between = "、" if lang == "zh" else ", "
    for number, one in enumerate(found.visits, start=1):
        kinds = between.join(KINDS[k].in_(lang) for k in one.kinds)
        old, new = (_said(b, one, found, round, lang) for b in (one.old, one.new))
        stop = "；" if lang == "zh" else "; "
        why = stop.join(w.in_(lang) for w in one.why)
        yield str(number), kinds, _site(one.site, round), old, new, why
    gone = {r.session: r.officers for r in found.reserve_gone}
    named = {r.session: r.officers for r in found.reserve_new}
    for k, session in enumerate(sorted({*gone, *named}), start=len(found.visits) + 1):
        at = round.say_session(session).in_(lang)
        kind = Text(zh=f"备勤 {at}", en=f"reserve {at}").in_(lang)
        old, new = (_names(of.get(session, ()), round, lang) for of in (gone, named))
        yield str(k), kind, "", old, new, ""


def _said(
    booking: Booking | None, one: Difference, found: Differences, round: Round, lang: Language
) -> str:
    """A booking: when, who for whom, and by which vehicle where that differs."""
    if booking is None:
        return NONE.in_(lang)
    lines = [f"{round.say_session(booking.session).in_(lang)} {hours_of(booking, round)}"]
    people = (_person(o, booking, round, lang) for o in booking.officers)
    helpers = (_name(a, round) for a in booking.auxiliaries)
    lines.append(("、" if lang == "zh" else ", ").join((*people, *helpers)))
    if "vehicle" in one.kinds:
        rides = found.rides_gone if booking is one.old else found.rides_new
        own = [r for r in rides if r.session == booking.session and r.officer in booking.people]
        lines += [f"{r.vehicle}：{_name(r.officer, round)}" for r in own]
    return "\n".join(lines)


def _person(officer: str, booking: Booking, round: Round, lang: Language) -> str:
    needs = (n for n in booking.needs_of(officer) if n in round.need)
    bodies = dict.fromkeys(round.need[n].body for n in needs)
    name = _name(officer, round)
    if not bodies:
        return name
    return f"{name}（{'、'.join(bodies)}）" if lang == "zh" else f"{name} ({', '.join(bodies)})"


def _names(officers: tuple[str, ...], round: Round, lang: Language) -> str:
    listed = [_name(o, round) for o in officers]
    return ("、" if lang == "zh" else ", ").join(listed) or NONE.in_(lang)


def _name(officer: str, round: Round) -> str:
    """A name; somebody who has left the book is told by his id."""
    return round.officer[officer].name if officer in round.officer else officer


def _site(site: str, round: Round) -> str:
    return round.site[site].name if site in round.site else site
