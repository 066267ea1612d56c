"""Where the browser fetches a hazard's photos."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.responses import Response
from nicegui import app, run

from sites.errors import Refused
from web.desk import Desk
from web.hazards.desk import photo_content
from web.photos import SHOWN


def register(who_asks: Callable[[], Desk | None]) -> None:
    """Register it."""

    @app.get("/hazards/photo/{id}")
    async def photo(id: str, hazard: str) -> Response:
        desk = who_asks()
        if desk is None:
            return Response(status_code=401)
        try:
            found = await run.io_bound(photo_content, desk, hazard, id)
        except Refused:
            found = None
        if found is None or found.content is None or found.media_type not in SHOWN:
            return Response(status_code=404)
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
        return Response(found.content, media_type=found.media_type, headers=headers)
