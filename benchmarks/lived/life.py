"""One year of a street in its ledger: plan, publish, visit, find, re-check, close, rate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import count
from random import Random

from benchmarks.drawn.grounds import Scale
from benchmarks.drawn.scene import make_scene
from benchmarks.lived.world import DEADLINE_DAYS, Defect, complaint_days, defects
from constraints import RULES, verify
from scheduler.assign import assign
from scheduler.prepare import round_of
from scheduler.search import Search
from scheduler.settings import Settings
from scheduler.side_by_side import SideBySide
from scheduler.whatif import each_apart
from sites.book import Complaint, Hazard, PastVisit, SiteBook
from sites.closure import Move, World
from sites.errors import Refused
from sites.kept import Task
from sites.ledger import Act, Ledger
from sites.ledger.closing import closing_world, enter_hazard, move_hazard
from sites.ledger.nouns import NOUNS
from sites.ledger.rating import rate
from sites.plan import Plan
from sites.round import Round
from sites.tasks import tasks_of
from sites.tasks.made_visits import visits_of
from sites.vocabulary import fold

FIRST_MONDAY = date(2026, 1, 5)
WEEK = timedelta(days=7)
SOURCE = "year.py"
BY = "年度推演"


class Life:
    """One street's year. ``joint``: departments go together, else each on its own."""

    def __init__(self, ledger: Ledger, scale: Scale, seed: int, joint: bool, effort: float):
        self.ledger, self.seed, self.joint, self.effort = ledger, seed, joint, effort
        self.scene = make_scene(scale, Random(seed))
        self.hidden: list[Defect] = []
        self.known: dict[str, Defect] = {}
        self.numbers = count(1)
        self.orders = count(1)
        self.refused: list[str] = []
        self.powers: World | None = None

    def begin(self) -> None:
        """The book as it stands before the year: who and what there is, and when last checked."""
        rng = Random(f"{self.seed}/history")
        standing = {n: getattr(self.scene, n) for n in self.scene._fields if n != "scale"}
        standing["absences"] = ()
        sites = tuple(s.but(closed_days=(), status="active") for s in self.scene.sites)
        book = SiteBook(**standing | {"sites": sites, "history": tuple(self._past(rng))})
        with self.ledger.act(BY, source=SOURCE, on=FIRST_MONDAY) as act:
            for name, noun in NOUNS.items():
                if noun.in_book:
                    rows = getattr(book, name)
                    act.put_all(name, (rows,) if name == "settings" else rows)

    def _past(self, rng: Random) -> Iterator[PastVisit]:
        """Each body was at each site on some day of the quarter before."""
        for site in self.scene.sites:
            for body in self.scene.enforcing:
                items = tuple(i.code for i in self.scene.items if i.body == body)
                day = FIRST_MONDAY - timedelta(days=rng.randrange(7, 90))
                yield PastVisit(site=site.id, on=day, body=body, items=items)

    def live(self, monday: date) -> None:
        """One week: what comes about, the plan as of the Friday before, the visits, the rating."""
        self._come_about(monday)
        round, plan = self._planned(monday)
        with self.ledger.act(BY, source=SOURCE, on=monday) as act:
            tasks = [self._on_ground(task, round) for task in tasks_of(plan, round)]
            for day in (monday + timedelta(days=k) for k in range(7)):
                self._replies(act, day)
                for task in sorted((t for t in tasks if t.on == day), key=lambda t: t.id):
                    self._visit(act, task)
        with self.ledger.act(BY, source=SOURCE, on=monday + timedelta(days=6)) as act:
            rate(act)

    def _come_about(self, monday: date) -> None:
        with self.ledger.act(BY, source=SOURCE, on=monday) as act:
            for site in self.scene.sites:
                self.hidden += defects(site, self.scene.enforcing, monday, self.seed)
                for day in complaint_days(site, site.colour, monday - WEEK, self.seed):
                    body = self.scene.enforcing[next(self.orders) % len(self.scene.enforcing)]
                    order = f"TS{day:%Y%m%d}-{site.id}"
                    act.put("complaints", Complaint(id=order, site=site.id, on=day, body=body))

    def _planned(self, monday: date) -> tuple[Round, Plan]:
        """A week by insertion and ruin and recreate alone: a hundred weeks want no proof."""
        with self.ledger.reading() as rows:
            book = rows.book_for_planning(monday - timedelta(days=3))
        dated = book.but(settings=book.settings.but(today=monday - timedelta(days=3)))
        round = round_of(dated, monday, monday + timedelta(days=6))
        if not self.joint:
            round = each_apart(round)[0]
        settings = Settings(seconds=600, effort=self.effort, seed=self.seed)
        search = Search(round, tuple(RULES.values()), settings, say=lambda text: None)
        with SideBySide(search) as cores:
            cores.start()
            cores.round()
            fits = cores.own.tables.fits
        found = search.incumbent or Plan(round_digest=round.digest, bookings=())
        plan = assign(found, round, search.rules, fits)
        if not verify(plan, round).lawful:
            raise AssertionError(f"an unlawful plan for {monday}")
        return round, plan

    def _on_ground(self, task: Task, round: Round) -> Task:
        """A task carried out as planned, at the real site where each body has one of its own."""
        needs = tuple(n.but(done=True) for n in task.needs)
        return task.but(site=task.site.split("·")[0], needs=needs, state="done")

    def _visit(self, act: Act, task: Task) -> None:
        act.put("tasks", task, "done", task.on)
        act.put_all("history", visits_of(task, ()), on=task.on)
        for need in task.needs:
            people = tuple(s.officer for s in task.stands_for if s.need == need.need)
            for hazard in need.hazards:
                self._recheck(act, task, hazard, people)
            for order in need.complaints:
                verified = Random(f"{self.seed}/{order}").random() < 0.8
                done = {"closed_on": task.on, "verified": verified}
                act.change("complaints", order, done, "settled", task.on)
            if need.kind in ("routine", "campaign"):
                self._find(act, task, need.body, people)

    def _find(self, act: Act, task: Task, body: str, people: tuple[str, ...]) -> None:
        found = [
            d for d in self.hidden if (d.site, d.body) == (task.site, body) and d.since <= task.on
        ]
        for defect in found:
            self.hidden.remove(defect)
            id = f"YH{next(self.numbers):05}"
            hazard = Hazard(
                id=id, site=task.site, found_on=task.on, found_by_body=body, body=body,
                finders=people, what=f"隐患{id}", grade=defect.grade, task_no=task.id,
                due=task.on + timedelta(days=DEADLINE_DAYS),
            )  # fmt: skip
            self.known[id] = defect
            world = self._world(act, task.on, task.site)
            entered = self._try(partial(enter_hazard, act, hazard, world))
            if entered and defect.at_once:
                two = self._pair(act, task, people)
                self._move(act, id, "fixed_at_once", task.on, people=two, evidence="照片")

    def _replies(self, act: Act, day: date) -> None:
        """Sites report what is put right, on the day that was drawn for it."""
        for hazard in act.rows("hazards", state="open"):
            late = timedelta(days=self.known[hazard.id].late_days)
            asked_anew = hazard.round and hazard.rechecked_on
            if hazard.due and (hazard.due + late <= day or (asked_anew and hazard.due <= day)):
                self._move(act, hazard.id, "reply", day, evidence=f"整改照片{day}")

    def _recheck(self, act: Act, task: Task, id: str, people: tuple[str, ...]) -> None:
        hazard: Hazard = act.row("hazards", id)
        two = self._pair(act, task, people)
        fails = hazard.state == "open" or (self.known[id].fails and not hazard.round)
        if fails:
            due = task.on + timedelta(days=DEADLINE_DAYS)
            self._move(act, id, "recheck_fail", task.on, people=two, due=due)
        elif self._move(act, id, "recheck_pass", task.on, people=two):
            reviewer = self._reviewer(act, act.row("hazards", id), task.on)
            self._move(act, id, "close", task.on, reviewer=reviewer, evidence="整改照片")

    def _reviewer(self, act: Act, hazard: Hazard, on: date) -> str:
        """Somebody certified who was neither at the check nor at the re-check."""
        world = self._world(act, on, hazard.site)
        there = world.were_there(hazard)
        for one in self.scene.officers:
            barred = fold(one.id) in there or world.recused_from(one, hazard, on)
            if one.certified(on) and not barred:
                return one.id
        return ""

    def _world(self, act: Act, on: date, site: str) -> World:
        """As `closing_world`; people and powers are read once, they stay all year."""
        if self.powers is None:
            self.powers = closing_world(act, on, ())
        tasks, sites = act.rows("tasks", site=site), act.rows("sites", id=site)
        return replace(self.powers, today=on, tasks=tasks, sites=sites)

    def _pair(self, act: Act, task: Task, people: Iterable[str]) -> tuple[str, ...]:
        """Who signs: those who stand for the body, then others there with a certificate."""
        there = [*people, *(o for o in task.officers if o not in people)]
        known = {o.id: o for o in self.scene.officers}
        return tuple(o for o in there if known[o].certified(task.on))[:2]

    def _move(self, act: Act, id: str, kind: str, on: date, **said: object) -> bool:
        move = Move.model_validate({"kind": kind, "on": on, "by": BY, **said})
        world = self._world(act, on, act.row("hazards", id).site)
        return self._try(lambda: move_hazard(act, id, move, world))

    def _try(self, act: Callable[[], object]) -> bool:
        """Do it if the life cycle lets it; what it refuses is counted, not forced."""
        try:
            act()
        except Refused as refused:
            self.refused.append(refused.says.en)
            return False
        return True
