"""One hazard of the ledger: shown, or moved a step on."""

from __future__ import annotations

from typing import Any

import click

from commands._options import LANGUAGE, LEDGER, TODAY, WHO
from commands._words import LANG, echo, t

ORDER = 430

MOVES = {
    "order": "责令限期整改",
    "fixed-at-once": "当场整改销号",
    "extend": "延期",
    "reply": "整改回复",
    "recheck-pass": "复查通过",
    "recheck-fail": "复查不通过",
    "close": "销号",
    "review": "补审核",
    "reopen": "退回待整改",
    "remind": "催办",
    "talk": "约谈",
    "file": "立案",
    "pause": "停工中止",
    "resume": "同意复工",
    "transfer": "移送",
    "transfer-reply": "移送反馈办结",
    "return": "移送退回",
    "cancel": "撤销",
    "report": "重大隐患上报",
    "list": "挂牌督办",
}
"""Words of the command line → what people call the moves; both are understood."""


class MoveWord(click.ParamType):
    """A move by its word or by its name."""

    name = "move"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The kind of move."""
        known = {zh: word for word, zh in MOVES.items()}
        said = known.get(value, value).replace("_", "-")
        if said not in MOVES:
            names = "、".join(f"{word}（{zh}）" for word, zh in MOVES.items())
            self.fail(t(f"没有“{value}”这一步；有：{names}", f"no move “{value}”: {names}"))
        return str(said.replace("-", "_"))


@click.command(
    help=t(
        "看一条隐患，或办一步：reply（整改回复）、close（销号）……；新发现的用 found 登记。",
        "Show a hazard, or make a move: reply, close …; `found` enters a new one.",
    ),
)
@click.argument("id")
@click.argument("kind", metavar="[MOVE]", type=MoveWord(), required=False)
@click.option("--on", help=t("哪天办的，默认今天。", "The day it was made; default: today."))
@click.option("--due", help=t("整改期限或延期至。", "The deadline, or the day put off to."))
@click.option(
    "--people", multiple=True, help=t("两名持证人员，各写一次。", "The two certified officers.")
)
@click.option("--paper", "on_paper", is_flag=True, help=t("书面复查。", "Re-checked on paper."))
@click.option("--evidence", default="", help=t("佐证：照片、材料、文书。", "Photos or papers."))
@click.option("--reviewer", default="", help=t("审核人。", "The reviewer."))
@click.option("--approver", default="", help=t("批准人。", "Who approved it."))
@click.option("--to", default="", help=t("移送单位。", "The unit it goes to."))
@click.option("--number", default="", help=t("文书号或案号。", "Number of the paper or case."))
@click.option("--why", "reason", default="", help=t("理由或反馈。", "Reason, or the answer."))
@TODAY
@LEDGER
@WHO
@LANGUAGE
def hazard(
    id: str,
    kind: str | None,
    on: str | None,
    due: str | None,
    today: str | None,
    ledger: str,
    by: str,
    **said: Any,
) -> None:
    """Show one hazard; with a move, judge it and enter it first."""
    from commands._signing import day_said
    from exports.hazard import hazard_lines
    from sites.closure import Move
    from sites.ledger import open_ledger
    from sites.ledger.closing import closing_world, hazard_called, move_hazard
    from sites.weeks import parse_day

    as_of = day_said(today)
    opened = open_ledger(ledger, make=False)
    if kind is not None:
        fields = said | {
            "kind": kind,
            "by": by,
            "on": parse_day(on, as_of) if on else as_of,
            "due": parse_day(due, as_of) if due else None,
        }
        move = Move.model_validate(fields)
        with opened.act(who=by, why=move.reason, source=f"hazard {kind}", on=as_of) as act:
            move_hazard(act, id, move)
    with opened.reading() as rows:
        found = hazard_called(rows, id)
        world = closing_world(rows, as_of, (found.site,))
        history = rows.events(noun="hazards", key=found.id)
        site = rows.row("sites", found.site)
    shown = found.but(site=f"{found.site} {site.name}") if site else found
    echo(hazard_lines(shown, world, history, LANG))
