"""A window over the page, and work that may be refused: its reasons come in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from nicegui import run, ui

from sites.base import Text
from sites.errors import BookError, Refused
from web.desk import Desk, Role

Done = TypeVar("Done")

NOT_YOURS = Text(zh="您的角色不能做这件事", en="your role may not do this")


@contextmanager
def window(desk: Desk, title: str, width: str = "min(56rem, 96vw)") -> Iterator[ui.dialog]:
    """A window with a title and a button that closes it; gone for good once it is closed."""
    with ui.context.client, ui.dialog() as dialog:
        card = ui.card().style(f"width: {width}; max-width: 96vw")
        with card, ui.row().classes("w-full items-center no-wrap"):
            ui.label(title).classes("text-h6 grow").props('role="heading" aria-level="2"')
            shut = ui.button(icon="close", on_click=dialog.close).props("flat round dense")
            shut.props(f'aria-label="{desk.t("关闭", "close")}"').mark("close-window")
        with card:
            yield dialog
    dialog.on("hide", dialog.delete)
    dialog.open()


def tell_lines(lines: Iterable[str]) -> None:
    """Lines as they are; a line's leading blanks indent it."""
    with ui.column().classes("w-full gap-1"):
        for line in lines:
            depth = len(line) - len(line.lstrip(" "))
            label = ui.label(line.strip()).classes("whitespace-pre-wrap")
            label.style(f"margin-left: {depth * 0.5}rem")


def reasons(error: BookError | Refused, desk: Desk) -> list[str]:
    """What an error says to people."""
    if isinstance(error, BookError):
        return [fault.in_(desk.lang) for fault in error.faults]
    return [desk.say(error.says)]


def show_reasons(desk: Desk, lines: Iterable[str]) -> None:
    """Say in a window why something was not done."""
    title = desk.t("没有办成", "Not done")
    with window(desk, title, "min(44rem, 96vw)"), ui.element("div") as said:
        said.props('role="alert"').classes("w-full").mark("refused")
        tell_lines(lines)


async def attempt(desk: Desk, work: Callable[..., Done], *args: Any) -> Done | None:
    """Do work beside the server's loop; None if it was refused, which is told in a window."""
    try:
        return await run.io_bound(work, *args)
    except (BookError, Refused) as error:
        show_reasons(desk, reasons(error, desk))
        return None


def see_allowed(desk: Desk, *roles: Role) -> None:
    """Raise the refusal of what a person's role may not do."""
    if not desk.may(*roles):
        raise Refused(NOT_YOURS)
