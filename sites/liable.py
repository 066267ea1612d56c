"""Who mends a hazard: 整改责任单位 as ledgers write it, a company's name or only its part there."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence

from sites.book import Hazard, Site, SiteBook
from sites.matching.companies import full_name, in_order
from sites.vocabulary import fold

ROLES = {
    "builder": ("施工", "施工单位", "施工方", "总包", "总包单位", "施工总承包单位", "项目部"),
    "owner": ("建设", "建设单位", "建设方", "业主", "业主单位", "甲方"),
    "supervisor": ("监理", "监理单位", "监理方"),
    "canteen": ("食堂", "食堂经营者", "食堂承包者"),
}  # fmt: skip
"""Field of a site → the words for that part. Of several the builder comes first: it mends."""

_NO_NAMES = {fold(word) for words in ROLES.values() for word in words}
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


def companies_together(hazards: Iterable[Hazard], book: SiteBook) -> Callable[[Hazard], str]:
    """As `liable_company`, for these hazards: a name's short forms come together with it.

    A short form that nobody listed counts where its characters stand in order in one full name
    and in no other, of the book's companies or of those that the hazards name. To be shown with
    what it stands for: it is a reading, not a fact.
    """
    named = liable_company(book)
    listed = dict.fromkeys(company.name for company in book.companies)
    known = tuple(listed | dict.fromkeys(sorted({named(hazard) for hazard in hazards} - {""})))
    full = {name: _full(name, known, listed) for name in known}
    return lambda hazard: full.get(named(hazard), named(hazard))


def _full(name: str, known: Sequence[str], listed: Container[str]) -> str:
    """The one full name that a name is short for, else its first spelling."""
    if name in listed or fold(name) in _NO_NAMES:
        return name
    same = next(other for other in known if fold(other) == fold(name))
    others = [other for other in known if fold(other) != fold(name)]
    fitting = [other for other in full_name(name, others) if in_order(name, other)]
    longest = [a for a in fitting if not any(a != b and in_order(a, b) for b in fitting)]
    return longest[0] if len(longest) == 1 and len(fold(name)) > 1 else same


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
