"""One SQL table for each noun, its columns read off the model; and acts and events.

Pydantic is the only truth: a table has the model's fields and three columns of its own:
``row_no`` (the order rows came in), ``row_key`` (the natural key), ``row_seq`` (the last event).
"""

from __future__ import annotations

import types
import typing
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from sites.base import Frozen
from sites.ledger.nouns import NOUNS, Noun

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

OWN = ("row_no", "row_key", "row_seq")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_PLAIN: dict[Any, Any] = {
    str: sa.Text,
    int: WHOLE,
    float: sa.Double,
    bool: sa.Boolean,
    date: sa.Date,
    datetime: sa.DateTime,
    bytes: sa.LargeBinary,
}
INDEXED = {
    "hazards": ("state", "found_on", "closed_on", "site"),
    "history": ("on", "site"),
    "tasks": ("on", "platform_no"),
    "complaints": ("on",),
    "photos": ("hazard", "task"),
    "results": ("task",),
}
"""Columns that commands select by; a ledger of ten years has 200,000 hazards."""


def _column_type(annotation: Any) -> Any:
    """The SQL type of a field; lists and nested models are JSON."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        parts = [a for a in typing.get_args(annotation) if a is not types.NoneType]
        return _column_type(parts[0]) if len(parts) == 1 else sa.JSON
    if typing.get_origin(annotation) is typing.Literal:
        return sa.Text
    return _PLAIN.get(annotation, sa.JSON)


def _optional(annotation: Any) -> bool:
    return types.NoneType in typing.get_args(annotation)


def _columns(model: type[Frozen]) -> list[sa.Column[Any]]:
    return [
        sa.Column(name, _column_type(f.annotation), nullable=_optional(f.annotation))
        for name, f in model.model_fields.items()
    ]


def _table(noun: Noun) -> sa.Table:
    return sa.Table(
        noun.name,
        metadata,
        sa.Column("row_no", WHOLE, primary_key=True, autoincrement=True),
        sa.Column("row_key", sa.Text, nullable=False, unique=True),
        sa.Column("row_seq", WHOLE, nullable=False),
        *_columns(noun.model),
        *(sa.Index(None, name) for name in INDEXED.get(noun.name, ())),
    )


acts = sa.Table(
    "acts",
    metadata,
    sa.Column("id", WHOLE, primary_key=True, autoincrement=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("seq", WHOLE, primary_key=True, autoincrement=False),
    sa.Column("act", WHOLE, sa.ForeignKey("acts.id"), nullable=False),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("verb", sa.Text, nullable=False),
    sa.Column("noun", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("site", sa.Text, nullable=False),
    sa.Column("changes", sa.JSON, nullable=False),
    sa.Column("noted", sa.Boolean, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Index(None, "noun", "key", "seq"),
    sa.Index(None, "site", "seq"),
    sa.Index(None, "on"),
)

keeping = sa.Table(
    "keeping",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
"""The ledger's own facts: its id, the key that personal data are hashed with."""

TABLES = {name: _table(noun) for name, noun in NOUNS.items()}
"""The table of each noun, by its name."""
