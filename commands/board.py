"""The board in a browser."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER, WHO
from commands._words import LANG, say, t

ORDER = 190


@click.command(help=t("在浏览器里排班、跟踪隐患。", "Plan and follow hazards in a browser."))
@LEDGER
@WHO
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
@click.option("--no-browser", is_flag=True, help=t("不自动打开浏览器。", "Do not open a browser."))
@click.option(
    "--tls",
    is_flag=True,
    help=t(
        "看板在提供 https 的代理之后：要求登录，登录凭证只走 https。",
        "Behind a proxy that speaks https: accounts, and cookies over https only.",
    ),
)
@click.option(
    "--idle-hours",
    type=click.FloatRange(min=0.01),
    default=12,
    show_default=True,
    help=t("多少小时不用须重新登录。", "Hours unused until people log in again."),
)
@click.option(
    "--login-days",
    type=click.FloatRange(min=0.01),
    default=7,
    show_default=True,
    help=t("登录最多保持多少天。", "Days that a login lasts at most."),
)
@LANGUAGE
def board(
    ledger: str,
    by: str,
    host: str,
    port: int,
    no_browser: bool,
    tls: bool,
    idle_hours: float,
    login_days: float,
) -> None:
    """Serve the board until Ctrl-C."""
    from web.serve import serve

    at = f"http://{host}:{port}/"
    say(f"看板：{at}（按 Ctrl-C 结束）", f"board: {at} (Ctrl-C ends it)")
    serve(
        ledger,
        host=host,
        port=port,
        who=by,
        lang=LANG,
        show=not no_browser,
        tls=tls,
        idle_hours=idle_hours,
        login_days=login_days,
    )
