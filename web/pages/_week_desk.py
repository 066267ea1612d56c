"""One person's week page: what he does to the shared week, and what the rules answer him."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Literal, NamedTuple

from nicegui import background_tasks, run, ui

from sites.approval import Verb
from sites.base import Text
from sites.book import Pin
from sites.clock import china_today
from sites.errors import Refused
from sites.plan import Plan
from sites.round import Round
from web.desk import WRITERS, Desk, Role
from web.week.answers import Answer, answer, overrides, with_pins, without_pins
from web.week.store import CHANGED_BESIDE, Step, WeekStore
from web.week.view import Filter
from web.week.writing import Done, signed, texts_of, written

SETTLE_SECONDS = 0.5
"""An answer comes first, then the files."""

Make = Callable[[Plan, Round], Plan]

MAY_SIGN: dict[Verb, tuple[Role, ...]] = {
    "submit": WRITERS,
    "approve": ("leader", "admin"),
    "publish": WRITERS,
}


class Note(NamedTuple):
    """An answer that stands beside a card: what was tried, and how it could be made again.

    ``session`` is where a card was dropped; what is not taken is answered there.
    """

    visit: str
    what: Text
    answer: Answer
    pins: tuple[Pin, ...] = ()
    unpinned: tuple[Pin, ...] = ()
    ways: tuple[tuple[Text, Make], ...] = ()
    session: str = ""

    @property
    def at(self) -> str:
        """The session to which the visit was to be moved and was not; else it is where it is."""
        return self.session if self.answer.kind != "kept" else ""


class Dragged(NamedTuple):
    """What is in the hand: a visit, or a need that no visit meets yet."""

    kind: Literal["visit", "need"]
    id: str


class WeekDesk:
    """The page's verbs. Each asks the role, then the rules, then the store; then redraws.

    ``root`` holds what must outlive the card from which it was opened.
    """

    def __init__(self, desk: Desk, store: WeekStore):
        self.desk, self.store = desk, store
        self.only = Filter()
        self.drawn = -1
        self.note: Note | None = None
        self.dragging: Dragged | None = None
        self.redraw: Callable[[], None] = lambda: None
        self.root = ui.element("div")

    @property
    def may_edit(self) -> bool:
        """Whether this person may change the week."""
        return self.desk.may(*WRITERS)

    async def try_edit(
        self,
        visit: str,
        what: Text,
        make: Make,
        pins: tuple[Pin, ...] = (),
        unpinned: tuple[Pin, ...] = (),
        session: str = "",
    ) -> Answer | None:
        """Make an edit, judge it by all rules; take it if it breaks none, else show the answer."""

        def judge(step: Step) -> Answer:
            round = step.round
            if pins or unpinned:
                round = with_pins(without_pins(round, unpinned), pins)
            return answer(make(step.plan, round), round, step.plan, step.verdict, visit)

        return await self.try_judged(what, judge, lambda _: visit, pins, unpinned, session)

    async def try_judged(
        self,
        what: Text,
        judge: Callable[[Step], Answer],
        visit_of: Callable[[Answer], str],
        pins: tuple[Pin, ...] = (),
        unpinned: tuple[Pin, ...] = (),
        session: str = "",
    ) -> Answer | None:
        """The same with an edit that is judged as it is made."""
        step, seen = self.store.now, self.drawn
        if step is None or not self.may_edit:
            return None
        try:
            found = await asyncio.to_thread(judge, step)
        except KeyError:
            self.say_overtaken()
            return None
        self.note = Note(visit_of(found), what, found, pins, unpinned, session=session)
        if found.kind == "kept":
            self.take(self.note, seen)
        self.redraw()
        return found

    async def override(self, note: Note, reason: str) -> None:
        """Put the sites outside the local rules that the edit breaks, with reason and name."""
        step, seen = self.store.now, self.drawn
        if step is None or not self.may_edit or not reason.strip() or note.answer.kind != "local":
            return
        pins = (*note.pins, *overrides(note.answer, reason.strip(), self.desk.person.name))
        round = with_pins(note.answer.round, pins)
        plan = note.answer.plan.but(round_digest=round.digest)
        found = await asyncio.to_thread(answer, plan, round, step.plan, step.verdict, note.visit)
        self.note = note._replace(answer=found, pins=pins, ways=())
        if found.kind == "kept":
            self.take(self.note, seen)
        self.redraw()

    def take(self, note: Note, seen: int) -> None:
        """Make the plan of an answer the week's plan."""
        found, who = note.answer, self.desk.person.name
        step = Step(
            found.round, found.plan, found.verdict, who, note.what, note.pins, note.unpinned
        )
        try:
            self.store.accept(step, seen, self.desk.office.ledger)
        except Refused as error:
            self.note = None
            self.tell(self.desk.say(error.says), type="warning")
            return
        self.write()

    def undo(self) -> None:
        """Take the last change back."""
        if not self.may_edit:
            return
        try:
            what = self.store.undo(self.desk.person.name, self.drawn, self.desk.office.ledger)
        except Refused as error:
            self.tell(self.desk.say(error.says), type="warning")
        else:
            said = Text(zh=f"已撤销：{what.zh}", en=f"undone: {what.en}")
            self.tell(self.desk.say(said), type="info")
            self.write()
        self.note = None
        self.redraw()

    def tell(self, words: str, type: Literal["warning", "info", "positive", "negative"]) -> None:
        """A word at the foot of the page; a refusal stays until it is read."""
        stays = type == "negative"
        close = self.desk.t("关闭", "close") if stays else False
        with self.root:
            ui.notify(
                words, type=type, multi_line=True, timeout=0 if stays else 5000, close_button=close
            )

    def say_overtaken(self) -> None:
        """Somebody else was faster."""
        self.note = None
        zh, en = "这一周刚被改过，请看过再改", "the week has just been changed; look again"
        self.tell(self.desk.t(zh, en), type="warning")
        self.redraw()

    def write(self) -> None:
        """Let the files follow."""
        background_tasks.create(write_behind(self.store, self.desk))

    async def sign(self, verb: Verb) -> Done | None:
        """Submit, approve or publish what is on the board."""
        step = self.store.now
        if step is None or not self.desk.may(*MAY_SIGN[verb]):
            return None
        if step.verdict.breaches:
            return Done("", False, tuple(b.says for b in step.verdict.breaches))
        while self.store.dirty or self.store.busy:
            if self.store.unwritten:
                return Done("", False, self.store.unwritten)
            await asyncio.sleep(0.1)
        self.store.busy = True
        try:
            done = await run.cpu_bound(
                signed, str(self.store.folder), verb, self.desk.person.name, china_today(),
                self.desk.office.ledger.place, self.desk.lang,
            )  # fmt: skip
        finally:
            self.store.busy = False
        await asyncio.to_thread(self.store.reread)
        self.redraw()
        return done


async def write_behind(store: WeekStore, desk: Desk) -> None:
    """Write the week's files for as long as the board is ahead of them; one at a time."""
    if store.busy:
        return
    store.busy = True
    try:
        await asyncio.sleep(SETTLE_SECONDS)
        while store.dirty and (step := store.now) and step.verdict.lawful:
            version, keep = store.version, store.typed or store.fresh
            done = await run.cpu_bound(
                written, str(store.folder), *texts_of(step.round, step.plan), store.base, keep,
                desk.lang,
            )  # fmt: skip
            if done is None:
                break
            if CHANGED_BESIDE in done.problems:
                store.busy = False
                await asyncio.to_thread(store.reread)
                store.faults = done.problems
                break
            if not done.wrote:
                store.refused(done.problems)
                break
            store.wrote(Plan.model_validate_json(done.plan), version)
    finally:
        store.busy = False
