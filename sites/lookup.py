"""Finds what a person means by a name, a part of it or an id; tells what else could be meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from sites.base import Text
from sites.book import Body, Company, Item, Officer, Site, SiteBook
from sites.errors import BookError, Fault
from sites.round import Round
from sites.vocabulary import fold

T = TypeVar("T")
MOST_LISTED = 8


def site_called(text: str, sites: Iterable[Site]) -> Site:
    """Return the site of that id or name, or the only one whose name or address has the text.

    Raises
    ------
    BookError
        If there is none, or several: then they are listed.
    """
    return _only(text, sites, ("id", "name"), ("name", "address"), ("工地", "site"))


def company_called(text: str, companies: Iterable[Company]) -> Company:
    """Return the company of that credit code or name; raises `BookError` as `site_called`."""
    exact, partly = ("id", "name", "short_name"), ("name", "short_name")
    return _only(text, companies, exact, partly, ("企业", "company"))


def officer_called(text: str, round: Round | SiteBook) -> Officer:
    """Return the person of that id or name; raises `BookError` as `site_called`."""
    return _only(text, round.officers, ("id", "name"), ("name",), ("人员", "officer"))


def body_called(text: str, round: Round | SiteBook) -> Body:
    """Return the department of that name or enforcing name; raises `BookError`."""
    rows = {b.enforcing: b for b in reversed(round.bodies)} | {b.id: b for b in round.bodies}
    if text.strip() in rows:
        return rows[text.strip()]
    listed = {b.enforcing: b for b in reversed(round.bodies)}.values()
    return _only(text, listed, ("id",), ("id", "acts_as"), ("部门", "department"))


def item_called(text: str, round: Round | SiteBook) -> Item:
    """Return the item of that code or name; raises `BookError` as `site_called`."""
    return _only(text, round.items, ("code", "name"), ("name",), ("检查事项", "item"))


def _only(
    text: str,
    rows: Iterable[T],
    exact: tuple[str, ...],
    partly: tuple[str, ...],
    noun: tuple[str, str],
) -> T:
    wanted, listed = fold(text), tuple(rows)
    for fields, same in ((exact, str.__eq__), (partly, str.__contains__)):
        found = [r for r in listed if any(same(fold(getattr(r, f)), wanted) for f in fields)]
        if len(found) == 1:
            return found[0]
        if found and wanted:
            raise BookError([_several(text, found, noun)])
    zh, en = noun
    known = Text(zh=f"本周数据中{zh}的编号或名称", en=f"the id or the name of a known {en}")
    said = Text(zh=f"“{text}”，没有这样的{zh}", en=f"“{text}”, and no such {en}")
    raise BookError([Fault(found=said, expected=known)])


def _several(text: str, found: list[Any], noun: tuple[str, str]) -> Fault:
    shown = [_shown(row) for row in found[:MOST_LISTED]]
    more_zh = f"等{len(found)}个" if len(found) > MOST_LISTED else ""
    more_en = f" and {len(found) - MOST_LISTED} more" if len(found) > MOST_LISTED else ""
    return Fault(
        found=Text(
            zh=f"“{text}”，有{len(found)}个{noun[0]}都符合",
            en=f"“{text}”, which {len(found)} rows match ({noun[1]})",
        ),
        expected=Text(
            zh=f"其中一个：{'、'.join(shown)}{more_zh}", en=f"one of {', '.join(shown)}{more_en}"
        ),
    )


def _shown(row: Any) -> str:
    id = getattr(row, "code", None) or row.id
    return f"{id} {getattr(row, 'name', '')}".strip()
