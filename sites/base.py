"""What every noun shares: it is frozen, strict about its fields, and speaks two languages."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict

Language = Literal["zh", "en"]


class Frozen(BaseModel):
    """A value that never changes and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def but(self, **changes: Any) -> Self:
        """Return a copy with some fields changed; cached look-ups are not carried over."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate(fields | changes)


class Text(Frozen):
    """One sentence for people, in Chinese and in English.

    A sentence is written where it arises, in both languages at once; only words that must be
    read *back* from a file (headings, choices) live in ``sheets.toml``.
    """

    zh: str
    en: str

    def in_(self, lang: Language) -> str:
        """Return the sentence in the language asked for."""
        return self.zh if lang == "zh" else self.en
