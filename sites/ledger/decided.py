"""What hangs on a cell that a person decided: 检查记录 of a task, the hazard of a finding."""

from __future__ import annotations

from sites.kept import CheckResult, Task
from sites.ledger.act import Act
from sites.ledger.recording_visits import keep_visits
from sites.tasks.found import hazard_id

_TEXTS = {"finding": "what", "measure": "measure"}
"""Field of a result → field of its hazard."""


def follow(act: Act, row: object, field: str) -> None:
    """Bring what hangs on a row's field to what the row says by now."""
    if isinstance(row, Task):
        keep_visits(act, row)
    elif isinstance(row, CheckResult) and field in _TEXTS:
        hazard = act.row("hazards", hazard_id(row.task, row.body, row.item, row.line))
        if hazard is not None:
            act.put("hazards", hazard.but(**{_TEXTS[field]: getattr(row, field)}), "corrected")
