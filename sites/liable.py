"""Who mends a hazard: 整改责任单位 as ledgers write it, a company's name or only its part there."""

from __future__ import annotations

import re
from collections.abc import Callable

from sites.book import Hazard, Site, SiteBook
from sites.vocabulary import fold

ROLES = {
    "builder": ("施工", "施工单位", "施工方", "总包", "总包单位", "施工总承包单位", "项目部"),
    "owner": ("建设", "建设单位", "建设方", "业主", "业主单位", "甲方"),
    "supervisor": ("监理", "监理单位", "监理方"),
    "canteen": ("食堂", "食堂经营者", "食堂承包者"),
}  # fmt: skip
"""Field of a site → the words for that part. Of several the builder comes first: it mends."""

_SEVERAL = re.compile(r"[、,，;；/\s和及]+")


def liable_company(book: SiteBook) -> Callable[[Hazard], str]:
    """The full name of the company that mends a hazard, by the sites and companies of a book.

    A name that the book does not know stays as it is written. A word for a part (施工单位) means
    the company that has it at the hazard's site; a blank cell means the builder. Empty where that
    is not known: two sites' 施工单位 are never taken for one company.
    """
    sites, called = {s.id: s for s in book.sites}, _called(book)
    full = {c.id: c.name for c in book.companies}
    return lambda hazard: _liable(hazard.liable, sites.get(hazard.site), called, full)


def _called(book: SiteBook) -> dict[str, str]:
    names = ((c, n) for c in reversed(book.companies) for n in (c.short_name, c.id, c.name))
    return {fold(name): company.name for company, name in names if name}


def _liable(text: str, site: Site | None, called: dict[str, str], full: dict[str, str]) -> str:
    if known := called.get(fold(text)):
        return known
    parts = [part for part in _SEVERAL.split(text.strip()) if part]
    named = [called[fold(part)] for part in parts if fold(part) in called]
    if named:
        return named[0]
    roles = [role for role, words in ROLES.items() if any(part in words for part in parts)]
    if parts and not roles:
        return text.strip()
    holders = [getattr(site, role) for role in roles or ["builder"]] if site else []
    return next((full.get(id, id) for id in holders if id), "")
