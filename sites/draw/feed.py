"""A draw and its skips become rows beside 抽取名单, so that planning needs nothing new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sites.base import Text
from sites.book import SiteBook
from sites.draw.audit import Audit, BodyRow
from sites.draw.skips import Skip, going_now
from sites.draw.verify import book_changed
from sites.drawn import NOTICE, DrawnTask
from sites.errors import BookError, Fault


def with_predraw(book: SiteBook, audit: Audit, skips: Sequence[Skip], first: date) -> SiteBook:
    """Return the book with a task for each body at each drawn site, as the entries changed it.

    Raises
    ------
    BookError
        When the draw is of another week, or speaks of a site or a person the book has no more.
    """
    tasks = tuple(_tasks(audit, skips))
    faults = list(_faults(book, audit, tasks, first))
    if faults:
        raise BookError(faults)
    return book.but(draws=(*book.draws, *tasks), warnings=(*book.warnings, *_notes(book, audit)))


def _notes(book: SiteBook, audit: Audit) -> Iterator[Text]:
    yield Text(
        zh=f"已按预抽（{NOTICE.zh}）列入，种子{audit.seed}，校验值{audit.digest[:12]}",
        en=f"uses {NOTICE.en}: seed {audit.seed}, digest {audit.digest[:12]}",
    )
    if book_changed(audit, book):
        yield Text(
            zh="工作簿在预抽之后改动过，可用 draw --verify 看抽取结果是否受影响",
            en="the workbook has changed since the draw; draw --verify tells whether that matters",
        )


def _faults(
    book: SiteBook, audit: Audit, tasks: Sequence[DrawnTask], first: date
) -> Iterator[Fault]:
    if audit.first_day != first:
        found = Text(zh=f"{audit.first_day}一周的预抽", en=f"a draw of {audit.first_day}")
        yield Fault(found=found, expected=Text(zh=f"{first}的", en=f"one of {first}"))
    sites, people = {s.id for s in book.sites}, {o.id for o in book.officers}
    bodies = {b.enforcing for b in book.bodies}
    gone = [t.site for t in tasks if t.site not in sites]
    gone += [o for t in tasks for o in t.going if o not in people]
    gone += [t.body for t in tasks if t.body not in bodies]
    for id in dict.fromkeys(gone):
        known = Text(zh="工作簿中有的工地、主体、人员", en="what the workbook has")
        yield Fault(found=Text(zh=f"预抽中的“{id}”", en=f"“{id}” in the draw"), expected=known)


def _tasks(audit: Audit, skips: Sequence[Skip]) -> Iterator[DrawnTask]:
    going = going_now(audit, skips)
    for site in audit.drawn:
        for row in (b for b in site.bodies if b.drawn):
            now = going.get(site.site, {}).get(row.body)
            own = [s for s in skips if s.site == site.site and (not s.officer or _of(row, s))]
            yield DrawnTask(
                name=NOTICE.zh,
                site=site.site,
                body=row.body,
                items=row.items,
                officers=() if now == () else row.drawn,
                drawn_on=audit.today,
                first=audit.first_day,
                last=audit.last_day,
                origin="predraw",
                skip=now is None,
                instead=now if now and now != row.drawn else (),
                why="；".join(s.why for s in own),
                by="、".join(dict.fromkeys(s.by for s in own)),
            )


def _of(row: BodyRow, skip: Skip) -> bool:
    return any(body == row.body for body, _ in skip.substitutes)
