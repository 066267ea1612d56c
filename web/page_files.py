"""The pages: each public file of ``web/pages`` is one, found by its name."""

from __future__ import annotations

import pkgutil
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import NamedTuple

from sites.base import Text
from web import pages
from web.desk import Desk, Role


class Page(NamedTuple):
    """A page's path, its title in the menu, its place there, who may see it, what shows it.

    ``routes`` registers what the page answers beside itself (a photo, a post from a phone); it is
    given how to find the desk of a request's visitor, None if nobody is logged in.
    """

    path: str
    title: Text
    order: int
    icon: str
    roles: tuple[Role, ...]
    show: Callable[[Desk], Awaitable[None]]
    routes: Callable[[Callable[[], Desk | None]], None] | None = None


def page_files() -> tuple[Page, ...]:
    """Every page, in the order of the menu; the first of it stands at ``/`` too."""
    names = [m.name for m in pkgutil.iter_modules(pages.__path__) if m.name[0] != "_"]
    found = []
    for name in sorted(names):
        module = import_module(f"web.pages.{name}")
        routes = getattr(module, "routes", None)
        facts = (module.TITLE, module.ORDER, module.ICON, module.ROLES)
        found.append(Page(f"/{name}", *facts, module.show, routes))
    return tuple(sorted(found, key=lambda p: (p.order, p.path)))
