"""Who could come: by name, and what keeps the others away."""

from __future__ import annotations

from collections.abc import Iterable

from constraints._contract import Never
from scheduler.places import Places
from sites.base import Text
from sites.need import Need
from sites.round import Session, Visit


def able(places: Places, need: Need, session: Session) -> list[str]:
    """Who may use the power of the need's body that day, barred or not."""
    round = places.round
    return [o.id for o in round.inspectors if round.may_stand(o.id, need.id, session.day)]


def free(places: Places, need: Need, visit: Visit, session: Session) -> list[str]:
    """Who may stand for the need and is barred by nothing in that session, busy or not."""
    thin = places.ground(visit.site).thin
    return [
        o
        for o in able(places, need, session)
        if not thin.stands(visit.id, o, need.id) and not thin.absent(visit.id, o, session.id)
    ]


def barred(
    places: Places, officer: str, need: Need, visit: Visit, session: Session
) -> Never | None:
    """What keeps the person from standing for the need there and then, if anything."""
    for never in places.ground(visit.site).fits.nevers.of_need(need.id):
        here = never.visit in ("", visit.id) and never.session in ("", session.id)
        if never.officer == officer and here:
            return never
    return None


def say_barred(
    places: Places, people: Iterable[str], need: Need, visit: Visit, session: Session
) -> Text:
    """What keeps the first of those people away; more of them are counted."""
    nevers = [barred(places, o, need, visit, session) for o in people]
    told = [n.says for n in nevers if n is not None]
    if not told:
        return Text(zh="", en="")
    more = len(told) - 1
    return Text(
        zh=told[0].zh + (f"等{len(told)}人" if more else ""),
        en=told[0].en + (f", and {more} more" if more else ""),
    )


def say_nobody(places: Places, need: Need, visit: Visit, sessions: Iterable[Session]) -> Text:
    """Nobody, or too few, of those who may stand for the need can come; who, and why not."""
    listed = list(sessions)
    known = {o: s for s in reversed(listed) for o in able(places, need, s)}
    if not known:
        return Text(
            zh=f"没有人可以代表{need.body}办理此项",
            en=f"nobody may stand for {need.body} in this need",
        )
    told = say_barred(places, sorted(known), need, visit, listed[0])
    tail_zh, tail_en = (f"（{told.zh}）", f" ({told.en})") if told.zh else ("", "")
    can = max(len(free(places, need, visit, s)) for s in listed)
    if not can:
        return Text(
            zh=f"可代表{need.body}的{len(known)}人都不能到场{tail_zh}",
            en=f"none of the {len(known)} people who may stand for {need.body} can come{tail_en}",
        )
    return Text(
        zh=f"可代表{need.body}、能到场的只有{can}人，应有{need.people}人{tail_zh}",
        en=f"only {can} who may stand for {need.body} can come, {need.people} must{tail_en}",
    )
