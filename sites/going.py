"""Whether somebody drawn for a site could go there in the round, and if not, why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from sites.base import Text
from sites.book import Officer, Site
from sites.drawn import NOTICE
from sites.need import Need
from sites.round import Round, Session
from sites.when import works_on

OfficerCode = Literal[
    "other_ground", "no_authority", "no_certificate", "recused", "absent", "no_session"
]
WHY: dict[OfficerCode, Text] = {
    "other_ground": Text(zh="派驻其他街道", en="posted to another street"),
    "no_authority": Text(zh="无权代表该主体", en="no authority of the body"),
    "no_certificate": Text(zh="本期没有有效执法证", en="no valid certificate in the period"),
    "recused": Text(zh="应回避", en="recused"),
    "absent": Text(zh="本期都不在岗", en="away for the whole period"),
    "no_session": Text(
        zh="没有一个时段同时在岗、持证、有权且不须回避",
        en="no session on duty, certified, with authority and not recused at once",
    ),
}


def open_sessions(round: Round, site: Site) -> tuple[Session, ...]:
    """Sessions of days on which the site runs."""
    return tuple(s for s in round.sessions if works_on(site, s.day))


def why_not(
    officer: Officer, need: Need, round: Round, sessions: Sequence[Session]
) -> OfficerCode | None:
    """Return the first of the reasons in their fixed order; None if the person could go."""
    site = round.site[need.site]
    street = site.street or round.street
    if officer.posted_to and street and street not in officer.posted_to:
        return "other_ground"
    own = [r for r in round.recusals if r.officer == officer.id]
    tests: tuple[tuple[OfficerCode, Callable[[Session], bool]], ...] = (
        ("no_authority", lambda s: round.may_stand(officer.id, need.id, s.day)),
        ("no_certificate", lambda s: officer.certified(s.day)),
        ("recused", lambda s: not any(r.bars(site, s.day) for r in own)),
        ("absent", lambda s: round.on_duty(officer.id, s.id)),
    )
    for code, holds in tests:
        if not any(holds(s) for s in sessions):
            return code
    able = any(all(holds(s) for _, holds in tests) for s in sessions)
    return None if able else "no_session"


def cannot_go(round: Round) -> Iterator[Text]:
    """Say who was drawn and cannot go in this round: somebody has to be named instead."""
    for need in (n for n in round.needs if n.drawn):
        sessions = open_sessions(round, round.site[need.site])
        for officer in (round.officer[o] for o in need.drawn if o in round.officer):
            code = why_not(officer, need, round, sessions) if sessions else None
            if code is not None:
                yield _told(need, round.site[need.site].name, officer.name, WHY[code])


def _told(need: Need, site: str, name: str, why: Text) -> Text:
    if need.draw == "predraw":
        what, helps = NOTICE, Text(zh="请用 draw-skip 记下换人", en="log it with draw-skip")
    else:
        what = Text(zh=f"双随机任务{need.task_no}", en=f"drawn task {need.task_no}")
        helps = Text(
            zh="请在“抽取名单”填写替换人员、调整原因和决定人",
            en="name who goes instead in the drawn list, with why and by whom",
        )
    return Text(
        zh=f"{what.zh}：{site}（{need.body}）抽中的{name}{why.zh}，此项排不进；{helps.zh}",
        en=f"{what.en}: {name}, drawn for {need.body} at {site}: {why.en}; the need cannot be "
        f"planned; {helps.en}",
    )
