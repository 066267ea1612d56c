"""What is on the board and not yet in the week's files: kept beside them until it is.

The files take seconds to write; a power cut in between, or a roster that somebody has open in
Excel, must not cost an edit.
"""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from exports.files import write_all, write_text
from sites.json_files import plan_json, round_json
from sites.plan import Plan
from sites.round import Round

NAME = ".board.json"


def keep(folder: Path, base: str, round: Round, plan: Plan) -> None:
    """Keep an edited plan; ``base`` is the digest of the one in the files."""
    text = json.dumps({"base": base, "round": round_json(round), "plan": plan_json(plan)})
    write_all({folder / NAME: write_text(text)})


def kept(folder: Path, base: str) -> tuple[Round, Plan] | None:
    """The plan that was not written, if the files are still those it was made from."""
    try:
        found = json.loads((folder / NAME).read_text("utf-8"))
        if found["base"] != base:
            return None
        round = Round.model_validate_json(found["round"])
        return round, Plan.model_validate_json(found["plan"])
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return None


def forget(folder: Path) -> None:
    """It is written, or void."""
    (folder / NAME).unlink(missing_ok=True)
