"""The words of sheets.toml fit the models, and lead back to what they mean."""

from __future__ import annotations

import types
import typing

import pytest

from sites import vocabulary
from sites.book import SiteBook
from sites.reading.assemble import model_of
from sites.vocabulary import CHOICES, SHEETS, fold, fold_heading

WRITTEN_BY_READER = {"pins": {"cell"}, "rule_settings": {"cell"}, "hazards": {"extra", "typed"}}
NO_SHEET = {"warnings", "digest", "mark"}


def test_every_noun_of_the_book_has_its_sheet() -> None:
    assert set(SHEETS) == set(SiteBook.model_fields) - NO_SHEET


@pytest.mark.parametrize("key", SHEETS)
def test_every_field_has_its_column_and_every_column_its_field(key: str) -> None:
    fields = set(model_of(key).model_fields) - WRITTEN_BY_READER.get(key, set())
    columns = [c.field for c in SHEETS[key].columns]
    assert sorted(columns) == sorted(fields)


@pytest.mark.parametrize("key", SHEETS)
def test_required_fields_of_a_model_are_required_columns(key: str) -> None:
    given = {"last"} if key == "absences" else set()
    needed = {n for n, f in model_of(key).model_fields.items() if f.is_required()} - {"id", "code"}
    required = {c.field for c in SHEETS[key].columns if c.required}
    assert needed - given <= required


@pytest.mark.parametrize("key", SHEETS)
def test_no_heading_means_two_fields(key: str) -> None:
    meant: dict[str, str] = {}
    for column in SHEETS[key].columns:
        for name in column.names:
            assert meant.setdefault(fold_heading(name), column.field) == column.field, name


def test_no_sheet_name_means_two_sheets() -> None:
    names = [fold(name) for sheet in SHEETS.values() for name in set(map(fold, sheet.names))]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("choice_set", CHOICES)
def test_every_word_leads_back_to_its_value(choice_set: str) -> None:
    for key, spellings in CHOICES[choice_set].items():
        assert {vocabulary.value(choice_set, text) for text in (key, *spellings)} == {key}


@pytest.mark.parametrize("key", SHEETS)
def test_choices_are_exactly_what_the_model_takes(key: str) -> None:
    for column in SHEETS[key].columns:
        if column.type in ("choice", "choices"):
            annotation = model_of(key).model_fields[column.field].annotation
            assert set(column.choices) == _literals(annotation), column.field


def _literals(annotation: object) -> set[str]:
    if typing.get_origin(annotation) is typing.Literal:
        return set(typing.get_args(annotation))
    if typing.get_origin(annotation) in (tuple, typing.Union, types.UnionType):
        return set().union(*(_literals(a) for a in typing.get_args(annotation)))
    return set()
