"""One visit in the words of its row of 周检查计划."""

from __future__ import annotations

from typing import Any

from exports.roster.view import View
from sites.plan import Booking


def values_of(number: int, booking: Booking, view: View) -> dict[str, Any]:
    """Return what each column of a visit shows, by its key in ``roster.toml``."""
    site = view.round.site[booking.site]
    others = [b for b in view.bodies(booking) if b != booking.lead]
    return {
        "number": number,
        "day": view.round.session[booking.session].day,
        "part": view.part(booking),
        "clock": view.clock(booking).replace("—", "—\n", 1),
        "site": site.name,
        "address": site.address,
        "builder": view.company(site.builder),
        "colour": view.colour(site.colour),
        "types": _types(booking, view),
        "items": _items(booking, view),
        "lead": booking.lead,
        "bodies": view.join(others),
        "officers": view.people(booking),
        "certificates": _certificates(booking, view),
        "auxiliaries": view.join(view.names[a] for a in booking.auxiliaries),
        "vehicles": vehicles(booking, view),
        "contact": "\n".join(x for x in (site.contact, site.phone) if x),
        "substitutes": view.substitutes_of(booking),
        "task": view.task(booking),
        "task_no": view.task_numbers(booking, predraw=True),
        "state": view.word("states", booking.state),
        "visit": booking.visit,
        "origin": booking.model_dump_json(),
        **view.typed.get(booking.visit, {}),
    }


def _types(booking: Booking, view: View) -> str:
    """日常（市场监管、综合执法）；复查（住建）."""
    kinds: dict[str, dict[str, None]] = {}
    for need in view.needs(booking):
        kinds.setdefault(need.kind, {})[need.body] = None
    listed = (view.brackets(view.word("kinds", k), bodies) for k, bodies in kinds.items())
    return view.t("；\n", ";\n").join(listed)


def _items(booking: Booking, view: View) -> str:
    """One body a line: 住建：深基坑、塔吊."""
    lines = []
    for body in view.bodies(booking):
        named = view.items_of(n for n in view.needs(booking) if n.body == body)
        lines.append(f"{body}{view.t('：', ': ')}{view.join(named)}")
    return "\n".join(lines)


def _certificates(booking: Booking, view: View) -> str:
    held = ((view.names[o], view.round.officer[o].certificate) for o in booking.officers)
    return "\n".join(f"{name} {number}".strip() for name, number in held)


def vehicles(booking: Booking, view: View) -> str:
    """One vehicle a line with its riders: 浙A·12345：张三、李四."""
    riders: dict[str, list[str]] = {}
    for person in booking.people:
        for ride in view.plan.rides:
            if (ride.session, ride.officer) == (booking.session, person):
                riders.setdefault(ride.vehicle, []).append(view.names[person])
    colon = view.t("：", ": ")
    return "\n".join(f"{k}{colon}{view.join(names)}" for k, names in sorted(riders.items()))
