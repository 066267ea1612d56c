"""The life of a hazard: every lawful move (``clerk-and-law.md`` 27).

`MOVES` is all that can happen: a pair that is not in it is refused. What each kind of move asks
for, and the rule it rests on, is in `rules`.
"""

from __future__ import annotations

from sites.closure.move import MoveKind, State

MOVES: dict[tuple[State, MoveKind], State] = {
    ("new", "found"): "open",
    ("open", "fixed_at_once"): "closed",
    ("open", "order"): "open",
    ("open", "extend"): "open",
    ("open", "reply"): "recheck",
    ("recheck", "reply"): "recheck",
    ("open", "recheck_pass"): "recheck",
    ("recheck", "recheck_pass"): "recheck",
    ("open", "recheck_fail"): "open",
    ("recheck", "recheck_fail"): "open",
    ("recheck", "close"): "closed",
    ("closed", "review"): "closed",
    ("closed", "reopen"): "open",
    ("open", "remind"): "open",
    ("open", "talk"): "open",
    **{(state, "file"): state for state in ("open", "recheck", "paused", "closed")},
    ("open", "pause"): "paused",
    ("recheck", "pause"): "paused",
    ("paused", "resume"): "recheck",
    ("open", "transfer"): "moved",
    ("recheck", "transfer"): "moved",
    ("moved", "transfer_reply"): "moved_done",
    ("moved", "return"): "open",
    **{(state, "cancel"): "cancelled" for state in ("open", "recheck", "paused", "moved")},
    **{(state, "report"): state for state in ("open", "recheck", "paused", "moved", "closed")},
    **{(state, "list"): state for state in ("open", "recheck", "paused", "moved", "closed")},
}
"""State and move → the state after it."""
