"""The default items (检查事项): data of ``catalogue.toml``, and which items apply to a site."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sites.book import Body, Item, Site

_DATA: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8")
)

TRAITS: tuple[str, ...] = tuple(_DATA["traits"])
"""Words for what a site has, for dropdowns; an office may use others in both its sheets."""

STAGES: tuple[str, ...] = tuple(_DATA["stages"])
"""Words for how far a site has come, in the order of building."""

_ALSO: dict[str, str] = _DATA["also"]
_REGULATORS: tuple[str, ...] = tuple(_DATA["regulators"]["names"])
_WITHOUT_NEEDS: tuple[str, ...] = tuple(_DATA["without_needs"]["names"])


@cache
def kind_of_body(name: str) -> str:
    """Return the catalogue's word for a body by its name (区住房和城乡建设局: 住建), or "".

    Examples
    --------
    >>> kind_of_body("拱墅区人力资源和社会保障局"), kind_of_body("某某公司")
    ('人社', '')
    """
    return next((kind for kind, words in _DATA["bodies"].items() if re.search(words, name)), "")


def default_items(bodies: Sequence[Body] = ()) -> tuple[Item, ...]:
    """Return the catalogue, in the order of its file.

    With the ``bodies`` of a book, each item carries the name of the book's own enforcing body
    (区住建局 for 住建; the first row of that kind), and items of absent bodies are left out.
    """
    if not bodies:
        return _catalogue()
    own = _names_by_kind(bodies)
    return tuple(i.but(body=own[i.body]) for i in _catalogue() if i.body in own)


def items_for(site: Site, items: Iterable[Item]) -> tuple[Item, ...]:
    """Return those items in use that apply to a site, in the given order.

    A site has one of an item's traits and is at one of its stages, where the item names any; a site
    of unknown stage counts as being at every stage. Items of the bodies that supervise whole sites
    (住建, 交通, 水利) apply only where that body is the site's regulator; lifting machines on
    building sites are never 市场监管's (特种设备安全法第100条); 矛调中心, 市政 and 电信 have none.
    """
    return tuple(
        i
        for i in items
        if i.on
        and _may_inspect(i)
        and _supervises(i.body, site.regulator)
        and _has_trait(site, i)
        and _at_stage(site, i)
    )


@cache
def _catalogue() -> tuple[Item, ...]:
    return tuple(Item.model_validate(_DATA["defaults"] | row) for row in _DATA["item"])


def _names_by_kind(bodies: Sequence[Body]) -> dict[str, str]:
    """The first inspecting body of each kind; its enforcing name tells the kind, else its own."""
    found: dict[str, str] = {}
    for body in bodies:
        kind = kind_of_body(body.enforcing) or kind_of_body(body.id)
        if kind and body.type != "partner":
            found.setdefault(kind, body.enforcing)
    return found


def _may_inspect(item: Item) -> bool:
    kind = kind_of_body(item.body)
    never = {_ALSO.get(t, t) for t in item.traits} <= set(_DATA["never"].get(kind, ()))
    return kind not in _WITHOUT_NEEDS and not (item.traits and never)


def _supervises(body: str, regulator: str) -> bool:
    """Whether a body may be the site's; true of every body that supervises no whole sites."""
    kind, named = kind_of_body(body), kind_of_body(regulator)
    if kind not in _REGULATORS or named not in _REGULATORS:
        return True
    levels = {_level(body), _level(regulator)} - {""}
    return kind == named and len(levels) < 2


def _level(name: str) -> str:
    """District or city, as the name has it; the smaller one if it has both."""
    return next((level for level in ("区", "县", "市", "省") if level in name), "")


def _has_trait(site: Site, item: Item) -> bool:
    here = {_ALSO.get(t, t) for t in site.traits}
    return not item.traits or not here.isdisjoint(_ALSO.get(t, t) for t in item.traits)


def _at_stage(site: Site, item: Item) -> bool:
    if not item.stages or not site.stage:
        return True
    here = _stages_in(site.stage)
    wanted = {stage for text in item.stages for stage in _stages_in(text)}
    cannot_tell = here.isdisjoint(STAGES) and wanted <= set(STAGES)
    return cannot_tell or not here.isdisjoint(wanted)


def _stages_in(text: str) -> set[str]:
    """The stages that a text speaks of (主体施工: 主体), or the text itself."""
    said = {stage for stage in STAGES if stage in text}
    said |= {stage for word, stage in _ALSO.items() if word in text and stage in STAGES}
    return said or {text}
