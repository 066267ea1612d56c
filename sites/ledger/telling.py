"""What events may tell of a row: of personal data and pictures only a keyed hash."""

from __future__ import annotations

import hashlib
from typing import Any

from sites.base import Frozen
from sites.ledger.nouns import Noun


def told_of(kind: Noun, row: Frozen, salt: str) -> dict[str, Any]:
    """The fields of a row as JSON values, those that are private or bytes as hashes."""
    hidden = {n for n in type(row).model_fields if isinstance(getattr(row, n), bytes)}
    hidden |= {n for n in kind.private if getattr(row, n)}
    told = row.model_dump(mode="json", exclude=hidden)
    return told | {name: hashed(getattr(row, name), salt) for name in hidden}


def hashed(value: str | bytes, salt: str) -> str:
    """A keyed hash: tells whether two values are the same, and nothing else."""
    content = value if isinstance(value, bytes) else value.encode()
    return "#" + hashlib.blake2b(content, key=bytes.fromhex(salt), digest_size=8).hexdigest()
