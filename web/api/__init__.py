"""The interface for programs: the verbs of the command line over HTTP, described by OpenAPI.

One router per topic; each route names the roles that may ask it. Errors are sentences in both
languages: 409 what may not be done now, 422 faults of what was sent, 403 not for this role.
Nothing of it is loaded from elsewhere: ``/api/docs`` is a page of our own.
"""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from sites.base import Language
from web.api import (
    decisions,
    duty,
    files,
    hazards,
    jobs,
    ledger,
    signing,
    standing,
    weeks,
    whatif,
)  # fmt: skip
from web.api.answers import DESCRIBED, handle_errors
from web.api.docs import docs_page
from web.desk import Office

ROUTERS = tuple(
    topic.router
    for topic in (
        ledger, hazards, decisions, duty, standing, weeks, signing, jobs, whatif, files,
    )
)  # fmt: skip


def make_api(office: Office, lang: Language = "zh") -> FastAPI:
    """The interface of one office, to be mounted at ``/api`` behind `web.guard.Guard`."""
    api = FastAPI(
        title="综合查一次 Inspect Once",
        version="1",
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses=DESCRIBED,
        description="Authorise with `Authorization: Bearer TOKEN` (`inspect-once token new`).",
    )
    api.state.office = office
    handle_errors(api)
    for router in ROUTERS:
        api.include_router(router)

    @api.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(docs_page(api.openapi(), lang))

    return api
