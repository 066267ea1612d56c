"""The people of a generated week: officers by pairs, their grants, absences, recusals, vehicles."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from benchmarks.drawn.grounds import MONDAY, SKILL, Scale, bureau_of
from sites.book import Absence, Body, Grant, Officer, Recusal, Site, Vehicle


def make_officers(
    scale: Scale, streets: tuple[str, ...], bodies: tuple[Body, ...], rng: Random
) -> tuple[Officer, ...]:
    """Officers pair by pair: a pair shares its base, its way and its posting."""
    others = bodies[len(streets) :]
    employers = [b for b in bodies[: len(streets)] for _ in range(scale.team)]
    left = scale.officers - len(employers)
    employers += [b for k, b in enumerate(others) for _ in range(_share(left, len(others), k))]
    made: list[Officer] = []
    for body in bodies:
        count = employers.count(body)
        for k in range(count):
            if k % 2 == 0:
                pair = _pair(body, k // 2, streets, rng)
            made.append(_officer(len(made), body, k, pair, rng))
    helpers = [
        Officer(id=f"H{k}", name=f"协助{k}", body=bodies[k % len(streets)].id, kind="auxiliary",
                own_way=True)
        for k in range(2 * len(streets))
    ]  # fmt: skip
    return (*made, *helpers)


def _share(total: int, parts: int, k: int) -> int:
    return total // parts + (k < total % parts)


def _pair(body: Body, pair: int, streets: tuple[str, ...], rng: Random) -> dict[str, object]:
    """Where two colleagues start, whether they need a vehicle, and where they are posted."""
    if body.own:
        street = body.id.removesuffix("执法队")
        base = f"{street}办事处" if len(streets) > 1 else ""
        zone = f"{street}{rng.choice('东南西北')}片" if rng.random() < 0.3 else ""
        return {"base": base, "posted_to": (street,), "zone": zone, "own_way": True}
    base = "直达工地" if rng.random() < 0.1 else bureau_of(body)
    third = len(streets) // 3
    areas = [streets[k * third : (k + 1) * third] for k in range(3)] if third else []
    posted = areas[pair] if pair < len(areas) else ()
    return {"base": base, "posted_to": posted, "own_way": base != "" or rng.random() < 0.75}


def _officer(number: int, body: Body, k: int, pair: dict[str, object], rng: Random) -> Officer:
    """One officer; an employer's second may have a certificate that ended, or ends in the week."""
    ends = rng.random()
    until = date(2026, 10, 31) if ends < 0.1 else date(2026, 12, 2) if ends < 0.18 else None
    return Officer.model_validate(
        {
            "id": f"P{number:03}",
            "name": f"人员{number:03}",
            "body": body.id,
            "acts_for": (body.enforcing,),
            "certificate": f"Z{number:05}",
            "certificate_until": until if k == 1 else None,
            "skills": (SKILL,) if k % 2 == 0 or rng.random() < 0.3 else (),
            **pair,
        }
    )


def make_grants(officers: tuple[Officer, ...], bodies: tuple[Body, ...]) -> tuple[Grant, ...]:
    """赋权: every third officer of a team may also use the power of another body, both at once."""
    team = {b.id for b in bodies if b.own}
    lent = [b.id for b in bodies if b.own is False][3::4]
    chosen = [o for o in officers if o.kind == "officer" and o.body in team][::3]
    return tuple(
        Grant(
            officer=o.id,
            acts_for=lent[k % min(2, len(lent))],
            source="conferred",
            document="赋权公告〔2026〕1号",
            bodies_at_once=2,
        )
        for k, o in enumerate(chosen)
    )


def make_absences(officers: tuple[Officer, ...], rng: Random) -> tuple[Absence, ...]:
    """Each pair's day in the office, and some leave of half a day."""
    rows, of_body = [], dict.fromkeys((o.body for o in officers), 0)
    start = {body: k for k, body in enumerate(of_body)}
    for officer in (o for o in officers if o.kind == "officer"):
        pair = start[officer.body] + of_body[officer.body] // 2
        of_body[officer.body] += 1
        day = MONDAY + timedelta(days=pair % 5)
        rows.append(Absence(officer=officer.id, first=day, last=day, reason="duty"))
        if rng.random() < 0.12:
            off = MONDAY + timedelta(days=rng.randrange(5))
            part = rng.choice(("am", "pm"))
            rows.append(Absence(officer=officer.id, first=off, last=off, part=part))
    return tuple(rows)


def make_recusals(
    officers: tuple[Officer, ...], sites: tuple[Site, ...], rng: Random
) -> tuple[Recusal, ...]:
    """One officer in ten stays away from one site."""
    return tuple(
        Recusal(officer=o.id, site=rng.choice(sites).id, reason="亲属任职")
        for o in officers
        if o.kind == "officer" and rng.random() < 0.1
    )


def make_vehicles(officers: tuple[Officer, ...]) -> tuple[Vehicle, ...]:
    """A vehicle of four seats at the office for every two officers who need one."""
    walkers = sum(not o.own_way for o in officers)
    return tuple(Vehicle(id=f"公车{k}", seats=4) for k in range(max(1, walkers // 2)))
