"""One urgent complaint into a plan that stands: ranked choices, and what each displaces.

Nothing is solved: a visit is joined, or made in some session; where that comes too late, the least
valuable booking makes room. Every choice has passed the rules' own checkers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time

from constraints import verify
from constraints._registry import Rule
from scheduler.judge import Judge
from scheduler.places import Draft, Places
from scheduler.urgent import with_need, without_unused
from sites.choice import Choice
from sites.facts import pins_in_force
from sites.need import Need
from sites.plan import Booking, Plan
from sites.round import Round

MOST_CHOICES = 8
MOST_VICTIMS = 8
"""Bookings that are tried for making room, the least valuable first."""

MOST_LAWFUL = 2
"""Lawful places kept of one session; more of them differ in names only."""


def choices(
    round: Round, plan: Plan, need: Need, rules: Iterable[Rule], by: datetime | None = None
) -> tuple[Choice, ...]:
    """Return the choices, the best first; one of them is not to insert.

    ``round`` and ``plan`` are those before the need came up; ``by`` is its clock, the end of its
    due day unless said. Sessions of days before the round's ``today`` are over.

    Raises
    ------
    BookError
        If the plan breaks rules as it stands: nothing could be judged against it.
    """
    return Desk(round, plan, need, tuple(rules), by).choices()


class Desk:
    """One plan and one urgent need."""

    def __init__(
        self, round: Round, plan: Plan, need: Need, rules: tuple[Rule, ...], by: datetime | None
    ):
        self.plan, self.need = plan, need
        self.by = by or datetime.combine(need.due, time.max)
        self.round = _grown(round, plan, need)
        self.slot = max(self.round.visits_at[need.site], key=lambda v: v.order)
        self.judge = Judge(round, self.round, plan, need, rules)
        self.places = Places(self.round, plan, rules)

    def choices(self) -> tuple[Choice, ...]:
        """All of them, ranked."""
        found = [*self._joining(), *self._alone()]
        if not any(c.minutes_late == 0 for c in found):
            found += self._displacing()
        nothing = self._judged(Draft(self.plan, ""))
        assert nothing is not None, "a plan that was lawful stays lawful without the need"
        ranked = sorted(found, key=self._rank)[: MOST_CHOICES - 1]
        return tuple(sorted([*ranked, nothing], key=self._rank))

    def _judged(self, draft: Draft) -> Choice | None:
        return self.judge.choice(draft, self.by)

    def _rank(self, choice: Choice) -> tuple[object, ...]:
        after = choice.after
        disturbed = len(choice.cancelled) + len(choice.rescheduled)
        booking = choice.booking
        at = self.round.session_index[booking.session] if booking else len(self.round.sessions)
        return (
            *(after["1"], bool(choice.minutes_late), after["1.5"], after["2"]),
            *(disturbed, after["3"], len(choice.moved), after["4"], at),
            booking.visit if booking else "",
        )

    def _joining(self) -> Iterator[Choice]:
        """The best way to join each visit of the site."""
        best: dict[str, Choice] = {}
        for draft in self.places.joining(self.need):
            choice = self._judged(draft)
            known = best.get(draft.visit)
            if choice and (known is None or self._rank(choice) < self._rank(known)):
                best[draft.visit] = choice
        yield from best.values()

    def _alone(self) -> Iterator[Choice]:
        """The best visit of its own in each session."""
        for session in self.places.open_sessions:
            yield from self._best_in(session.id)

    def _best_in(self, session: str, most: int = MOST_LAWFUL) -> list[Choice]:
        drafts = self.places.alone(self.need, self.round.session[session], self.slot)
        lawful: list[Choice] = []
        for draft in drafts:
            choice = self._judged(draft)
            lawful += [choice] if choice else []
            if len(lawful) == most:
                break
        return [min(lawful, key=self._rank)] if lawful else []

    def _displacing(self) -> list[Choice]:
        """One booking makes room, and moves where it can; the least valuable are tried first."""
        found: list[Choice] = []
        for victim in self._victims()[:MOST_VICTIMS]:
            taken = self.places.sketch.remove(victim.visit)
            for choice in self._best_in(victim.session, 1):
                found += self._kept_too(choice, victim)
            self.places.sketch.add(taken)
        return found

    def _kept_too(self, choice: Choice, victim: Booking) -> list[Choice]:
        """The choice with the displaced visit in another session, else without it."""
        assert choice.booking is not None
        places = self.places.of(choice.plan)
        for move in places.elsewhere(victim):
            places.sketch.add(move)
            moved = self._judged(Draft(places.sketch.plan(), choice.booking.visit))
            places.sketch.remove(victim.visit)
            if moved:
                return [moved]
        return [choice]

    def _victims(self) -> list[Booking]:
        """Bookings that may go, in sessions that are in time, the least valuable first."""
        pinned = {p.site for p in pins_in_force(self.round) if p.how in ("must", "fixed")}
        session, need = self.round.session, self.round.need

        def loss(booking: Booking) -> tuple[object, ...]:
            owed = [need[n] for n in booking.needs if need[n].owed]
            clocks = sum(n.weight for n in owed if n.statutory)
            return (
                clocks,
                sum(n.weight for n in owed),
                session[booking.session].opens,
                booking.visit,
            )

        free = (
            b
            for b in self.plan.bookings
            if b.site not in {*pinned, self.need.site}
            and b.state not in ("done", "cancelled")
            and session[b.session] in self.places.open_sessions
            and session[b.session].opens < self.by
        )
        return sorted(free, key=loss)


def taken(
    round: Round, plan: Plan, choice: Choice, need: Need, rules: Iterable[Rule]
) -> tuple[Round, Plan]:
    """Return the round and the plan once a choice is taken, the plan verified again.

    Unmet needs and reasons are for the caller to tell.
    """
    grown, booking = _grown(round, plan, need), choice.booking
    visits = (
        v.but(state=booking.state) if booking and v.id == booking.visit else v for v in grown.visits
    )
    grown = without_unused(
        grown.but(visits=tuple(visits)), (b.visit for b in choice.plan.bookings), need
    )
    plan_taken = choice.plan.but(round_digest=grown.digest)
    verdict = verify(plan_taken, grown, tuple(rules))
    assert verdict.lawful, verdict.breaches
    return grown, plan_taken


def _grown(round: Round, plan: Plan, need: Need) -> Round:
    """The round with the need; a plan that is signed already is a promise from now on."""
    signed = plan.approval.is_signed
    return with_need(round.but(published=plan) if signed else round, need)
