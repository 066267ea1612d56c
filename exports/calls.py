"""紧急呼叫 for the duty desk: what is open, how many minutes are left, how often it was kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sites.base import Language, Text
from sites.calls import NAMES, Waiting, deadline, in_time, kept, waiting
from sites.kept import Call


def call_lines(
    calls: Sequence[Call], names: Mapping[str, str], now: datetime, lang: Language
) -> Iterator[str]:
    """Yield every open call, the most urgent first, then how often the clock was kept."""
    for one in waiting(calls, now):
        yield f"{one.call.id} {names.get(one.call.site, one.call.site)} {_left(one).in_(lang)}"
    good, all_ = kept(calls, now)
    share_zh = f"，按时率{good / all_:.1%}" if all_ else ""
    share_en = f" ({good / all_:.1%})" if all_ else ""
    yield Text(
        zh=f"紧急呼叫{len(calls)}次，已到时限{all_}次，按时{good}次{share_zh}",
        en=f"{len(calls)} urgent calls, {all_} past their clock, {good} kept it{share_en}",
    ).in_(lang)


def step_line(call: Call, lang: Language) -> str:
    """One call as it stands after a step: what is next, or whether it was kept."""
    if call.reported_at is None:
        moment = "arrived" if call.arrived_at is None else "reported"
        by, what = deadline(call, moment), NAMES[moment]  # type: ignore[arg-type, index]
        return Text(
            zh=f"{call.id} 已登记，应在{by:%H:%M}前{what.zh}",
            en=f"{call.id}: {what.en} by {by:%H:%M}",
        ).in_(lang)
    kept_ = in_time(call)
    return Text(
        zh=f"{call.id} 已反馈，{'按时' if kept_ else '超时'}",
        en=f"{call.id}: reported, {'in time' if kept_ else 'late'}",
    ).in_(lang)


def _left(one: Waiting) -> Text:
    what, minutes = NAMES[one.next], one.minutes_left
    if minutes < 0:
        return Text(
            zh=f"应{what.zh}，已超时{-minutes}分钟", en=f"to {what.en}: {-minutes} minutes late"
        )
    return Text(zh=f"应{what.zh}，还有{minutes}分钟", en=f"to {what.en}: {minutes} minutes left")
