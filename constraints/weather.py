"""What bad weather postpones is not planned on a marked day; a flood or typhoon stops everything.

:formula: not (meets(v, n) and in_session(v, s))   where postpones(n, weather(s))
:unit: marked sessions
:kind: hard
:class: local
:grain: session
:source: 各街道防汛防台应急预案（响应期间暂停计划检查）；检查事项“雨天处理”由各部门填写，
    默认哪些天气改期为估计，可改

>>> from tiny import tiny_need, tiny_round, tiny_plan, tiny_booking
>>> dry = tiny_round(needs=(tiny_need("A", rain="postpone"),))
>>> monday = tuple(s.model_copy(update={"weather": ("wind",)}) for s in dry.sessions)
>>> plan, round = tiny_plan(tiny_booking("A#1")), dry.but(sessions=monday)
>>> [b.says.en for b in check(plan, round, Params())]
['30 Nov morning: strong wind, housing postpones this check']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel, Field, field_validator

from constraints._contract import Breach, Never
from sites.base import Text
from sites.facts import stopped_by
from sites.plan import Plan
from sites.round import Round, Session

NAME = Text(zh="天气", en="Weather")
SAYS = Text(
    zh="标注改期的事项不排在雨、大风、高温、重污染天；防汛防台响应期间暂停全部检查。",
    en="Some checks are postponed on marked days; a flood or typhoon suspends the plan.",
)
MARKS = {
    "rain": ("雨", "rain"),
    "wind": ("大风", "strong wind"),
    "heat": ("高温", "heat"),
    "smog": ("重污染", "smog"),
    "typhoon": ("台风", "a typhoon"),
    "flood": ("防汛", "a flood"),
    "suspended": ("防汛防台响应", "the plan is suspended"),
}
LATER = Text(zh="改到未标注天气的日期", en="move it to a day without the mark")


class Params(BaseModel):
    """Which marks postpone."""

    postpone_on: str = Field(
        "rain,wind,heat,smog",
        title="marks that postpone (commas)",
        description="哪些天气改期（逗号隔开）",
    )

    @field_validator("postpone_on")
    @classmethod
    def _known(cls, typed: str) -> str:
        """Take the marks in either language; refuse what is none."""
        codes = {word: code for code, (zh, _) in MARKS.items() for word in (code, zh)}
        named = [word for word in re.split(r"[\s,，、]+", typed) if word]
        if unknown := [word for word in named if word not in codes]:
            raise ValueError(f"{', '.join(unknown)}: not one of {', '.join(codes)}")
        return ",".join(codes[word] for word in named)


def silent(round: Round, params: Params) -> Text | None:
    if any(s.weather or s.suspended for s in round.sessions):
        return None
    return Text(zh="本期没有标注天气", en="no day of this round is marked with weather")


def forbids(round: Round, params: Params) -> Iterator[Never]:
    for session in round.sessions:
        if mark := stopped_by(session):
            yield Never("weather", _says(session, mark, "", round), LATER, session=session.id)
        elif mark := _mark(session, params):
            for need in (n for n in round.needs if n.rain == "postpone"):
                says = _says(session, mark, need.body, round)
                yield Never("weather", says, LATER, need=need.id, session=session.id)


def check(plan: Plan, round: Round, params: Params) -> Iterator[Breach]:
    for booking in plan.bookings:
        session = round.session[booking.session]
        stop, mark = stopped_by(session), _mark(session, params)
        delayed = [n for n in booking.needs if mark and round.need[n].rain == "postpone"]
        for need in [""] if stop else delayed:
            says = _says(session, stop or mark, round.need[need].body if need else "", round)
            yield Breach(**booking.where, need=need, says=says)


def _mark(session: Session, params: Params) -> str:
    """The mark that postpones the checks that mind the weather."""
    return next((m for m in session.weather if m in params.postpone_on.split(",")), "")


def _says(session: Session, mark: str, body: str, round: Round) -> Text:
    at, (zh, en) = round.say_session(session.id), MARKS[mark]
    zh += f"，{body}的该项检查改期" if body else "，暂停全部检查"
    en += f", {body} postpones this check" if body else ", no visits"
    return Text(zh=f"{at.zh}：{zh}", en=f"{at.en}: {en}")
