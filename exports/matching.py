"""What another ledger has that we have too: told pair by pair, before anything is merged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sites.base import Language
from sites.matching import Doubt

if TYPE_CHECKING:
    from sites.ledger.matching import Comparison, Taken

LONGEST = 40


def comparison_lines(found: Comparison, lang: Language) -> Iterator[str]:
    """Counts, then each doubtful pair side by side, companies by both names, and what is new."""
    zh = lang == "zh"
    same = sum(p.verdict == "same" for p in found.pairs)
    doubtful = [p for p in found.pairs if p.verdict == "doubtful"]
    if zh:
        yield f"隐患：相同{same}条，疑似{len(doubtful)}条，只在文件中{len(found.new)}条"
    else:
        yield f"hazards: {same} the same, {len(doubtful)} doubtful, {len(found.new)} only there"
    for pair in doubtful:
        ours, theirs = found.hazards[pair.left], found.their_hazards[pair.right]
        yield f"  ? {pair.score:.0f}  {ours.id} {ours.found_on} {_short(ours.what)}"
        yield f"        {theirs.found_on} {_short(theirs.what)}"
    if found.their_sites:
        alike = sum(p.verdict == "same" for p in found.site_pairs)
        some = [p for p in found.site_pairs if p.verdict == "doubtful"]
        yield (
            f"工地：相同{alike}个，疑似{len(some)}个"
            if zh
            else f"sites: {alike} the same, {len(some)} doubtful"
        )
        for pair in some:
            one, other = found.sites[pair.left], found.their_sites[pair.right]
            yield f"  ? {pair.score:.0f}  {one.name} {one.address} ／ {other.name} {other.address}"
    for alias in found.names:
        mark = "=" if alias.known else "?"
        count = f"{alias.witnesses}条隐患为证" if zh else f"{alias.witnesses} hazards say so"
        yield f"  {mark} {alias.short} = {alias.full}（{count}）"


def taken_lines(taken: Taken, lang: Language) -> Iterator[str]:
    """What was brought in, and what a person has to decide."""
    if lang == "zh":
        yield f"已并入：补全{taken.filled}条，新增{taken.added}条（未核）"
        yield f"{taken.apart}格两边说法不同，保留本台账的，另一说法记入冲突（conflicts）"
    else:
        yield (
            f"brought in: {taken.filled} filled up, {taken.added} new (未核), "
            f"{taken.apart} cells differ and are kept apart as conflicts"
        )
    for doubt in taken.doubts:
        yield doubt_line(doubt, lang)


def doubt_line(doubt: Doubt, lang: Language) -> str:
    """One doubt, with the command that decides it."""
    other = json.loads(doubt.other)
    said = _short(other.get("what") or other.get("name") or "")
    if lang == "zh":
        return (
            f"待定{doubt.id}：{doubt.row} 与“{said}”是否同一？ inspect-once same {doubt.id} yes|no"
        )
    return f"doubt {doubt.id}: is {doubt.row} “{said}”? inspect-once same {doubt.id} yes|no"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
