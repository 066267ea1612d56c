"""Does a draw come out again as its audit says? Every difference in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sites.base import Text
from sites.book import SiteBook
from sites.draw.audit import ALTERED, Audit, BodyRow, Excluded, SiteRow, digest_of
from sites.draw.choose import draw


def differences(audit: Audit, book: SiteBook) -> tuple[Text, ...]:
    """Draw again from the book with the audit's seed, week and day, and tell what is different.

    Empty: the audit is whole and gives the same result. A book that has changed without changing
    the draw is no difference (`book_changed`).
    """
    dated = book.but(settings=book.settings.but(today=audit.today))
    again = draw(dated, audit.first_day, audit.last_day, audit.seed)
    return tuple(_differences(audit, again))


def book_changed(audit: Audit, book: SiteBook) -> bool:
    """Whether the workbook is another file than the one drawn from."""
    return audit.book_digest != book.digest


def _differences(old: Audit, new: Audit) -> Iterator[Text]:
    if old.digest != digest_of(old):
        yield Text(zh=f"审计文件：{ALTERED.zh}", en=f"the audit has {ALTERED.en}")
    heads = ("rule", "says", "notice", "street")
    if any(getattr(old, name) != getattr(new, name) for name in heads):
        yield Text(
            zh=f"规则或抬头不同：现为{new.rule}", en=f"another rule or heading: now {new.rule}"
        )
    if old.numbers != new.numbers:
        yield Text(
            zh=f"参数不同：{_numbers(old)}，现为{_numbers(new)}",
            en=f"other numbers: {_numbers(old)}, now {_numbers(new)}",
        )
    yield from _of_sites(old.sites, new.sites)


def _numbers(audit: Audit) -> str:
    return audit.numbers.model_dump_json()


def _of_sites(old: tuple[SiteRow, ...], new: tuple[SiteRow, ...]) -> Iterator[Text]:
    before, now = {s.site: s for s in old}, {s.site: s for s in new}
    for id in sorted({*before, *now}):
        one, other = before.get(id), now.get(id)
        if one is None or other is None:
            name = (one or other).name  # type: ignore[union-attr]
            zh, en = ("新增", "is new") if one is None else ("已不在工作簿", "is gone")
            yield Text(zh=f"工地{name}{zh}", en=f"site {name} {en}")
        elif one != other:
            yield from _of_site(one, other)


def _of_site(old: SiteRow, new: SiteRow) -> Iterator[Text]:
    if _state(old) != _state(new):
        yield _changed(old.name, _state(old), _state(new))
    elif old.but(bodies=()) != new.but(bodies=()):
        what = Text(zh="名称、颜色或序号不同", en="another name, colour or rank")
        yield Text(zh=f"{old.name}：{what.zh}", en=f"{old.name}: {what.en}")
    before, now = {b.body: b for b in old.bodies}, {b.body: b for b in new.bodies}
    for body in sorted({*before, *now}):
        pair = (before.get(body), now.get(body))
        if pair[0] != pair[1]:
            yield _changed(f"{old.name}·{body}", *(_body(b) for b in pair))


def _changed(what: str, old: Text, new: Text) -> Text:
    return Text(
        zh=f"{what}：原为{old.zh}，现为{new.zh}", en=f"{what}: was {old.en}, is now {new.en}"
    )


def _state(row: SiteRow) -> Text:
    if row.excluded:
        return _out(row.excluded)
    return Text(zh="抽中", en="drawn") if row.drawn else Text(zh="可抽未抽中", en="eligible")


def _out(excluded: Excluded) -> Text:
    return Text(zh=f"不抽（{excluded.says.zh}）", en=f"excluded ({excluded.says.en})")


def _body(row: BodyRow | None) -> Text:
    if row is None:
        return Text(zh="没有", en="absent")
    head = _out(row.excluded) if row.excluded else Text(zh="可抽", en="eligible")
    people = [*_named(row.officers), f"({len(row.no_authority)})"]
    shown = "、".join([f"{row.people}/{len(row.items)}", *people])
    return Text(zh=f"{head.zh}：{shown}", en=f"{head.en}: {shown}")


def _named(rows: Iterable[Any]) -> Iterator[str]:
    for row in rows:
        mark = "×" if row.excluded else "✓" if row.drawn else ""
        yield f"{mark}{row.name}"
