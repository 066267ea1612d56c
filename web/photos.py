"""Pictures that people upload: what they are is read off their content, never off their name."""

from __future__ import annotations

import hashlib
from typing import Literal

from sites.base import Text
from sites.errors import Refused
from sites.kept import Photo

MOST_BYTES = 8_000_000
_KINDS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
SHOWN = tuple(kind for _, kind in _KINDS)
"""Media types that the board shows as pictures."""


def photo_of(
    content: bytes,
    name: str = "",
    *,
    hazard: str = "",
    task: str = "",
    stage: Literal["before", "after", "other"] = "other",
) -> Photo:
    """Return a picture by its SHA-256.

    Raises
    ------
    Refused
        If it is neither PNG nor JPEG, or larger than `MOST_BYTES`.
    """
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise Refused(Text(zh=f"照片超过{most} MB", en=f"the photo is larger than {most} MB"))
    kind = next((kind for head, kind in _KINDS if content.startswith(head)), None)
    if kind is None:
        raise Refused(Text(zh="只收PNG或JPEG照片", en="only PNG or JPEG photos are taken"))
    return Photo(
        id=hashlib.sha256(content).hexdigest(),
        name="".join(c for c in name if c.isprintable())[:120],
        hazard=hazard,
        task=task,
        stage=stage,
        media_type=kind,
        content=content,
    )
