"""What the interface answers when it cannot do as asked: always a sentence, never a traceback."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from sites.base import Frozen, Text
from sites.errors import BookError, Fault, Refused
from sites.ledger import Event, Overtaken


class Says(Frozen):
    """Why not, in both languages; ``by`` are the events of whoever was faster."""

    says: Text
    by: tuple[Event, ...] = ()


class Faults(Frozen):
    """Everything that is wrong with what was sent, each with its place."""

    faults: tuple[Fault, ...]


class NotThere(Exception):
    """What was asked for is not there, or not this person's: the answer is the same."""


class Forbidden(Exception):
    """The person's role may not ask this."""


NOT_THERE = Text(zh="没有找到，或不属于您", en="not there, or not yours")
FORBIDDEN = Text(zh="您的角色不能这样做", en="your role may not do this")

DESCRIBED: dict[int | str, dict[str, Any]] = {
    400: {"model": Says, "description": "not readable as HTTP or a form"},
    401: {"model": Says, "description": "no valid token or login"},
    403: {"model": Says, "description": "not for this role"},
    404: {"model": Says, "description": "not there, or not this person's"},
    409: {"model": Says, "description": "may not be done now, or somebody else was faster"},
    413: {"model": Says, "description": "too large"},
    422: {"model": Faults, "description": "faults of what was sent"},
}


def handle_errors(api: FastAPI) -> None:
    """Answer our errors, and the framework's, in our words."""
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(BookError, _faulty)
    api.add_exception_handler(RequestValidationError, _garbled)
    api.add_exception_handler(HTTPException, _other)
    api.add_exception_handler(NotThere, lambda _, __: _says(404, Says(says=NOT_THERE)))
    api.add_exception_handler(Forbidden, lambda _, __: _says(403, Says(says=FORBIDDEN)))


def _says(code: int, answer: Frozen) -> Response:
    return JSONResponse(answer.model_dump(mode="json"), code)


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    by = error.by if isinstance(error, Overtaken) else ()
    return _says(409, Says(says=error.says, by=by))


def _faulty(_: Request, error: Exception) -> Response:
    assert isinstance(error, BookError)
    return _says(422, Faults(faults=error.faults))


def _garbled(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _says(422, Faults(faults=tuple(_fault(e) for e in error.errors())))


def _fault(error: dict[str, Any]) -> Fault:
    """A fault of the request's shape; what was sent is not repeated."""
    where = [str(part) for part in error.get("loc", ())]
    return Fault(
        sheet=where[0] if where else "",
        cell=".".join(where[1:]),
        found=Text(zh="不合格式的内容", en="what does not fit"),
        expected=Text(zh=f"符合接口说明的内容（{error['msg']}）", en=str(error["msg"])),
    )


def _other(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    text = str(error.detail)
    answer = JSONResponse(Says(says=Text(zh=text, en=text)).model_dump(), error.status_code)
    answer.headers.update(error.headers or {})
    return answer
