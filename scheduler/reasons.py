"""Why a booking is where it is: why this site, why this session, why these people."""

from __future__ import annotations

from scheduler.explain import Explainer
from sites.base import Text
from sites.plan import Booking, Reason


class Reasons:
    """Answers for the bookings of the plan that an explainer knows."""

    def __init__(self, explainer: Explainer):
        self.explainer = explainer
        self.round = explainer.round

    def all(self) -> tuple[Reason, ...]:
        """The three reasons of every booking, in the plan's order."""
        return tuple(
            Reason(
                visit=b.visit,
                says=(self._why_site(b), self._why_session(b), self._why_people(b)),
            )
            for b in self.explainer.plan.bookings
        )

    def _why_site(self, booking: Booking) -> Text:
        needs = [self.round.need[n] for n in booking.needs]
        first = max(needs, key=lambda n: (n.statutory, n.owed, n.weight, n.id))
        riders = sum(not n.owed for n in needs)
        more_zh = f"；顺带{riders}项近期到期的检查" if riders else ""
        more_en = f"; {riders} needs due soon ride along" if riders else ""
        return Text(zh=first.why.zh.rstrip("。") + more_zh, en=first.why.en.rstrip(".") + more_en)

    def _why_session(self, booking: Booking) -> Text:
        thin = self.explainer.insertion.thin
        options = [
            s
            for s in self.round.sessions
            if not any(thin.blocked(booking.visit, n, s.id) for n in booking.needs)
            and not thin.in_session(booking.visit, s.id)
            and all(self.explainer.free(self.round.need[n], s) for n in booking.needs)
        ]
        at = self.round.say_session(booking.session)
        return Text(
            zh=f"安排在{at.zh}：本周有{len(options)}个时段这些检查都可进行",
            en=f"on {at.en}: {len(options)} sessions were open to all of these needs",
        )

    def _why_people(self, booking: Booking) -> Text:
        session = self.round.session[booking.session]
        counts = []
        for body in dict.fromkeys(self.round.need[n].body for n in booking.needs):
            need = next(n for n in booking.needs if self.round.need[n].body == body)
            counts.append((body, len(self.explainer.free(self.round.need[need], session))))
        zh = "、".join(f"{body}{n}人" for body, n in counts)
        en = ", ".join(f"{body} {n}" for body, n in counts)
        return Text(
            zh=f"该时段可代表各部门到场的人：{zh}，从中按路程、片区、轮换选定",
            en=f"who could stand for each body then: {en}; chosen by road, zone and rotation",
        )
