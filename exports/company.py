"""企业档案: one company over its sites, as text and as a workbook. Internal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from exports.files import write_all
from exports.style import fit_row, new_book, page, put_across, put_row, set_widths
from sites.base import Language, Text
from sites.book import Hazard
from sites.companies import CompanyFile
from sites.vocabulary import SHEETS, word

INTERNAL = Text(
    zh="企业档案（内部使用）：官方信用等级只导入，本街道不评信用",
    en="Company file (INTERNAL): the official credit class is only imported",
)
NONE = Text(zh="无", en="none")
_WIDTHS = (16.0, 26.0, 20.0, 16.0, 16.0, 40.0)


def company_lines(file: CompanyFile, lang: Language) -> Iterator[str]:
    """Yield 承诺、检查、整改、处罚 in plain text."""
    yield INTERNAL.in_(lang)
    yield from (f"{name}：{value}" for name, value in _facts(file, lang))
    for title, heads, rows in _tables(file, lang):
        yield f"【{title}】" + ("" if rows else NONE.in_(lang))
        if rows:
            yield "  " + "｜".join(heads)
        yield from ("  " + "｜".join(_text(cell) for cell in row) for row in rows)


def write_company(path: Path, file: CompanyFile, lang: Language) -> None:
    """Write the file as a workbook of one sheet.

    Raises
    ------
    BookError
        If it cannot be written; nothing is left half-written.
    """
    book = new_book(file.company.name)
    _sheet(book, file, lang)
    write_all({path: book.save})


def _sheet(book: Workbook, file: CompanyFile, lang: Language) -> None:
    title, last = Text(zh="企业档案", en="Company file").in_(lang), len(_WIDTHS)
    sheet = book.create_sheet(title)
    set_widths(sheet, _WIDTHS)
    put_across(sheet, 1, 1, last, f"{file.company.name}　{title}", "ioTitle")
    put_across(sheet, 2, 1, last, INTERNAL.in_(lang), "ioWarning")
    row = 3
    for name, value in _facts(file, lang):
        put_row(sheet, row, [name], "ioHead")
        put_across(sheet, row, 2, last, value)
        row += 1
    for heading, heads, rows in _tables(file, lang):
        put_across(sheet, row + 1, 1, last, heading, "ioSubtitle")
        put_row(sheet, row + 2, heads, "ioHead")
        row += 3
        for cells in rows or [(NONE.in_(lang),)]:
            put_row(sheet, row, cells)
            fit_row(sheet, row, cells, _WIDTHS)
            row += 1
    page(sheet, INTERNAL.in_(lang), lang)


def _facts(file: CompanyFile, lang: Language) -> list[tuple[str, str]]:
    company, none = file.company, NONE.in_(lang)
    span = Text(zh=f"{file.since}至{file.today}", en=f"{file.since} to {file.today}")
    rate = "—" if file.rate is None else f"{file.rate:.1%}"
    mended = Text(
        zh=f"发现{file.found}处，已销号{file.closed}处，逾期{file.overdue}处，"
        f"整改率{rate}（已销号÷发现）",
        en=f"{file.found} found, {file.closed} closed, {file.overdue} overdue, "
        f"rate {rate} (closed ÷ found)",
    )
    return [
        (Text(zh="企业", en="Company").in_(lang), f"{company.name}　{company.id}"),
        (Text(zh="起止", en="Period").in_(lang), span.in_(lang)),
        (Text(zh="承诺书签订日期", en="Pledge on").in_(lang), _text(company.pledge_on) or none),
        (
            Text(zh="官方信用等级（导入）", en="Official credit class (imported)").in_(lang),
            company.credit_class or none,
        ),
        (Text(zh="整改", en="Rectification").in_(lang), mended.in_(lang)),
    ]


Table = tuple[str, tuple[str, ...], list[tuple[Any, ...]]]


def _tables(file: CompanyFile, lang: Language) -> list[Table]:
    names = {row.site: row.name for row in file.sites}
    return [
        _sites(file, lang),
        _bodies(file, lang),
        _planned(file, names, lang),
        _hazards(file.hazards, names, lang),
        _penalties(file, names, lang),
    ]


def _sites(file: CompanyFile, lang: Language) -> Table:
    labels = {role: SHEETS["sites"].column(role).name(lang) for role in _ROLES}
    rows = [
        (s.name, "、".join(labels[r] for r in s.roles), word("site_status", s.status, lang),
         s.found, s.closed, s.overdue)
        for s in file.sites
    ]  # fmt: skip
    zh = "工地|参建身份|状态|发现隐患|已销号|逾期"
    return _table("工地", "Sites", zh, "Site|Role|Status|Found|Closed|Overdue", rows, lang)


_ROLES = ("builder", "owner", "supervisor", "canteen")


def _bodies(file: CompanyFile, lang: Language) -> Table:
    rows = [(b.body, b.onsite, b.joint, b.offsite, b.last) for b in file.bodies]
    zh = "实施主体|入场检查|其中联合|非现场|最近一次"
    return _table("检查", "Inspections", zh, "Body|On site|Joint|Off site|Last", rows, lang)


def _planned(file: CompanyFile, names: Mapping[str, str], lang: Language) -> Table:
    rows = [(t.on, names[t.site], t.lead, t.id) for t in file.planned]
    zh = "日期|工地|牵头部门|任务编号"
    return _table("已排检查", "Planned visits", zh, "Day|Site|Lead body|Task", rows, lang)


def _hazards(hazards: Sequence[Hazard], names: Mapping[str, str], lang: Language) -> Table:
    rows = [
        (h.id, names[h.site], h.found_on, h.due, word("hazard_state", h.state, lang), h.what)
        for h in hazards
    ]
    zh, en = "隐患编号|工地|发现|期限|状态|描述", "Hazard|Site|Found|Due|State|What"
    return _table("整改", "Hazards", zh, en, rows, lang)


def _penalties(file: CompanyFile, names: Mapping[str, str], lang: Language) -> Table:
    rows = [
        (p.on, p.id, names.get(p.site, p.site), p.body, p.decision, p.what) for p in file.penalties
    ]
    zh = "决定日期|决定书文号|工地|实施主体|处罚内容|违法事实"
    en = "Decided on|Decision no.|Site|Body|Decision|What"
    return _table("处罚", "Penalties", zh, en, rows, lang)


def _table(
    zh: str, en: str, heads_zh: str, heads_en: str, rows: list[tuple[Any, ...]], lang: Language
) -> Table:
    heads = Text(zh=heads_zh, en=heads_en).in_(lang).split("|")
    return Text(zh=zh, en=en).in_(lang), tuple(heads), rows


def _text(value: Any) -> str:
    return "" if value is None else str(value)
