"""What stands on the printed pages of a visit: one for the site, one that stays inside.

The site's page says nothing of why it is visited: no kind of check, no complaint, no colour, no
points, no telephone number (``clerk-and-law.md`` 12).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exports.roster.view import View
from exports.roster.weekly_row import vehicles
from sites.base import Text
from sites.plan import Booking
from sites.tasks import checklist
from sites.tasks.checklist import OTHER, SPARE_LINES

RESULTS = ("fit", "unfit", "not_applicable", "not_seen")
KEEP_IN = Text(zh="内部页：含检查由来，不得带入现场", en="INTERNAL: never take it to the site")
ROOM = "\n\n"
"""Where people sign."""

Rows = tuple[tuple[str, ...], ...]


class Part(NamedTuple):
    """A table under a line of its own; without ``heads`` each row is a fact and its value."""

    line: str
    heads: tuple[str, ...]
    rows: Rows


class Paper(NamedTuple):
    """One page: its title, lines under that, tables."""

    title: str
    lines: tuple[str, ...]
    parts: tuple[Part, ...]

    def texts(self) -> Iterator[str]:
        """Every word on it."""
        yield from (self.title, *self.lines)
        for part in self.parts:
            yield from (part.line, *part.heads)
            yield from (cell for row in part.rows for cell in row)


def site_paper(view: View, booking: Booking) -> Paper:
    """The page that the site keeps: who comes when, what is checked, room for results."""
    site, t, word = view.round.site[booking.site], view.t, view.word
    others = [view.names[o] for o in booking.officers if not view.stands_for(booking, o)]
    facts = (
        (t("项目名称", "Site"), site.name),
        (t("地址", "Address"), site.address),
        (t("施工许可证号", "Permit"), site.permit),
        (t("建设单位", "Owner"), view.company(site.owner)),
        (t("施工单位", "Builder"), view.company(site.builder)),
        (t("监理单位", "Supervisor"), view.company(site.supervisor)),
        (t("计划检查时间", "Planned"), view.when(booking)),
        (word("papers", "task"), view.task(booking)),
        (word("papers", "task_no"), view.task_numbers(booking)),
        (t("牵头部门", "Lead body"), booking.lead),
        (t("其他执法人员", "Other officers"), view.join(others)),
        (t("协助人员", "Assisting"), view.join(view.names[a] for a in booking.auxiliaries)),
    )
    signers = (
        (t("检查人员签名", "Officers sign"), ROOM),
        (t("现场负责人签名", "Site manager signs"), ROOM),
        (t("监理签名", "Supervisor signs"), ROOM),
    )
    bodies = (_checks(view, booking, body) for body in view.bodies(booking))
    lines = (view.mark,) if view.mark else ()
    parts = (Part("", (), facts), *bodies, Part("", (), signers))
    return Paper(word("papers", "cover"), lines, parts)


def _checks(view: View, booking: Booking, body: str) -> Part:
    """One body's items: what is checked, boxes for the result, who checks."""
    people = []
    for officer in view.standing(booking, body):
        number = view.round.officer[officer].certificate
        people.append(view.brackets(view.names[officer], [number] if number else []))
    needs = [n for n in view.needs(booking) if n.body == body]
    lines = [(x.name, x.check.in_(view.lang)) for x in checklist(needs, view.round.item)]
    lines += [(OTHER, "")] * SPARE_LINES
    ticks = ["□" + view.word("results", key) for key in RESULTS]
    boxes = f"{ticks[0]}　{ticks[1]}\n{ticks[2]}　{ticks[3]}"
    named = ("item", "check", "result", "finding", "measure", "due")
    return Part(
        f"{body}{view.t('：', ': ')}{view.join(people)}",
        tuple(view.word("papers", key) for key in named),
        tuple((name.in_(view.lang), check, boxes, "", "", "") for name, check in lines),
    )


def office_paper(view: View, booking: Booking) -> Paper:
    """The page that stays inside: why, by what rating, in which car, whom to ring up."""
    site, t = view.round.site[booking.site], view.t
    reasons = [
        s.in_(view.lang) for r in view.plan.reasons if r.visit == booking.visit for s in r.says
    ]
    helpers = view.join(view.names[a] for a in booking.auxiliaries)
    facts = (
        (view.word("papers", "task"), view.task(booking)),
        (
            t("三色等级", "Rating"),
            view.brackets(view.colour(site.colour), [site.rated_why] if site.rated_why else []),
        ),
        (t("牵头部门", "Lead body"), booking.lead),
        (t("执法人员", "Officers"), view.people(booking)),
        (t("协助人员", "Auxiliaries"), helpers),
        (t("车辆", "Vehicles"), vehicles(booking, view) or t("自行前往", "own way")),
        (t("安排理由", "Why so"), "\n".join(reasons)),
        (t("联系人及电话", "Contact"), f"{site.contact} {site.phone}".strip()),
    )
    heads = (t("检查部门", "Body"), t("检查事项", "Items"), t("由来", "Why"))
    needs = tuple(
        (n.body, view.join(view.items_of([n])), n.why.in_(view.lang)) for n in view.needs(booking)
    )
    marks = (view.mark,) if view.mark else ()
    return Paper(
        f"{site.name}　{view.when(booking)}",
        (*marks, KEEP_IN.in_(view.lang)),
        (Part("", (), facts), Part("", heads, needs)),
    )
