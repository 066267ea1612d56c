"""Who may sign: questions to the people of a move (``clerk-and-law.md`` 10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sites.base import Text
from sites.book import Hazard, Officer
from sites.closure.move import Move
from sites.closure.world import Ambiguous, World
from sites.vocabulary import fold


def may_sign(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """辅助人员不得签字: who is known as an auxiliary, an expert or a driver decides nothing."""
    yield from _no_signer(move.by, world)


def _no_signer(name: str, world: World) -> Iterator[Text]:
    try:
        officer = world.officer(name) if name else None
    except Ambiguous as several:
        yield several.says
        return
    if officer is not None and officer.kind != "officer":
        yield Text(
            zh=f"{officer.name}不是执法人员（辅助人员不得签字）",
            en=f"{officer.name} is no enforcement officer and may not sign",
        )


def of_ordering_body(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """An officer who decides is one of the body that ordered; a clerk enters it for them."""
    try:
        officer = world.officer(move.by) if move.by else None
    except Ambiguous:
        return  # told by `may_sign`
    body = world.ordering_body(hazard)
    if officer is not None and body and not world.acts_for(officer, body, move.on):
        yield Text(
            zh=f"只能由责令主体（{body}）办理，{officer.name}属{officer.body}",
            en=f"only the body that ordered ({body}) may; {officer.name} is of {officer.body}",
        )


def approver(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """Approved by a name."""
    if not move.approver:
        yield Text(zh="缺批准人", en="who approved it, is missing")
    yield from _no_signer(move.approver, world)


def two_certified(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """Two certified officers, one of the body that ordered it at least."""
    yield from certified_pair(move.people, hazard, move.on, world)


def rechecked_by_two(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """The same of the re-checkers on record: what was read in is judged when it is closed."""
    people = tuple(p for p in (hazard.rechecker_1, hazard.rechecker_2) if p)
    yield from certified_pair(people, hazard, hazard.rechecked_on or move.on, world)


def certified_pair(
    people: tuple[str, ...], hazard: Hazard, day: date, world: World
) -> Iterator[Text]:
    """Say what is wrong with two people who sign for a hazard on a day."""
    officers, body = [], world.ordering_body(hazard)
    for name in people:
        try:
            officer = world.officer(name)
        except Ambiguous as several:
            yield several.says
            continue
        if officer is None:
            yield Text(zh=f"执法人员表里没有“{name}”", en=f"nobody is called “{name}”")
        elif not officer.certified(day):
            yield _not_certified(officer, day)
        elif site := world.recused_from(officer, hazard, day):
            yield _recused(officer, site)
        else:
            officers.append(officer)
    if len({fold(name) for name in people}) < 2:
        yield Text(zh="须有两名持证人员", en="two certified officers are asked for")
    elif len(officers) == len(people) and len({o.id for o in officers}) < 2:
        yield Text(zh="两个名字是同一人", en="both names are one person")
    if officers and body and not any(world.acts_for(o, body, day) for o in officers):
        yield Text(
            zh=f"其中至少一人须是责令主体（{body}）的",
            en=f"one of them must be of {body}, which ordered",
        )


def _not_certified(officer: Officer, day: date) -> Text:
    if officer.kind != "officer":
        return Text(
            zh=f"{officer.name}不是执法人员（辅助人员不得签字）",
            en=f"{officer.name} is no enforcement officer and may not sign",
        )
    return Text(
        zh=f"{officer.name}的执法证{day}无效",
        en=f"{officer.name} holds no certificate valid on {day}",
    )


def _recused(officer: Officer, site: str) -> Text:
    """行政处罚法第43条."""
    return Text(zh=f"{officer.name}对{site}应回避", en=f"{officer.name} is recused from {site}")


def reviewer(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """A reviewer who was not there."""
    if not move.reviewer:
        yield Text(zh="缺审核人", en="the reviewer is missing")
        return
    signer = tuple(_no_signer(move.reviewer, world))
    yield from signer
    officer = None if signer else world.officer(move.reviewer)
    if officer is not None and (site := world.recused_from(officer, hazard, move.on)):
        yield _recused(officer, site)
    if not signer and fold(world.known(move.reviewer)) in world.were_there(hazard):
        yield Text(
            zh=f"审核人{move.reviewer}参加了该次检查或复查",
            en=f"the reviewer {move.reviewer} took part in the check or the re-check",
        )
