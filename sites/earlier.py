"""What earlier weeks have promised, as the workbook would record it once it is done.

A plan that is made while the week before is still to come (or not yet typed in) starts from there:
its visits count for spacing and ceilings, and what they meet is not due again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sites.base import Text
from sites.book import Hazard, PastVisit, Pin, SiteBook
from sites.errors import BookError, Fault
from sites.facts import week_of
from sites.frequency import is_counted
from sites.needs.words import say_day
from sites.plan import Booking, Plan
from sites.planned import PLANNED, PlannedVisit
from sites.round import Round


def earlier_of(round: Round, plan: Plan) -> tuple[PlannedVisit, ...]:
    """Return what a week and the weeks it came after have promised, oldest first."""
    own = (part for b in plan.bookings if b.state != "cancelled" for part in _parts(b, round))
    return (*round.earlier, *own)


def _parts(booking: Booking, round: Round) -> Iterator[PlannedVisit]:
    """One row a need and drawn task; for a ceiling a body comes once, however much it checks."""
    needs = [round.need[n] for n in booking.needs]
    joint, counted = len({n.body for n in needs}) > 1, set()
    for need in needs:
        for task_no in need.task_no.split("、"):
            once = need.body not in counted
            if is_counted(need.kind, need.from_above):
                counted.add(need.body)
            row = PastVisit(
                site=booking.site,
                on=round.session[booking.session].day,
                body=need.body,
                kind=need.kind,
                items=need.items,
                officers=booking.officers,
                joint=joint,
                counted=None if once else False,
                from_above=need.from_above,
                task_no=task_no,
                approval=need.campaign,
                origin=PLANNED,
            )
            yield PlannedVisit(
                row=row, complaints=need.complaints, hazards=need.hazards, as_of=round.today
            )


def with_earlier(
    book: SiteBook, earlier: Sequence[PlannedVisit], first: date, today: date
) -> SiteBook:
    """Return the book as if the visits promised before ``first`` had been made.

    What the book itself records by ``today`` (a visit of the same body to the same site in the
    same week, a re-check with its result) takes the place of the promise. A complaint or a hazard
    that a promised visit looks at is taken for settled; a wish of 人工指定 without a day is kept
    by any promised visit to its site.

    Raises
    ------
    BookError
        If some promised visit is not before ``first``.
    """
    if any(p.row.on >= first for p in earlier):
        raise BookError([_not_before(earlier, first)])
    open_still = _not_recorded(book, earlier, today)
    complaints = {c for p in open_still for c in p.complaints}
    looked_at = {h: p for p in open_still for h in p.hazards}
    seen = {p.row.site for p in earlier}
    return book.but(
        history=(*book.history, *(p.row for p in open_still)),
        complaints=tuple(c for c in book.complaints if c.id not in complaints),
        hazards=tuple(h for h in book.hazards if not _settled(h, looked_at.get(h.id), today)),
        pins=tuple(p for p in book.pins if not _is_kept(p, seen)),
    )


def _not_recorded(
    book: SiteBook, earlier: Iterable[PlannedVisit], today: date
) -> tuple[PlannedVisit, ...]:
    names = {b.id: b.enforcing for b in book.bodies}
    recorded: dict[tuple[str, str, tuple[int, int]], date] = {}
    for row in book.history:
        if row.on <= today:
            key = (row.site, names.get(row.body, row.body), week_of(row.on))
            recorded[key] = max(row.on, recorded.get(key, row.on))

    def is_open(planned: PlannedVisit) -> bool:
        row = planned.row
        found = recorded.get((row.site, names.get(row.body, row.body), week_of(row.on)))
        return found is None or found <= planned.as_of

    return tuple(p for p in earlier if is_open(p))


def _settled(hazard: Hazard, planned: PlannedVisit | None, today: date) -> bool:
    """Whether a promised re-check stands for a hazard; its result in the ledger stands for more."""
    if planned is None:
        return False
    result = hazard.rechecked_on
    return result is None or not planned.as_of < result <= today


def _is_kept(pin: Pin, seen: set[str]) -> bool:
    return pin.how in ("must", "fixed") and pin.day is None and pin.site in seen


def _not_before(earlier: Iterable[PlannedVisit], first: date) -> Fault:
    last = max(p.row.on for p in earlier)
    return Fault(
        sheet="--after",
        found=Text(zh=f"排到{say_day(last).zh}的计划", en=f"a plan up to {say_day(last).en}"),
        expected=Text(
            zh=f"{say_day(first).zh}之前一周的计划", en=f"one of a week before {say_day(first).en}"
        ),
    )


def told(book: SiteBook, earlier: Sequence[PlannedVisit], today: date) -> tuple[Text, ...]:
    """Say what was counted as made, and what of it should be on record by now and is not."""
    if not earlier:
        return ()
    open_still = _not_recorded(book, earlier, today)
    visits, missing = _visits(open_still), _visits(p for p in open_still if p.row.on < today)
    first, last = (say_day(end(p.row.on for p in earlier)) for end in (min, max))
    notes = [
        Text(
            zh=f"前面排定的{visits}次检查（{first.zh}至{last.zh}）按已完成计入，不再重复列入应查",
            en=f"{visits} visits of earlier plans ({first.en} to {last.en}) count as made",
        )
    ]
    if missing:
        notes.append(
            Text(
                zh=f"其中{missing}次日期已过、检查记录中没有；请补录，"
                "未实施的在该周计划中改为“已取消”",
                en=f"{missing} of them are over and not on record; record them, or mark them "
                "cancelled in that week's roster",
            )
        )
    return tuple(notes)


def _visits(parts: Iterable[PlannedVisit]) -> int:
    return len({(p.row.site, p.row.on) for p in parts})
