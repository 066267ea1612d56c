"""What if: the same round with one thing changed, in data. The engine knows nothing of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from constraints import RULES
from constraints._settings import rule_numbers
from scheduler.bundle import bundle
from scheduler.nearest import with_one_more
from sites.base import Text
from sites.book import Absence, Body, Officer, Pin, RuleSetting, SiteBook
from sites.errors import BookError, Fault
from sites.lookup import body_called, officer_called
from sites.need import Need
from sites.round import Legs, Round

Changed = tuple[Round, Text]
"""The round as it would be, and what is changed, in words."""


AS_IT_IS = Text(zh="现状", en="as it is")
NOTHING = Text(
    zh="一项改动：--one-more、--less、--quorum、--set、--apart", en="some change, as --apart"
)


def changed(
    round: Round,
    *,
    one_more: str | None = None,
    less: str | None = None,
    numbers: Sequence[str] = (),
    apart: bool = False,
) -> Changed:
    """The round with all the changes asked for.

    Raises
    ------
    BookError
        If none is asked for, or one of them cannot be.
    """
    told = []
    if one_more:
        round, says = with_one_more_of(round, body_called(one_more, round))
        told.append(says)
    if less:
        round, says = one_less(round, officer_called(less, round))
        told.append(says)
    if numbers:
        round, says = with_numbers(round, numbers)
        told.append(says)
    if apart:
        round, says = each_apart(round)
        told.append(says)
    if not told:
        nothing = Text(zh="没有任何改动", en="no change at all")
        raise BookError([Fault(found=nothing, expected=NOTHING)])
    return round, Text(zh="；".join(s.zh for s in told), en="; ".join(s.en for s in told))


def with_one_more_of(round: Round, body: Body) -> Changed:
    """One more certified officer of a body, who has no leave and makes his own way.

    Raises
    ------
    BookError
        If the body has no certified officer whose authority he could share.
    """
    found = with_one_more(round, body.enforcing)
    if found is None:
        said = Text(zh=f"{body.id}没有持证人员", en=f"no certified officer of {body.id}")
        wanted = Text(zh="有持证人员的部门", en="a department with a certified officer")
        raise BookError([Fault(found=said, expected=wanted)])
    return found[0], Text(
        zh=f"{body.enforcing}增加一名持证人员", en=f"one more certified officer of {body.enforcing}"
    )


def one_less(round: Round, officer: Officer) -> Changed:
    """The person is away on every day of the horizon."""
    away = Absence(officer=officer.id, first=round.first_day, last=round.last_day)
    return (
        round.but(absences=(*round.absences, away)),
        Text(zh=f"{officer.name}整周不在", en=f"{officer.name} away all week"),
    )


def with_numbers(round: Round, typed: Sequence[str]) -> Changed:
    """Numbers of rules as the sheet 规则 would set them, each ``规则.参数=值``.

    Raises
    ------
    BookError
        With every one that cannot be read, names no number of a rule, or is impossible.
    """
    settings, faults = [], []
    for text in typed:
        name, equals, value = text.partition("=")
        rule, dot, param = name.partition(".")
        if equals and dot:
            settings.append(
                RuleSetting(rule=rule.strip(), param=param.strip(), value=value.strip())
            )
        else:
            faults.append(Fault(found=Text(zh=f"“{text}”", en=f"“{text}”"), expected=FORM))
    if faults:
        raise BookError(faults)
    numbers = rule_numbers(SiteBook(rule_settings=tuple(settings)), RULES)
    params = {**round.params}
    for rule, given in numbers.items():
        params[rule] = {**params.get(rule, {}), **given}
    listed = "；".join(typed)
    return (
        bundle(round.but(params=params, visits=()), RULES.values()),
        Text(zh=f"改规则数值：{listed}", en=f"rule numbers: {listed}"),
    )


FORM = Text(
    zh="规则.参数=值，如 持证人数.least=3", en="rule.number=value, as certified_quorum.least=3"
)


def each_apart(round: Round) -> Changed:
    """Each department on its own: it knows the site as if nobody else went there.

    Every site is there once for each body that has needs, with the body's own needs and records;
    so no visit meets needs of two bodies, and nobody leaves a site in peace for another body.
    """
    bodies = {s.id: tuple(dict.fromkeys(n.body for n in round.needs_at[s.id])) for s in round.sites}
    copies = [(s, body) for s in round.sites for body in bodies[s.id]]
    own = {(s.id, body): f"{s.id}·{body}" for s, body in copies}
    wide = round.but(
        sites=(*round.sites, *(s.but(id=own[s.id, b], name=f"{s.name}（{b}）") for s, b in copies)),
        needs=tuple(_moved(n, own[n.site, n.body]) for n in round.needs),
        visits=(),
        legs=_legs(round.legs, [round.site_index[s.id] for s, _ in copies]),
        history=tuple(
            row.but(site=own.get((row.site, _enforcing(round, row.body)), row.site))
            for row in round.history
        ),
        recusals=tuple(
            r.but(site=site)
            for r in round.recusals
            for site in (r.site, *(own[r.site, b] for b in bodies.get(r.site, ())))
        ),
        pins=tuple(p for pin in round.pins for p in _pins(round, pin, bodies, own)),
    )
    return (
        bundle(wide, RULES.values()),
        Text(zh="各部门各查各的", en="each department on its own"),
    )


def _moved(need: Need, site: str) -> Need:
    bound = f"{need.together}·{need.body}" if need.together else ""
    return need.but(site=site, together=bound)


def _enforcing(round: Round, body: str) -> str:
    row = round.body.get(body)
    return row.enforcing if row else body


def _legs(legs: Legs, copied: Sequence[int]) -> Legs:
    """The same roads, with the copies behind the sites."""
    rows = [*range(len(legs.between)), *copied]
    return Legs(
        first={base: tuple(row[i] for i in rows) for base, row in legs.first.items()},
        last={base: tuple(row[i] for i in rows) for base, row in legs.last.items()},
        between=tuple(tuple(legs.between[i][j] for j in rows) for i in rows),
    )


def _pins(
    round: Round, pin: Pin, bodies: dict[str, tuple[str, ...]], own: dict[tuple[str, str], str]
) -> Iterator[Pin]:
    """A pin for every body at its site; one that wants a visit, for a body that can keep it."""
    here = bodies.get(pin.site, ())
    if not here:
        yield pin
    elif pin.how in ("never", "override"):
        yield from (pin.but(site=own[pin.site, body]) for body in here)
    else:
        days = [s.day for s in round.sessions]
        able = [n.body for n in round.needs_at[pin.site] if _keeps(round, pin, n, days)]
        yield pin.but(site=own[pin.site, (*able, *here)[0]])


def _keeps(round: Round, pin: Pin, need: Need, days: Sequence[date]) -> bool:
    """Whether somebody the pin names, or anybody if it names none, may stand for the need."""
    named = pin.officers or tuple(o.id for o in round.inspectors)
    return any(round.may_stand(o, need.id, day) for o in named for day in days)
