"""The sessions as columns and the visits as cards, which may be dragged, pinned and answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui import ui

from sites.base import Text
from web.pages._week_column import ColumnBox
from web.pages._week_desk import Dragged, Note, WeekDesk
from web.pages._week_dialogs import CardDialogs
from web.pages._week_moves import Moves
from web.week.answers import Kind
from web.week.store import Step
from web.week.view import Card, Column, columns

INTO_VIEW = """setTimeout(() => document.querySelector('.wk-board .wk-answer')
  ?.scrollIntoView({block: 'nearest', inline: 'nearest'}), 50)"""
HINTS: dict[Kind, Text] = {
    "kept": Text(zh="✓ 可以放这里", en="✓ fits here"),
    "local": Text(zh="！须写明理由豁免", en="! needs an override"),
    "law": Text(zh="✗ 不合规定", en="✗ not lawful"),
}


class Board:
    """The columns. Only what changed is drawn again."""

    def __init__(self, week: WeekDesk):
        self.week, self.moves = week, Moves(week)
        self.dialogs = CardDialogs(week, self.moves)
        self.box = ui.element("div").classes("wk-board").mark("board")
        self._boxes: dict[str, ColumnBox] = {}

    def show(self, step: Step) -> None:
        """Draw a plan."""
        week = self.week
        now = columns(step.plan, step.round, week.desk.lang, week.only)
        if [_frame(c) for c in now] != [_frame(b.column) for b in self._boxes.values()]:
            self._lay_out(now)
        for column in now:
            note = week.note if week.note and _answers(column, week.note) else None
            box = self._boxes[column.session]
            if box.show(column, note, self.dialogs.words, self._act):
                self.box.client.run_javascript(INTO_VIEW)

    def _lay_out(self, now: list[Column]) -> None:
        self.box.clear()
        with self.box:
            self._boxes = {
                c.session: ColumnBox(self.week, c, self._dropped(c.session)) for c in now
            }

    async def _act(self, card: Card, what: str, person: str) -> None:
        """What was done to a card."""
        if what == "drag":
            await self.drag(Dragged("visit", card.visit))
        elif what == "dragend":
            self.let_go()
        else:
            await self.dialogs.act(card, what, person)

    async def drag(self, thing: Dragged) -> None:
        """Something is in the hand: say over each session what the rules would say."""
        self.let_go()
        self.week.dragging = thing
        judged = await self.moves.judged(thing, lambda: self.week.dragging is thing)
        for session, kind in judged if self.week.dragging is thing else []:
            if session in self._boxes:
                self._boxes[session].hint(self.week.desk.say(HINTS[kind]), kind)

    def let_go(self) -> None:
        """Nothing is in the hand any more."""
        self.week.dragging = None
        for box in self._boxes.values():
            box.hint()

    def _dropped(self, session: str) -> Callable[[], Awaitable[None]]:
        async def act() -> None:
            thing = self.week.dragging
            self.let_go()
            if thing is not None:
                await self.moves.put(thing, session)

        return act


def _frame(column: Column) -> Column:
    return column._replace(cards=())


def _answers(column: Column, note: Note) -> bool:
    """Whether the answer stands in this column."""
    if note.at:
        return note.at == column.session
    return any(c.visit == note.visit for c in column.cards)
