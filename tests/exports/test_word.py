"""Word papers: what stands in them, what must not, and templates that anybody may have written."""

from __future__ import annotations

import re
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hazard_life import hazard
from tiny import tiny_booking, tiny_need, tiny_plan, tiny_round

from constraints import verify
from exports.files import write_all
from exports.roster.view import View
from exports.word import KINDS, TITLES, Paper, hazard_papers, paper_files, together, visit_papers
from exports.word.fill import OURS
from exports.word.make_templates import main as make_templates
from sites.base import Text
from sites.book import Company, Settings, Site, SiteBook
from sites.errors import BookError
from sites.plan import Approval, Signature

SECRET = Text(zh="夜间扰民投诉", en="noise complaint")


def visit(approval: str | Approval = "draft", **booking: Any) -> list[Paper]:
    needs = (tiny_need(why=SECRET, kind="case", id="A/housing/routine"), tiny_need("B"))
    round = tiny_round(needs=needs)
    signed = approval
    if isinstance(signed, str):
        signed = Approval.model_validate(
            {"state": signed, "by": "钱主任", "on": date(2026, 11, 27)}
        )
    plan = tiny_plan(tiny_booking("A#1", **booking), approval=signed)
    view = View(plan, round, verify(plan, round), {}, "zh")
    return list(visit_papers(view, plan.bookings[0]))


def book(**site: Any) -> SiteBook:
    values = {"id": "A", "name": "甲工地", "builder": "甲", "colour": "red", **site}
    return SiteBook(
        settings=Settings(street="示例街道"),
        sites=(Site.model_validate(values),),
        companies=(Company(id="甲", name="甲建设有限公司"),),
    )


def text_of(path: Path) -> str:
    document = Document(str(path))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def written(papers: list[Paper], folder: Path, templates: Path | None = None) -> dict[str, str]:
    """The text of each paper by its kind (of one kind, the last)."""
    files = paper_files(papers, folder, templates)
    write_all(files)
    assert sorted(folder.iterdir()) == sorted(files)
    return {p.kind: text_of(path) for p, path in zip(papers, files, strict=True)}


# -- what stands in them ------------------------------------------------------------------------


def test_every_kind_is_written_with_its_title_and_no_tag_is_left(tmp_path: Path) -> None:
    moved = hazard(moved_to="区交通局")
    told = written([*visit(), *hazard_papers((moved,), book())], tmp_path)
    assert set(told) == set(KINDS)
    for kind, text in told.items():
        assert TITLES[kind] in text
        assert "{" not in text
        assert "%}" not in text


def test_the_site_reads_nothing_of_why_it_is_visited(tmp_path: Path) -> None:
    told = written(visit(), tmp_path)
    assert SECRET.zh in told["工作方案"]
    assert SECRET.zh in told["审批表"]
    for kind in ("检查通知书", "现场检查笔录"):
        for word in (SECRET.zh, "投诉的", "个案", "红色", "三色"):
            assert word not in told[kind]


@pytest.mark.parametrize(
    ("state", "booking", "says"),
    [
        ("draft", "draft", "未审批"),
        ("submitted", "submitted", "未审批"),
        ("approved", "urgent", "未审批（紧急检查，待补批）"),
        ("approved", "approved", ""),
        ("published", "published", ""),
    ],
)
def test_not_approved_is_printed_until_it_is(state: str, booking: str, says: str) -> None:
    papers = visit(state, state=booking)
    assert {p.words["state"] for p in papers} == {says}
    assert (papers[0].words["approver"] == "钱主任") == (state in ("approved", "published"))


def test_a_record_has_a_place_for_its_second_officer() -> None:
    record = next(p for p in visit() if p.kind == "现场检查笔录")
    assert "；另一名持证人员________" in record.words["officers"]


def test_who_approved_is_named_and_not_who_published() -> None:
    def step(state: str, by: str, on: int) -> Signature:
        day = date(2026, 11, on)
        values = {"state": state, "by": by, "on": day, "version": 1, "content": "c"}
        return Signature.model_validate(values)

    steps = (
        step("submitted", "王芳", 26),
        step("approved", "李主任", 27),
        step("published", "王芳", 28),
    )
    signed = Approval(state="published", by="王芳", on=date(2026, 11, 28), history=steps)
    words = visit(signed, state="published")[0].words
    assert (words["approver"], words["approved_on"]) == ("李主任", "2026年11月27日")


def test_what_is_not_known_is_a_blank_to_write_on(tmp_path: Path) -> None:
    bare = hazard(body="", found_by_body="", due=None, clause="", notice_no="")
    told = written(list(hazard_papers((bare,), SiteBook())), tmp_path)
    assert "草稿，未编文号" in told["责令改正通知书"]
    assert "当事人：________" in told["责令改正通知书"]
    assert "□立即　□于____年__月__日前" in told["责令改正通知书"]
    assert "□合格，同意销号" in told["复查意见书"]
    assert "移送函" not in told


def test_a_notice_of_several_hazards_is_one_paper(tmp_path: Path) -> None:
    one, other = hazard(notice_no="改〔2026〕7号"), hazard(id="YH-002", notice_no="改〔2026〕7号")
    strange = hazard(id="YH-003", notice_no="改〔2026〕7号", site="B")
    both = together(one, (one, other, strange, hazard(id="YH-004")))
    assert [h.id for h in both] == ["YH-001", "YH-002"]
    assert together(hazard(), (one, other)) == (hazard(),)
    told = written(list(hazard_papers(both, book())), tmp_path)
    assert "甲建设有限公司" in told["责令改正通知书"]
    assert told["整改回复单"].count("三层临边无防护") == 2


def test_what_people_type_is_text_and_never_markup(tmp_path: Path) -> None:
    nasty = "<w:b/> & {{ state }} “临边” \x0b\x00 =1+1"
    told = written(list(hazard_papers((hazard(what=nasty),), book(name="../../甲/工地"))), tmp_path)
    assert "<w:b/> & {{ state }} “临边”" in told["责令改正通知书"]


def test_files_have_names_that_every_system_takes(tmp_path: Path) -> None:
    papers = [Paper("送达回证", '..\\A/B:"1"?', {}), Paper("送达回证", "..A B 1", {})]
    words = next(p for p in hazard_papers((hazard(),), book()) if p.kind == "送达回证").words
    files = paper_files([p._replace(words=words) for p in papers], tmp_path)
    assert [p.name for p in files] == ["A_B_1.docx", "A_B_1-2.docx"]


# -- templates ----------------------------------------------------------------------------------


def test_the_templates_are_what_their_script_makes(tmp_path: Path) -> None:
    make_templates(tmp_path)
    assert sorted(p.name for p in OURS.glob("*")) == sorted(f"{kind}.docx" for kind in KINDS)
    for made in tmp_path.glob("*.docx"):
        parts = [zipfile.ZipFile(f).read("word/document.xml") for f in (made, OURS / made.name)]
        assert parts[0] == parts[1], "run python -m exports.word.make_templates"


def template(folder: Path, text: str, kind: str = "送达回证") -> Path:
    document = Document()
    document.add_paragraph(text)
    folder.mkdir(exist_ok=True)
    document.save(str(folder / f"{kind}.docx"))
    return folder


def test_the_office_s_own_template_takes_the_place_of_ours(tmp_path: Path) -> None:
    own = template(tmp_path / "own", "本局文书：{{ company }}")
    told = written(list(hazard_papers((hazard(),), book())), tmp_path / "out", own)
    assert told["送达回证"].strip() == "本局文书：甲建设有限公司"
    assert "责令（限期）改正通知书" in told["责令改正通知书"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ company.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ ''.__class__ }}",
        "{{ hazards.append(1) }}",
        "{{ range(10**9) | list }}",
        "{% include '/etc/passwd' %}",
        "{{ 身份证号 }}",
        "{% for %}",
        "{{ 1 / 0 }}",
    ],
)
def test_a_template_may_do_nothing_but_fill_blanks(tmp_path: Path, text: str) -> None:
    own = template(tmp_path / "own", text)
    with pytest.raises(BookError) as refused:
        paper_files(hazard_papers((hazard(),), book()), tmp_path / "out", own)
    (fault,) = refused.value.faults
    assert fault.sheet.endswith("送达回证.docx")
    assert "root:" not in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_a_damaged_template_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    own = tmp_path / "own"
    with pytest.raises(BookError, match="no such folder"):
        paper_files([], tmp_path, own)
    own.mkdir()
    (own / "送达回证.docx").write_bytes(b"not a zip")
    with pytest.raises(BookError, match="damaged"):
        paper_files(hazard_papers((hazard(),), book()), tmp_path / "out", own)


def test_without_the_library_a_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    with pytest.raises(BookError, match=r"installation with \[word\]"):
        paper_files(visit(), tmp_path)


def test_the_page_on_templates_names_every_blank() -> None:
    page = (Path(__file__).parents[2] / "docs" / "papers.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:4] for line in page.splitlines() if line.startswith("| ")][1:]
    told: dict[str, set[str]] = {}
    for papers, blanks, lists in rows:
        for kind in (k.strip() for k in papers.split(",")):
            told[kind] = set(re.findall(r"[a-z_0-9]+", blanks + lists)) - {"those", "of", "and"}
    for kind in ("工作方案", "审批表", "现场检查笔录"):
        told[kind] |= told["检查通知书"]
    for paper in [*visit(), *hazard_papers((hazard(moved_to="区交通局"),), book())]:
        lists = [value[0] for value in paper.words.values() if isinstance(value, list) and value]
        assert set(paper.words) | {key for row in lists for key in row} == told[paper.kind]
