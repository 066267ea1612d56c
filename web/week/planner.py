"""Planning a week from the ledger, as ``plan`` and ``replan`` do: for a process of its own.

Progress goes into a pipe. Once ``hearing`` is cleared the search is over, and stopping it would
only cost its files.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from constraints import Verdict
from exports.changes import change_lines, write_changes
from exports.judgement import collision_faults, verdict_lines
from exports.summary import plan_lines, warning_lines
from exports.week import last_published, published_folder, see_writable, write_again, write_week
from scheduler.as_now import round_as_now
from scheduler.by_hand import read_week, with_approval
from scheduler.plan_round import PinsCollide, plan_round
from scheduler.prepare import dated_book, prepare
from scheduler.promise import PastBroken
from scheduler.replan import replan
from scheduler.settings import Settings
from sites.base import Text
from sites.book import Pin
from sites.errors import BookError, Fault, Refused
from sites.ledger import open_ledger
from sites.ledger.promised import promised
from sites.needs import today_of
from sites.round import Round
from web.week.job import Job, Shown


def plan(pipe: Connection, job: Job, hearing: threading.Event) -> tuple[Text, ...]:
    """A week anew; what there is to tell of it."""
    out = Path(job.folder)
    see_writable(out)
    ledger = open_ledger(job.ledger, make=False)
    with ledger.reading() as rows:
        book = rows.book()
        dated, first, _ = dated_book(book, job.week, job.today)
        earlier = promised(rows, first, today_of(dated, first))
    book, round = prepare(book, week=job.week, today=job.today, earlier=earlier)
    _tell_owed(pipe, round)
    settings = Settings(seconds=job.seconds, seed=job.seed)
    try:
        planned = plan_round(round, settings, say=_say(pipe), watch=_watch(pipe))
    except PinsCollide as clash:
        raise BookError(collided(clash, round)) from clash
    hearing.clear()
    write_week(out, book, round, planned.plan, planned.verdict, lang=job.lang)
    both = zip(
        [*warning_lines(round, "zh"), *plan_lines(planned.plan, round, planned.verdict, "zh")],
        [*warning_lines(round, "en"), *plan_lines(planned.plan, round, planned.verdict, "en")],
        strict=False,
    )
    return tuple(Text(zh=zh, en=en) for zh, en in both)


def again(pipe: Connection, job: Job, hearing: threading.Event) -> tuple[Text, ...]:
    """A published week once more, moved as little as possible."""
    out = Path(job.folder)
    see_writable(out)
    with open_ledger(job.ledger, make=False).reading() as rows:
        book = rows.book()
    week = read_week(out)
    today = date.fromisoformat(job.today) if job.today else week.round.today
    archive = published_folder(out, last_published(out))
    round = round_as_now(week, archive, job.changes, today, book)
    _tell_owed(pipe, round)
    settings = Settings(seconds=job.seconds, seed=job.seed)
    try:
        found = replan(round, settings, before=week.plan, say=_say(pipe), watch=_watch(pipe))
    except PinsCollide as clash:
        raise BookError(collided(clash, round)) from clash
    except PastBroken as error:
        broken = Verdict(error.breaches, ())
        zh, en = (verdict_lines(broken, week.plan, round, {}, lang) for lang in ("zh", "en"))
        raise Refused(Text(zh="\n".join(zh), en="\n".join(en))) from error
    hearing.clear()
    plan = with_approval(found.plan, week.plan)
    lines = [list(change_lines(found.changes, plan, round, lang)) for lang in ("zh", "en")]
    if plan != week.plan:
        more = {out / "changes.xlsx": write_changes(found.changes, plan, round, job.lang)}
        write_again(out, round, plan, found.verdict, places=week.places, lang=job.lang, more=more)
    return tuple(Text(zh=zh, en=en) for zh, en in zip(*lines, strict=False))


def collided(clash: PinsCollide, round: Round) -> list[Fault]:
    """Faults of pins that collide; one made on the board has no cell and is told by its site."""
    pins = [p if p.cell else p.but(cell=f"人工指定!{_site(p, round)}") for p in clash.pins]
    return collision_faults(pins, clash.rules, clash.is_minimal)


def _site(pin: Pin, round: Round) -> str:
    return round.site[pin.site].name if pin.site in round.site else "—"


def _tell_owed(pipe: Connection, round: Round) -> None:
    pipe.send(("owed", sum(n.weight for n in round.needs if n.owed)))


def _say(pipe: Connection) -> Callable[[Text], None]:
    return lambda text: pipe.send(("say", text))


def _watch(pipe: Connection) -> Callable[[Any], None]:
    return lambda point: pipe.send(("point", Shown(*point)))
