"""What a phone asks of the board: the page, its files, the sheets of tasks; and what it sends."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from nicegui import app, run
from pydantic import ValidationError

from sites.base import Text
from sites.clock import china_today
from sites.errors import Refused
from sites.kept import CheckResult, Task
from sites.ledger import NOUNS, Act, Rows
from sites.ledger.once import written_before
from sites.ledger.recording import office_of, record_told
from sites.tasks.checklist import recheck_in
from sites.tasks.found import hazard_id
from web.desk import Desk
from web.phone.sent import SentPhoto, SentVisit, told_from
from web.phone.sheet import bodies_of, may_see, may_tell, sheets, tasks_for
from web.photos import MOST_BYTES, photo_of

FILES = Path(__file__).parent / "files"
KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}
MOST_SENT = MOST_BYTES * 4 // 3 + 10_000
OURS = "x-inspect-once"
"""A header that no page of another origin can set: it keeps forged posts out."""

GONE = Text(zh="请重新登录", en="log in again")
NO_TASK = Text(zh="没有这项任务，或不是您的任务", en="no such task, or not one of yours")
NOT_YOURS = Text(zh="您不能登记这项任务", en="you may not record this task")
GARBLED = Text(zh="发来的内容无法读懂", en="what was sent cannot be read")
TOO_LARGE = Text(zh="发来的内容太大", en="what was sent is too large")

WhoAsks = Callable[[], Desk | None]
Sent = TypeVar("Sent", SentVisit, SentPhoto)


class _Answer(Exception):
    """Ends a request with a status and a sentence."""

    def __init__(self, status: int, says: Text):
        self.status, self.says = status, says


def register(who_asks: WhoAsks) -> None:
    """Register every route of the phone."""
    _register_files(who_asks)

    @app.get("/visit/{task}/sheet")
    async def sheet(task: str) -> Response:
        return await _answered(who_asks, lambda desk: _sheets_of(desk, task))

    @app.post("/visit/{task}/told")
    async def told(task: str, request: Request) -> Response:
        return await _taken(who_asks, request, SentVisit, lambda d, s: _record(d, task, s))

    @app.post("/visit/{task}/photo")
    async def photo(task: str, request: Request) -> Response:
        return await _taken(who_asks, request, SentPhoto, lambda d, s: _keep(d, task, s))


def _register_files(who_asks: WhoAsks) -> None:
    @app.get("/visit/{task}")
    async def shell(task: str) -> Response:
        if who_asks() is None:
            return RedirectResponse("/login")
        return _file("page.html")

    @app.get("/phone/{name}")
    async def file(name: str) -> Response:
        return _file(name)


def _file(name: str) -> Response:
    known = {path.name: path for path in FILES.iterdir()}
    if name not in known or (kind := KINDS.get(known[name].suffix)) is None:
        return Response(status_code=404)
    text = known[name].read_text("utf-8").replace("{digest}", _digest())
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/visit/"}
    return Response(text, media_type=kind, headers=headers)


@cache
def _digest() -> str:
    """Changes when one of the page's files does: names the phone's cache."""
    content = b"".join(path.read_bytes() for path in sorted(FILES.iterdir()))
    return hashlib.sha256(content).hexdigest()[:12]


async def _answered(who_asks: WhoAsks, ask: Callable[[Desk], Any]) -> Response:
    """What a person asked for as JSON, or why not, in his language."""
    desk = who_asks()
    try:
        if desk is None:
            raise _Answer(401, GONE)
        return JSONResponse(await run.io_bound(ask, desk), headers={"Cache-Control": "no-store"})
    except _Answer as answer:
        says = desk.say(answer.says) if desk else answer.says.zh
        return JSONResponse({"says": says}, answer.status)
    except Refused as refusal:
        assert desk is not None
        return JSONResponse({"says": desk.say(refusal.says)}, 409)


async def _taken(
    who_asks: WhoAsks, request: Request, kind: type[Sent], keep: Callable[[Desk, Sent], Any]
) -> Response:
    try:
        sent = kind.model_validate_json(await _body(request))
    except _Answer as answer:
        return JSONResponse({"says": answer.says.zh}, answer.status)
    except ValidationError:
        return JSONResponse({"says": GARBLED.zh}, 422)

    def kept(desk: Desk) -> Any:
        if sent.who != desk.person.name:
            raise _Answer(401, GONE)
        return keep(desk, sent)

    return await _answered(who_asks, kept)


async def _body(request: Request) -> bytes:
    if OURS not in request.headers:
        raise _Answer(403, GARBLED)
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > MOST_SENT:
            raise _Answer(413, TOO_LARGE)
    return bytes(content)


def _today() -> date:
    return china_today()


def _sheets_of(desk: Desk, task: str) -> Any:
    with desk.office.ledger.reading() as rows:
        asked = tasks_for(rows, desk, _today()) if task == "my" else (_task(rows, desk, task),)
        return {"who": desk.person.name, "sheets": sheets(rows, desk, asked, _today())}


def _task(rows: Rows, desk: Desk, id: str) -> Task:
    task: Task | None = rows.row("tasks", id)
    if task is None or not may_see(desk, task):
        raise _Answer(404, NO_TASK)
    return task


def _task_to_tell(act: Act, desk: Desk, id: str) -> Task:
    task = _task(act, desk, id)
    if not may_tell(desk, task):
        raise _Answer(403, NOT_YOURS)
    if task.on > act.on:
        day = f"{task.on.month}月{task.on.day}日"
        raise Refused(Text(zh=f"检查日期{day}还没有到", en=f"{task.on} has not come yet"))
    return task


def _source(task: str, key: str) -> str:
    """What the events say they come from; a key's own source is told apart from any other's."""
    return f"手机 {task} {hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _record(desk: Desk, id: str, sent: SentVisit) -> Any:
    with desk.office.ledger.act(desk.person.name, source=_source(id, sent.key)) as act:
        task = _task_to_tell(act, desk, id)
        if written_before(act):
            return {"again": True, "lines": []}
        office = office_of(act, (id,))
        told = told_from(task, sent, office, bodies_of(desk, task))
        recorded = record_told(act, told, office, today=act.on, correct=sent.correct)
        return {"again": False, "lines": [desk.say(line) for line in recorded.lines()]}


def _keep(desk: Desk, id: str, sent: SentPhoto) -> Any:
    try:
        content = base64.b64decode(sent.content, validate=True)
    except binascii.Error as error:
        raise _Answer(422, GARBLED) from error
    with desk.office.ledger.act(desk.person.name, source=_source(id, sent.key)) as act:
        task = _task_to_tell(act, desk, id)
        if written_before(act):
            return {"again": True}
        hazard, stage = _shown(act, task, sent)
        photo = photo_of(content, sent.name, hazard=hazard, task=id, stage=stage)
        act.put("photos", photo, on=task.on)
        return {"again": False}


def _shown(act: Act, task: Task, sent: SentPhoto) -> tuple[str, Any]:
    """The hazard that a picture shows, and whether before or after it was mended."""
    at = {"task": task.id, "body": sent.body, "item": sent.item, "line": sent.line}
    key = NOUNS["results"].key_of(CheckResult.model_validate(at | {"result": "fit"}))
    result = act.row("results", key) if sent.line else None
    if result is None:
        return "", "other"
    if again := recheck_in(result):
        return again, "after" if result.result == "fit" else "other"
    found = hazard_id(task.id, sent.body, sent.item, sent.line)
    return (found, "before") if act.row("hazards", found) else ("", "other")
