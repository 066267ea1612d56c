"""One session's column. A card is one element that Vue draws from plain data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import events, ui

from web.desk import Desk
from web.pages._week_answer import draw_answer
from web.pages._week_desk import Note, WeekDesk
from web.week.view import Card, Column

OVER = '(e) => { e.currentTarget.classList.add("aim"); }'
LEAVE = (
    "(e) => { if (!e.currentTarget.contains(e.relatedTarget))"
    ' e.currentTarget.classList.remove("aim"); }'
)
DROP = '(e) => { e.currentTarget.classList.remove("aim"); emit(); }'

Words = list[tuple[str, str]]
Acts = Callable[[Card, str, str], Awaitable[None]]


class CardBox(ui.element, component="_week_card.js"):
    """A visit's card: its text is only ever text."""

    def __init__(self, desk: Desk, card: Card, words: Words, free: bool, act: Acts):
        super().__init__()
        self.desk, self.card = desk, card
        self._props["words"], self._props["free"] = words, free
        self._props["card"] = shown(desk, card)
        self.mark(f"card-{card.visit}")

        async def told(event: events.GenericEventArguments) -> None:
            await act(self.card, *event.args)

        self.on("act", told)

    def show(self, card: Card, words: Words) -> None:
        """Draw it as it is now, if that is otherwise."""
        if card != self.card:
            self.card = card
            self._props["words"] = words
            self._props["card"] = shown(self.desk, card)
            self.update()


def shown(desk: Desk, card: Card) -> dict[str, Any]:
    """What stands on a card, in the person's language."""
    t = desk.t
    others = [b for b in card.bodies if b != card.lead]
    with_others = t("；同查：", "; with: ") + "、".join(others) if others else ""
    return {
        "colour": card.colour,
        "grade": f"{card.shape} {card.colour_word}",
        "clock": card.clock,
        "name": card.name,
        "actions": t(f"{card.name}：操作", f"{card.name}: actions"),
        "bodies": t("牵头：", "lead: ") + card.lead + with_others,
        "vehicles": card.vehicles,
        "seen": card.seen,
        "people": [
            {
                "id": p.id,
                "name": p.name,
                "helps": p.helps,
                "title": t("协助人员", "auxiliary") if p.helps else t("、", ", ").join(p.bodies),
            }
            for p in card.people
        ],
        "marks": [
            *(("", word) for word in (card.state_word, *card.kinds)),
            *([("pin", t("已固定", "pinned"))] if card.fixed else []),
            *(("outside", t(f"豁免：{rule}", f"outside: {rule}")) for rule in card.outside),
        ],
    }


class ColumnBox:
    """A session: head, hint, the cards in order, and the answer where it belongs."""

    def __init__(self, week: WeekDesk, column: Column, dropped: Callable[[], Awaitable[None]]):
        self.week, self.column = week, column
        self.cards: dict[str, CardBox] = {}
        self.note: Note | None = None
        self._answer: ui.element | None = None
        self.free = week.may_edit and not column.over
        self.box = ui.element("section").classes("wk-col" + (" over" if column.over else ""))
        self.box.mark(f"session-{column.session}")
        self.box.props["aria-label"] = f"{column.day} {column.part}"
        with self.box:
            with ui.element("div").classes("wk-top-line"):
                with ui.element("div").classes("wk-head"):
                    ui.label(f"{column.day} {column.part}")
                    if column.note:
                        ui.label(column.note).classes("wk-note")
                self._hint = ui.label(column.hours).classes("wk-hint")
            self.stack = ui.element("div").classes("wk-stack")
        if self.free:
            self.box.on("dragover.prevent", js_handler=OVER)
            self.box.on("dragleave", js_handler=LEAVE)
            self.box.on("drop.prevent", dropped, js_handler=DROP)

    def hint(self, words: str = "", kind: str = "") -> None:
        """Say what the rules would say here; without words the session's hours."""
        self._hint.text = words or self.column.hours
        self._hint.classes(replace=f"wk-hint {kind}")

    def show(
        self, column: Column, note: Note | None, words: Callable[[Card, bool], Words], act: Acts
    ) -> bool:
        """Draw what is new or otherwise, take away what is gone; tell whether it answers anew.

        Every try has an answer of its own, though it say the same as the one before.
        """
        self.column = column
        now = {card.visit: card for card in column.cards}
        for visit in [v for v in self.cards if v not in now]:
            self.cards.pop(visit).delete()
        for visit, card in now.items():
            menu = words(card, self.free)
            if visit in self.cards:
                self.cards[visit].show(card, menu)
            else:
                with self.stack:
                    self.cards[visit] = CardBox(self.week.desk, card, menu, self.free, act)
        before = self.note.answer if self.note else None
        if note is not self.note:
            self._draw(note)
        order: list[ui.element] = [self.cards[v] for v in now]
        if note is not None and self._answer is not None:
            order.insert(0 if note.at else 1 + list(now).index(note.visit), self._answer)
        self._put(order)
        return note is not None and note.answer is not before

    def _draw(self, note: Note | None) -> None:
        if self._answer is not None:
            self._answer.delete()
        self.note, self._answer = note, None
        if note is not None:
            with self.stack:
                self._answer = draw_answer(self.week, note)

    def _put(self, order: list[ui.element]) -> None:
        there = self.stack.default_slot.children
        for index, element in enumerate(order):
            if there[index] is not element:
                element.move(target_index=index)
