"""Nothing that a site sees tells its colour, points, complaints, credit or why somebody comes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from site_facing import SITE_FACING, leaks, roster_file, texts_of

from sites.base import Language

BOTH: tuple[Language, ...] = ("zh", "en")


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize("output", sorted(SITE_FACING))
def test_what_a_site_sees(output: str, lang: Language, tmp_path: Path) -> None:
    texts = list(SITE_FACING[output](tmp_path, lang))
    assert len(texts) > 4
    assert leaks(texts) == []


@pytest.mark.parametrize("lang", BOTH)
def test_the_checker_sees_what_the_internal_page_tells(lang: Language, tmp_path: Path) -> None:
    path = roster_file(tmp_path, lang)
    internal = load_workbook(path).sheetnames[3]
    assert len(leaks(texts_of(path, (internal,)))) > 3


@pytest.mark.parametrize(
    "text",
    ["红", " Yellow ", "红色工地", "扣2分，扣分", "官方信用等级A", "95 points", "工单KZ-7731"],
)
def test_the_checker_knows_what_is_secret(text: str) -> None:
    assert leaks([text]) == [text]


@pytest.mark.parametrize(
    "text", ["红星路1号", "绿化覆盖", "黄某", "检查部门", "appointed", "限期整改"]
)
def test_the_checker_lets_plain_words_pass(text: str) -> None:
    assert leaks([text]) == []


def test_what_the_law_wants_on_paper_may_be_allowed() -> None:
    line = "对执法人员的投诉举报电话：____"
    assert leaks([line]) == [line]
    assert leaks([line], allowed=("投诉举报电话",)) == []


def test_the_checker_reads_word_documents(tmp_path: Path) -> None:
    path = tmp_path / "notice.docx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", "<w:p><w:t>红色</w:t><w:t>工地</w:t></w:p><w:p/>")
    assert leaks(texts_of(path)) == ["红色工地"]
