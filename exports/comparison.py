"""Two plans side by side: the same tiers, the difference, and what inspecting once saves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from constraints import TIERS, Verdict
from exports.files import write_all
from exports.style import new_book, page, put, put_across, put_row, set_widths, text_width
from exports.summary import TIER_NAMES, visits_saved
from sites.base import Language, Text
from sites.need import Need
from sites.plan import Plan, TierResult
from sites.round import Round

HEADS = {"zh": ("项目", "差"), "en": ("", "difference")}
DIGITS = 1


class Side(NamedTuple):
    """One of the two plans, with its round and what the rules say of it."""

    name: Text
    plan: Plan
    round: Round
    verdict: Verdict


class Row(NamedTuple):
    """One line: a number of each side; ``notes`` say how far each is proven."""

    label: Text
    one: float
    other: float
    notes: tuple[Text, Text] | None = None

    @property
    def difference(self) -> float:
        """The second less the first."""
        return round(self.other - self.one, DIGITS)


def compared(one: Side, other: Side) -> tuple[list[Row], list[Row]]:
    """Return what is compared of the whole plans, and the owed needs met by body."""
    rows = [
        Row(label, a, b) for (label, a), (_, b) in zip(_numbers(one), _numbers(other), strict=True)
    ]
    return [*_tiers(one, other), *rows], list(_by_body(one, other))


def comparison_lines(one: Side, other: Side, lang: Language) -> Iterator[str]:
    """Yield a table in plain text: label, first plan, second plan, difference."""
    whole, bodies = compared(one, other)
    cells = [[HEADS[lang][0], one.name.in_(lang), other.name.in_(lang), HEADS[lang][1]]]
    cells += [_cells(row, lang) for row in whole]
    cells.append([_met(lang), "", "", ""])
    cells += [_cells(row, lang) for row in bodies]
    widths = [max(text_width(c[k]) for c in cells) for k in range(4)]
    for line in cells:
        first = line[0] + " " * (widths[0] - text_width(line[0]))
        rest = (" " * (widths[k] - text_width(line[k])) + line[k] for k in (1, 2, 3))
        yield "  ".join((first, *rest)).rstrip()
    yield from (text.in_(lang) for text in _saved(one, other))


def write_comparison(path: Path, one: Side, other: Side, lang: Language = "zh") -> None:
    """Write the table as a workbook, with a chart of the owed needs met by body.

    Raises
    ------
    BookError
        If the file cannot be written.
    """
    whole, bodies = compared(one, other)
    title = Text(zh="方案对比", en="Two plans").in_(lang)
    book = new_book(title)
    sheet = book.create_sheet(title)
    heads = (HEADS[lang][0], one.name.in_(lang), other.name.in_(lang), HEADS[lang][1])
    put_across(sheet, 1, 1, 4, title, "ioTitle")
    put_row(sheet, 2, heads, "ioHead")
    last = _put_rows(sheet, 3, whole, lang)
    put_across(sheet, last + 1, 1, 4, _met(lang), "ioHead")
    first = last + 2
    last = _put_rows(sheet, first, bodies, lang)
    set_widths(sheet, (34, 30, 30, 12))
    if bodies:
        _chart(sheet, first, last, heads, lang)
    page(sheet, "", lang)
    write_all({path: book.save})


def _put_rows(sheet: Worksheet, first: int, rows: Iterable[Row], lang: Language) -> int:
    """Numbers stay numbers, for charts; how far a tier is proven stands behind them."""
    number = first - 1
    for number, row in enumerate(rows, start=first):
        values = (row.label.in_(lang), row.one, row.other, row.difference)
        put_row(sheet, number, values)
        if row.notes is not None:
            put(sheet, number, 5, " | ".join(note.in_(lang) for note in row.notes), "ioNote")
    return number


def _chart(sheet: Worksheet, first: int, last: int, heads: tuple[str, ...], lang: Language) -> None:
    from openpyxl.chart.series import SeriesLabel

    chart = BarChart()
    chart.type, chart.title = "bar", _met(lang)
    chart.add_data(Reference(sheet, min_col=2, max_col=3, min_row=first, max_row=last))
    chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
    for series, name in zip(chart.series, heads[1:3], strict=True):
        series.tx = SeriesLabel(v=name)
    chart.height = max(7.5, 0.9 * (last - first + 1) + 3)
    chart.width = 18
    sheet.add_chart(chart, f"A{last + 3}")


def _met(lang: Language) -> str:
    return Text(zh="应查中已安排（项），按部门", en="owed needs met, by body").in_(lang)


def _cells(row: Row, lang: Language) -> list[str]:
    notes = row.notes or (Text(zh="", en=""), Text(zh="", en=""))
    one, other = (f"{v:g}{n.in_(lang)}" for v, n in zip((row.one, row.other), notes, strict=True))
    return [row.label.in_(lang), one, other, f"{row.difference:+g}" if row.difference else "0"]


def _tiers(one: Side, other: Side) -> Iterator[Row]:
    for tier in TIERS:
        a, b = one.verdict.cost(tier), other.verdict.cost(tier)
        name, proofs = TIER_NAMES[tier], (_proof(_result(one, tier)), _proof(_result(other, tier)))
        if tier != "1.5" or a or b:
            label = Text(zh=f"第{tier}层 {name.zh}（代价）", en=f"tier {tier}, {name.en} (cost)")
            yield Row(label, a, b, proofs)


def _result(side: Side, tier: str) -> TierResult | None:
    return next((r for r in side.plan.tiers if r.tier == tier), None)


def _proof(result: TierResult | None) -> Text:
    """How far a tier's value may be from the best."""
    if result is None:
        return Text(zh="（无下界）", en=" (no bound)")
    if result.proven:
        return Text(zh="（最优）", en=" (optimal)")
    bound = f"{result.bound}"
    gap = f"{result.gap:.1%}" if result.total else f"{result.gap:g}"
    doubt = ("，有条件", ", conditional") if result.conditional else ("", "")
    return Text(
        zh=f"（下界{bound}，差{gap}{doubt[0]}）", en=f" (bound {bound}, gap {gap}{doubt[1]})"
    )


def _numbers(side: Side) -> Iterator[tuple[Text, float]]:
    plan, round_ = side.plan, side.round
    ticks = sum(b.end - b.start for b in plan.bookings)
    roads = sum(c.amount for c in side.verdict.charges if c.rule == "short_travel")
    met = [round_.need[n] for n in sorted(plan.met)]
    yield Text(zh="应查（项）", en="owed needs"), sum(n.owed for n in round_.needs)
    yield Text(zh="应查已安排（项）", en="owed needs met"), sum(n.owed for n in met)
    yield Text(zh="顺带（项）", en="riders met"), sum(not n.owed for n in met)
    yield Text(zh="上门（次）", en="visits (gate openings)"), len(plan.bookings)
    yield Text(zh="少上门（次）", en="visits saved"), visits_saved(plan, round_)
    yield Text(zh="在场（小时）", en="hours at sites"), _hours(ticks, round_)
    yield Text(zh="人员时段（人次）", en="officer sessions"), _officer_sessions(plan)
    yield Text(zh="路上（人时）", en="person-hours on the road"), _hours(roads, round_)


def _hours(ticks: int, of: Round) -> float:
    return round(ticks / of.ticks_per_minute / 60, DIGITS)


def _officer_sessions(plan: Plan) -> int:
    return len({(b.session, officer) for b in plan.bookings for officer in b.officers})


def _by_body(one: Side, other: Side) -> Iterator[Row]:
    counts = [Counter(n.body for n in _owed_met(side)) for side in (one, other)]
    bodies = sorted({n.body for side in (one, other) for n in side.round.needs if n.owed})
    for body in bodies:
        yield Row(Text(zh=body, en=body), counts[0][body], counts[1][body])


def _owed_met(side: Side) -> list[Need]:
    met = side.plan.met
    return [n for n in side.round.needs if n.owed and n.id in met]


def _saved(one: Side, other: Side) -> Iterator[Text]:
    """How many visits fewer for the same needs, where the other plan merges less."""
    saved = [visits_saved(side.plan, side.round) for side in (one, other)]
    if saved[0] > saved[1]:
        few, many = (len(side.plan.bookings) for side in (one, other))
        yield Text(
            zh=f"“{one.name.zh}”上门{few}次，“{other.name.zh}”上门{many}次；"
            f"合并检查使前者少上门{saved[0]}次，后者{saved[1]}次",
            en=f"{few} visits in “{one.name.en}”, {many} in “{other.name.en}”; merging saves "
            f"{saved[0]} in the first, {saved[1]} in the second",
        )
