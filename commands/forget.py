"""Forget personal data that the office may no longer keep."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER, ON, WHO
from commands._words import echo, t

ORDER = 486


@click.command(
    help=t("清除超过保留期限的个人信息。", "Forget personal data past their retention period.")
)
@click.option(
    "--days",
    type=click.IntRange(min=1),
    help=t(
        "保留多少天，默认用设置“个人信息保留(天)”。",
        "Days to keep; default: the setting of the book.",
    ),
)
@ON
@WHO
@LEDGER
@LANGUAGE
def forget(days: int | None, today: str | None, by: str, ledger: str) -> None:
    """Blank contacts of finished sites and pictures of closed hazards; each with an event."""
    from collections import Counter
    from contextlib import closing

    from sites.clock import china_today
    from sites.ledger import NOUNS, open_ledger
    from sites.ledger.privacy import forget as blank
    from sites.weeks import parse_day

    now = china_today()
    day = parse_day(today, now) if today else now
    with closing(open_ledger(ledger, make=False)) as opened, opened.act(by, source="forget") as act:
        keep = days or act.settings.keep_personal_days
        if keep is None:
            zh = "设置“个人信息保留(天)”未填：个人信息一直保留，没有清除"
            echo([t(zh, "no retention is set: personal data are kept, nothing was forgotten")])
            return
        told = Counter(event.noun for event in blank(act, day, keep))
    for noun, many in sorted(told.items()):
        title = NOUNS[noun].title
        echo([t(f"{title.zh}：已清除{many}行", f"{title.en}: {many} rows blanked")])
    zh = f"共清除{told.total()}行；以前的备份里仍有这些信息"
    echo([t(zh, f"{told.total()} rows in all; older backups still hold these data")])
