"""What people found, read back from the papers they filled in, into the ledger."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import LANGUAGE, LEDGER, MAP, ON, WHO
from commands._words import LANG, echo, t

ORDER = 420


@click.command(
    help=t(
        "登记检查结果：填好的任务单、改过的问题隐患台账、平台导出表（--map），可一次多个文件。",
        "Record findings: filled-in site papers, an edited tracker, a platform's export.",
    )
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@MAP
@ON
@click.option(
    "--correct",
    is_flag=True,
    help=t(
        "更正：任务单与已登记的不同时，以文件为准。", "Papers replace what they recorded before."
    ),
)
@click.option(
    "--accept",
    is_flag=True,
    help=t("采用提示为“待确认”的任务对应。", "Take visits for the tasks that were proposed."),
)
@LEDGER
@WHO
@LANGUAGE
def record(
    files: tuple[Path, ...],
    column_map: Path | None,
    today: str | None,
    correct: bool,
    accept: bool,
    ledger: str,
    by: str,
) -> None:
    """Files in; one act of the ledger and what it recorded out."""
    from commands._signing import day_said
    from sites.findings_reading import read_files
    from sites.ledger import open_ledger
    from sites.ledger.recording import record as keep
    from sites.reading.findings import Findings

    findings, day = Findings(), day_said(today)
    found = read_files(files, column_map, findings, kept_there=True)
    place = open_ledger(ledger, make=False)
    try:
        source = f"record {' '.join(file.name for file in files)}"
        with place.act(by, source=source, on=day) as act:
            recorded = keep(act, found, findings, today=day, correct=correct, accept=accept)
    finally:
        place.close()
    echo(line.in_(LANG) for line in recorded.lines())
