"""The interface described for people: a plain page of our own, without a script from anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from sites.base import Language

_STYLE = """
body { font: 16px/1.6 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif;
       max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; }
h2 { border-bottom: 1px solid #c4c9d1; } code { background: #eef1f5; padding: 0 .3rem; }
summary { cursor: pointer; padding: .3rem 0; } b.get { color: #0d47a1; } b.post { color: #1b6e3c; }
b.delete { color: #b3261e; } table { border-collapse: collapse; margin: 0 0 1rem 1rem; }
td { border: 1px solid #c4c9d1; padding: .2rem .6rem; }
"""


def docs_page(described: Mapping[str, Any], lang: Language) -> str:
    """Every operation of an OpenAPI description, by topic, with what it takes."""

    def t(zh: str, en: str) -> str:
        return zh if lang == "zh" else en

    how = t(
        "调用时带请求头 <code>Authorization: Bearer 令牌</code>（用 inspect-once token new 取得）。"
        "读取时的 ETag 在改动时放进 If-Match，别人先改了会答409。",
        "Send <code>Authorization: Bearer TOKEN</code> (from inspect-once token new). Send the "
        "ETag of what you read as If-Match with a change: if somebody was faster, the answer "
        "is 409.",
    )
    parts = "".join(_topics(described))
    title = escape(described["info"]["title"])
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} API</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title} API</h1><p>{how} "
        f'<a href="openapi.json">openapi.json</a></p>{parts}</body></html>'
    )


def _topics(described: Mapping[str, Any]) -> Iterator[str]:
    topics: dict[str, list[str]] = {}
    for path, verbs in described["paths"].items():
        for verb, operation in verbs.items():
            topic = (operation.get("tags") or [""])[0]
            topics.setdefault(topic, []).append(_operation(path, verb, operation))
    for topic, operations in topics.items():
        yield f"<h2>{escape(topic)}</h2>{''.join(operations)}"


def _operation(path: str, verb: str, operation: Mapping[str, Any]) -> str:
    said = escape(operation.get("description", ""))
    rows = "".join(_parameter(p) for p in operation.get("parameters", ()))
    body = operation.get("requestBody", {}).get("content", {})
    rows += "".join(
        f"<tr><td>{escape(kind)}</td><td>{escape(_model(content))}</td><td></td></tr>"
        for kind, content in body.items()
    )
    table = f"<table>{rows}</table>" if rows else ""
    return (
        f'<details><summary><b class="{verb}">{verb.upper()}</b> <code>/api{escape(path)}</code> '
        f"{said}</summary>{table}</details>"
    )


def _parameter(parameter: Mapping[str, Any]) -> str:
    cells = (parameter["name"], parameter["in"], parameter.get("description", ""))
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _model(content: Mapping[str, Any]) -> str:
    return str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2]
