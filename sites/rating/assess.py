"""From lines to a colour: down at once, up one step at a time, and in words why not greener."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pydantic import Field

from sites.base import Frozen, Text
from sites.book import Colour, Settings
from sites.errors import Refused
from sites.kept import Rating
from sites.needs.words import say_day
from sites.rating.facts import SiteFacts
from sites.rating.lines import Line, lines_of
from sites.rating.table import TRIGGERS
from sites.standing import ScoreRule, Trigger

STEPS: tuple[Colour, ...] = ("green", "yellow", "red")
MOST_NAMED = 5


class Assessment(Frozen):
    """What the table says of a site on a day, and what follows for its colour."""

    site: str
    on: date
    before: Colour
    colour: Colour
    earned: Colour = Field(description="what points and vetoes alone would give")
    points: float
    lines: tuple[Line, ...]
    holds: tuple[Text, ...] = Field(description="why it is not greener; empty if it is green")
    why: Text = Field(description="the arithmetic in one line")

    @property
    def rating(self) -> Rating:
        """It as a row of the ledger."""
        return Rating(
            site=self.site, on=self.on, colour=self.colour, points=self.points, why=self.why.zh
        )


def assess(
    facts: SiteFacts, table: Mapping[Trigger, ScoreRule], settings: Settings, today: date
) -> Assessment:
    """Return the colour a site has from ``today`` on.

    Worse than before: at once. Better: one step, and only when all hazards are closed and a check
    after the last step found it in order. A colour set by hand stands against what was known then;
    a veto makes red whatever was set.
    """
    lines = lines_of(facts, table, today, settings.rating_days)
    points = points_of(lines)
    before, earned = facts.site.colour, _earned(lines, points, settings)
    change = STEPS.index(earned) - STEPS.index(before)
    colour = before
    if change > 0 and not _stands(facts, lines, points):
        colour = earned
    elif change < 0 and not facts.open_hazards and facts.clean_checks(today):
        colour = STEPS[STEPS.index(before) - 1]
    return Assessment(
        site=facts.site.id,
        on=today,
        before=before,
        colour=colour,
        earned=earned,
        points=points,
        lines=lines,
        holds=tuple(_holds(facts, lines, settings, today, colour, colour != before)),
        why=_arithmetic(lines, points),
    )


def by_hand(now: Assessment, colour: Colour, by: str, why: str) -> Rating:
    """Return the rating that a person gives, with the points of the day beside it.

    Raises
    ------
    Refused
        Without a reason or a name, or when a veto stands and the colour is not red.
    """
    if not why.strip() or not by.strip():
        raise Refused(
            Text(
                zh="人工调整三色必须写明原因和姓名",
                en="a colour set by hand needs a reason and a name",
            )
        )
    vetoes = [TRIGGERS[line.trigger] for line in now.lines if line.veto]
    if vetoes and colour != "red":
        zh, en = vetoes[0].zh, vetoes[0].en
        raise Refused(
            Text(zh=f"一票否决未解除（{zh}），只能为红", en=f"a veto stands ({en}): red only")
        )
    return now.rating.but(colour=colour, manual=True, by=by, why=why)


def points_of(lines: Sequence[Line]) -> float:
    """100 less what the lines take off, never below 0.

    >>> points_of(())
    100.0
    """
    return max(0.0, 100.0 - sum(line.points for line in lines))


def _earned(lines: Sequence[Line], points: float, settings: Settings) -> Colour:
    if any(line.veto for line in lines) or points < settings.rating_yellow:
        return "red"
    return "green" if points >= settings.rating_green else "yellow"


def _stands(facts: SiteFacts, lines: Sequence[Line], points: float) -> bool:
    """Whether a colour set by hand holds: nothing has come since that the person did not know."""
    last = facts.last
    if last is None or not last.manual or last.colour != facts.site.colour:
        return False
    known = last.points is None or points >= last.points
    return known and not any(line.veto or line.day > last.on for line in lines)


def _holds(
    facts: SiteFacts,
    lines: Sequence[Line],
    settings: Settings,
    today: date,
    colour: Colour,
    moved: bool,
) -> Iterator[Text]:
    if colour == "green":
        return
    yield from (_veto(line) for line in lines if line.veto)
    points, open_ = points_of(lines), [h.id for h in facts.open_hazards]
    least = settings.rating_yellow if colour == "red" else settings.rating_green
    if points < least:
        yield Text(zh=f"现{points:g}分，不到{least}分", en=f"{points:g} points, {least} are needed")
    if open_:
        named = "、".join(open_[:MOST_NAMED]) + ("等" if len(open_) > MOST_NAMED else "")
        yield Text(
            zh=f"还有{len(open_)}处隐患未销号（{named}）",
            en=f"{len(open_)} hazards are not closed ({named})",
        )
    if moved:
        yield Text(
            zh="一次只升降到这一级；再升一级须此后再有一次合格的检查",
            en="one step at a time; the next needs another clean check from now on",
        )
    elif not facts.clean_checks(today):
        yield _no_check(facts.site.rated_on)


def _veto(line: Line) -> Text:
    name, day = TRIGGERS[line.trigger], say_day(line.day)
    return Text(zh=f"一票否决：{name.zh}（{day.zh}）", en=f"veto: {name.en} ({day.en})")


def _no_check(since: date | None) -> Text:
    if since is None:
        return Text(zh="还没有一次合格的复查", en="no clean re-check is on record")
    day = say_day(since)
    return Text(zh=f"{day.zh}定级以来还没有一次合格的复查", en=f"no clean re-check since {day.en}")


def _arithmetic(lines: Sequence[Line], points: float) -> Text:
    """100 − 2×2（一般隐患） = 96."""
    counts = Counter((line.trigger, line.points) for line in lines if line.points)
    zh = "".join(f" − {c}×{p:g}（{TRIGGERS[t].zh}）" for (t, p), c in counts.items())
    en = "".join(f" − {c}×{p:g} ({TRIGGERS[t].en})" for (t, p), c in counts.items())
    vetoes = dict.fromkeys(line.trigger for line in lines if line.veto)
    veto_zh = "；一票否决：" + "、".join(TRIGGERS[t].zh for t in vetoes) if vetoes else ""
    veto_en = "; veto: " + ", ".join(TRIGGERS[t].en for t in vetoes) if vetoes else ""
    return Text(zh=f"100{zh} = {points:g}分{veto_zh}", en=f"100{en} = {points:g} points{veto_en}")
