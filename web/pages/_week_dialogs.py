"""A card's menu: move, pin, exclude, and another person; each reachable by the keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import background_tasks, ui

from constraints import RULES
from constraints._substitutes import substitutes
from sites.base import Text
from sites.book import Pin
from sites.plan import Plan
from sites.round import Round
from web.dialogs.why import why_dialog
from web.pages._week_desk import Dragged, WeekDesk
from web.pages._week_moves import Moves
from web.week import edits
from web.week.answers import Kind, pin_here, pin_out, pins_on
from web.week.view import Card, columns

SHOWN_SECONDS = 0.05
"""A window is drawn before the rules are asked what stands in it."""

FIXED, EXCLUDED = ("must", "fixed"), ("never",)
MARKS: dict[Kind, Text] = {
    "kept": Text(zh="✓ 可以", en="✓ fits"),
    "local": Text(zh="！须豁免", en="! override"),
    "law": Text(zh="✗ 不合规定", en="✗ not lawful"),
}


class CardDialogs:
    """What a card's menu opens."""

    def __init__(self, week: WeekDesk, moves: Moves):
        self.week, self.moves = week, moves

    def words(self, card: Card, free: bool) -> list[tuple[str, str]]:
        """The menu of a card: a name for `act`, and what it says; ``free`` cards may be changed."""
        t = self.week.desk.t
        why = ("why", t("为什么这样排", "Why so"))
        if not free:
            return [why]
        return [
            ("move", t("移到…", "Move to …")),
            ("pin", t("固定在此（时段）", "Pin to this session")),
            ("pin-people", t("固定在此（连人员）", "Pin, people too")),
            ("exclude", t("本周不排", "Not this week")),
            *([("unpin", t("取消固定", "Unpin"))] if card.fixed else []),
            why,
        ]

    async def act(self, card: Card, what: str, person: str) -> None:
        """Do what was chosen; a ``person`` is one who was clicked on the card."""
        acts: dict[str, Callable[[], Awaitable[None]]] = {
            "move": lambda: self.choose_session(Dragged("visit", card.visit), card.name),
            "pin": lambda: self.pin(card, False),
            "pin-people": lambda: self.pin(card, True),
            "exclude": lambda: self.exclude(card),
            "unpin": lambda: self.unpin(card.visit, card.site, FIXED),
            "why": lambda: self.why(card.site),
            "swap": lambda: self.swap(card, person),
        }
        if what in acts and (what == "why" or self.week.may_edit):
            await acts[what]()

    async def why(self, site: str) -> None:
        """The engine's explanation of all that is due at a site."""
        with self.week.root:
            await why_dialog(self.week.desk, self.week.store.folder, site)

    async def choose_session(self, thing: Dragged, name: str) -> None:
        """All sessions with the rules' answer to each."""
        step, t = self.week.store.now, self.week.desk.t
        if step is None:
            return
        was = [b.session for b in step.plan.bookings if b.visit == thing.id]
        buttons: dict[str, ui.button] = {}
        with self.week.root, ui.dialog() as dialog, ui.card().classes("w-96"):
            head = t(f"“{name}”移到", f"Move {name} to")
            ui.label(head if was else t(f"“{name}”排到", f"Plan {name} in")).classes(
                "text-subtitle1"
            )
            for column in columns(step.plan, step.round, self.week.desk.lang):
                if column.session not in was and not column.over:
                    words = f"{column.day} {column.part}"
                    button = ui.button(words, on_click=_submit(dialog, column.session))
                    button.props("flat dense align=left no-caps").classes("w-full")
                    buttons[column.session] = button.mark(f"to-{column.session}")
            ui.button(t("取消", "Cancel"), on_click=dialog.close).props("flat")
        waiting = [dialog]
        background_tasks.create(self._mark(thing, buttons, lambda: bool(waiting)))
        session = await dialog
        waiting.clear()
        dialog.delete()
        if session:
            await self.moves.put(thing, session)

    async def _mark(
        self, thing: Dragged, buttons: dict[str, ui.button], wanted: Callable[[], bool]
    ) -> None:
        """Write on each session's button what the rules say, while the window is open."""
        await asyncio.sleep(SHOWN_SECONDS)
        for session, kind in await self.moves.judged(thing, wanted):
            if wanted():
                buttons[session].text += f"　{self.week.desk.say(MARKS[kind])}"

    async def pin(self, card: Card, people: bool) -> None:
        """固定: the next planning keeps it where it is."""
        t = self.week.desk.t
        head = t(f"固定“{card.name}”", f"Pin {card.name}")
        reason = await self._reason(head)
        step = self.week.store.now
        if not reason or step is None:
            return
        by = self.week.desk.person.name
        pin = pin_here(step.plan, step.round, card.visit, people, reason, by)
        await self._pinned(card, pin, Text(zh=f"固定{card.name}", en=f"{card.name} pinned"), _same)

    async def unpin(self, visit: str, site: str, how: tuple[str, ...]) -> None:
        """Take the week's pins on a site away; where it stands, it stays until planned anew."""
        step = self.week.store.now
        if step is None:
            return
        gone, name = pins_on(step.round, site, how), step.round.site[site].name
        what = Text(zh=f"取消对{name}的指定", en=f"{name} no longer pinned")
        await self.week.try_edit(visit, what, _same, unpinned=gone)

    async def exclude(self, card: Card) -> None:
        """不排: out of this week's plan."""
        head = self.week.desk.t(f"本周不排“{card.name}”", f"{card.name}: not this week")
        reason = await self._reason(head)
        step = self.week.store.now
        if not reason or step is None:
            return
        pin = pin_out(step.round, card.site, reason, self.week.desk.person.name)
        what = Text(zh=f"本周不排{card.name}", en=f"{card.name} not this week")

        def make(plan: Plan, round: Round) -> Plan:
            there = [b.visit for b in plan.bookings if b.site == card.site]
            for visit in there:
                plan = edits.removed(plan, round, visit)
            return plan

        await self._pinned(card, pin, what, make)

    async def _pinned(
        self, card: Card, pin: Pin, what: Text, make: Callable[[Plan, Round], Plan]
    ) -> None:
        await self.week.try_edit(card.visit, what, make, (pin,))

    async def _reason(self, head: str) -> str:
        t = self.week.desk.t
        with self.week.root, ui.dialog() as dialog, ui.card().classes("w-96"):
            ui.label(head).classes("text-subtitle1")
            reason = ui.input(t("理由（记入台账）", "Reason (kept in the ledger)"))
            reason.props("autofocus outlined dense maxlength=200").classes("w-full").mark("reason")
            with ui.row():
                go = ui.button(t("确定", "OK"), on_click=lambda: dialog.submit(reason.value))
                go.mark("reason-ok").bind_enabled_from(
                    reason, "value", lambda v: bool(v and v.strip())
                )
                ui.button(t("取消", "Cancel"), on_click=dialog.close).props("flat")
        said = await dialog
        dialog.delete()
        return (said or "").strip()

    async def swap(self, card: Card, officer: str) -> None:
        """Who could take a person's place: those the rules accept first, then everybody."""
        step, t = self.week.store.now, self.week.desk.t
        if step is None:
            return
        rules = tuple(RULES.values())
        able = await asyncio.to_thread(
            substitutes, step.plan, step.round, card.visit, officer, rules
        )
        names = {p.id: p.name for p in card.people}
        with self.week.root, ui.dialog() as dialog, ui.card().classes("w-96"):
            head = t(
                f"{card.name}：换下{names[officer]}", f"{card.name}: instead of {names[officer]}"
            )
            ui.label(head).classes("text-subtitle1")
            ui.label(t("可替补人员" if able else "没有不违反规定的替补人员", "Could step in:"))
            for other in able:
                who = step.round.officer[other]
                words = t(f"{who.name}（{who.body}）", f"{who.name} ({who.body})")
                ui.button(words, on_click=_submit(dialog, other)).props(
                    "flat dense align=left no-caps"
                ).classes("w-full").mark(f"instead-{other}")
            others = _others(step.round, {*able, *names}, card, officer)
            pick = ui.select(others, label=t("其他人员", "somebody else"), with_input=True)
            pick.classes("w-full").props("dense outlined").mark("instead")
            pick.on_value_change(lambda e: dialog.submit(e.value))
            ui.button(t("取消", "Cancel"), on_click=dialog.close).props("flat")
        other = await dialog
        dialog.delete()
        if other:
            await self._swapped(card, officer, other, step.round)

    async def _swapped(self, card: Card, officer: str, other: str, round: Round) -> None:
        old, new = round.officer[officer].name, round.officer[other].name
        what = Text(zh=f"{card.name}：{old}换成{new}", en=f"{card.name}: {new} instead of {old}")

        def make(plan: Plan, round: Round) -> Plan:
            return edits.swapped(plan, round, card.visit, officer, other)

        await self.week.try_edit(card.visit, what, make)


def _others(round: Round, known: set[str], card: Card, officer: str) -> dict[str, str]:
    helper = any(p.id == officer and p.helps for p in card.people)
    pool = round.auxiliaries if helper else round.inspectors
    return {o.id: f"{o.name}（{o.body}）" for o in pool if o.id not in known}


def _same(plan: Plan, round: Round) -> Plan:
    return plan.but(round_digest=round.digest)


def _submit(dialog: ui.dialog, value: str) -> Callable[[], None]:
    return lambda: dialog.submit(value)
