"""A 预抽 for people: what was drawn and why the others were not, as lines and as files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from exports.files import write_all, write_text
from sites.base import Language, Text
from sites.draw import Audit, Skip, audit_json, skips_text
from sites.draw.audit import BodyRow, SiteRow
from sites.draw.choose import COLOURS
from sites.draw.ranks import RULE
from sites.draw.skips import skips_path
from sites.drawn import NOTICE
from sites.errors import BookError, Fault
from sites.vocabulary import word
from sites.weeks import say_week

AUDIT, TEXT = "draw.json", "draw.txt"
SHOWN = 12
"""Characters of a rank that the text shows; the audit has all 64."""


def draw_lines(audit: Audit, lang: Language) -> Iterator[str]:
    """Yield the whole draw: notice, rule, numbers, result, everybody left out and why."""
    yield from (line.in_(lang) for line in _head(audit, lang))
    yield from (line.in_(lang) for line in audit.says)
    yield from (line.in_(lang) for line in _rates(audit))
    yield Text(zh="【抽中工地】", en="[Sites drawn]").in_(lang)
    for number, site in enumerate(audit.drawn, start=1):
        yield f"{number}. {_site(site, lang)}"
        yield from _bodies(site, lang)
    yield Text(zh="【可抽未抽中】按序", en="[Eligible, not drawn, by rank]").in_(lang)
    waiting = (s for s in audit.sites if not s.drawn and s.excluded is None)
    for site in sorted(waiting, key=lambda s: (s.rank, s.site)):
        yield _site(site, lang)
        yield from _bodies(site, lang)
    yield Text(zh="【不抽】及原因", en="[Excluded, and why]").in_(lang)
    for site in audit.sites:
        if site.excluded is not None:
            yield f"{site.name} [{site.site}] {site.excluded.says.in_(lang)}"
            yield from _bodies(site, lang)
    yield NOTICE.in_(lang)


def _head(audit: Audit, lang: Language) -> Iterator[Text]:
    week = say_week([audit.first_day, audit.last_day], lang)
    yield Text(
        zh=f"{audit.street}双随机预抽（{NOTICE.zh}） {week}",
        en=f"{audit.street}: {NOTICE.en}; {week}".lstrip(": "),
    )
    yield Text(
        zh=f"规则{RULE}，种子{audit.seed}，截至日期{audit.today}",
        en=f"rule {RULE}, seed {audit.seed}, as of {audit.today}",
    )
    yield Text(zh=f"工作簿校验值{audit.book_digest}", en=f"workbook digest {audit.book_digest}")
    yield Text(zh=f"本次抽取校验值{audit.digest}", en=f"digest of this draw {audit.digest}")


def _rates(audit: Audit) -> Iterator[Text]:
    """For each colour: its rate and period, and how many were eligible and drawn."""
    in_play = Counter(s.colour for s in audit.sites if s.excluded is None)
    drawn = Counter(s.colour for s in audit.sites if s.drawn)
    for colour in COLOURS:
        percent, days = audit.numbers.percent[colour], audit.numbers.days[colour]
        count, taken = in_play[colour], drawn[colour]
        yield Text(
            zh=f"{word('colour', colour, 'zh')}：比例{percent}%，{days}天内查过的主体不抽；"
            f"可抽{count}个，抽中{taken}个",
            en=f"{colour}: {percent}%, bodies that came within {days} days left out; "
            f"{count} eligible, {taken} drawn",
        )
    yield Text(
        zh=f"每个主体抽{audit.numbers.people}人。比例、间隔、人数为估计值，可在“设置”核定。",
        en=f"{audit.numbers.people} people a body. Rates, periods and people are estimates, "
        "to be set in Settings.",
    )


def _site(site: SiteRow, lang: Language) -> str:
    return f"{site.name} [{site.site}] {word('colour', site.colour, lang)} {site.rank[:SHOWN]}"


def _bodies(site: SiteRow, lang: Language) -> Iterator[str]:
    yield from (f"   {line.in_(lang)}" for body in site.bodies for line in _body(body))


def _body(row: BodyRow) -> Iterator[Text]:
    if row.excluded is not None:
        yield Text(zh=f"{row.body}：不抽，{row.excluded.says.zh}",
                   en=f"{row.body}: excluded, {row.excluded.says.en}")  # fmt: skip
    elif row.officers:
        drawn = [o.name for o in row.officers if o.drawn]
        others = [o.name for o in row.substitutes]
        yield Text(
            zh=f"{row.body}：{'、'.join(drawn)}；替补依次为{'、'.join(others) or '无'}",
            en=f"{row.body}: {', '.join(drawn)}; substitutes {', '.join(others) or 'none'}",
        )
    out = [(o.name, o.excluded.says) for o in row.officers if o.excluded is not None]
    if out:
        yield Text(
            zh="　不抽：" + "、".join(f"{name}（{says.zh}）" for name, says in out),
            en="  excluded: " + ", ".join(f"{name} ({says.en})" for name, says in out),
        )
    if row.no_authority:
        count = len(row.no_authority)
        yield Text(
            zh=f"　另有{count}名执法人员无权代表{row.body}",
            en=f"  {count} more officers have no authority of {row.body}",
        )


def write_draw(out: Path, audit: Audit, lang: Language = "zh") -> None:
    """Write the audit and its text; the same draw over itself changes nothing.

    Raises
    ------
    BookError
        If the folder holds another draw: none is ever drawn over.
    """
    path = out / AUDIT
    if path.exists() and path.read_bytes() != audit_json(audit).encode():
        there = Text(zh="已有另一次预抽的记录", en="the record of another draw")
        expected = Text(zh="另选文件夹（--out）；抽取记录不覆盖", en="another folder (--out)")
        raise BookError([Fault(sheet=str(path), found=there, expected=expected)])
    text = "\n".join(draw_lines(audit, lang)) + "\n"
    write_all({path: write_text(audit_json(audit)), out / TEXT: write_text(text)})


def difference_lines(
    audit: Audit, differences: Sequence[Text], book_changed: bool, lang: Language
) -> Iterator[str]:
    """Yield what `draw --verify` found."""
    seed = audit.seed
    if book_changed:
        yield Text(zh="工作簿在抽取之后改动过。", en="The workbook has changed since.").in_(lang)
    yield from (line.in_(lang) for line in differences)
    same = Text(
        zh=f"按种子{seed}重新计算，结果一致。（{NOTICE.zh}）",
        en=f"Drawn again with seed {seed}: the same. ({NOTICE.en})",
    )
    other = Text(
        zh=f"共{len(differences)}处不同。（{NOTICE.zh}）",
        en=f"{len(differences)} differences. ({NOTICE.en})",
    )
    yield (other if differences else same).in_(lang)


def skip_lines(audit: Audit, skip: Skip, lang: Language) -> Iterator[str]:
    """Yield what one entry says."""
    site = audit.site(skip.site)
    name = site.name if site else skip.site
    people = {o.officer: o.name for b in (site.bodies if site else ()) for o in b.officers}
    head = Text(
        zh=f"第{skip.number}条：{name}不检查，原因：{skip.why}（{skip.by}，{skip.on}）",
        en=f"No. {skip.number}: {name} is not inspected: {skip.why} ({skip.by}, {skip.on})",
    )
    if skip.officer:
        out = people[skip.officer]
        head = Text(
            zh=f"第{skip.number}条：{name}，{out}不去，原因：{skip.why}（{skip.by}，{skip.on}）",
            en=f"No. {skip.number}: {name}, {out} does not go: {skip.why} ({skip.by}, {skip.on})",
        )
    yield head.in_(lang)
    for body, officer in skip.substitutes:
        nobody = Text(zh="没有替补了，由排班选人", en="nobody left: the plan chooses").in_(lang)
        yield f"   {body}：{people.get(officer, nobody)}"
    yield NOTICE.in_(lang)


def write_skips(audit_path: Path, skips: Sequence[Skip]) -> None:
    """Write the entries beside their audit, whole or not at all."""
    write_all({skips_path(audit_path): write_text(skips_text(skips))})
