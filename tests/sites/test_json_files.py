"""plan.json and round.json come back as they went, and nonsense is refused in plain words."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from tiny import tiny_booking, tiny_plan, tiny_round

from sites import json_files
from sites.base import Text
from sites.errors import BookError
from sites.json_files import plan_json, read_plan, read_round, round_json
from sites.outlook import Outlook
from sites.plan import Plan, Ride, Unmet
from sites.round import Round

FORMATS = Path(__file__).parents[2] / "docs" / "formats.md"
WORDS = Text(zh="没有人", en="nobody")


def a_plan() -> Plan:
    unmet = Unmet(need="B/housing/routine", code="certified_quorum", says=WORDS, helps=WORDS)
    ride = Ride(session="2026-11-30/am", officer="o1", vehicle="浙A1")
    return tiny_plan(tiny_booking("A#1"), rides=(ride,), unmet=(unmet,))


def test_both_files_come_back_equal(tmp_path: Path) -> None:
    round = tiny_round(published=a_plan())
    (tmp_path / "plan.json").write_text(plan_json(a_plan()), encoding="utf-8")
    (tmp_path / "round.json").write_text(round_json(round), encoding="utf-8")
    assert read_plan(tmp_path / "plan.json") == a_plan()
    again = read_round(tmp_path / "round.json")
    assert again == round
    assert again.digest == round.digest
    assert round_json(again) == round_json(round)


def test_chinese_stays_readable_and_the_last_line_ends() -> None:
    text = plan_json(a_plan())
    assert "没有人" in text
    assert text.endswith("\n}\n")
    assert text.splitlines()[1].startswith(' "round_digest"')


def test_the_digest_can_be_computed_from_the_file_alone() -> None:
    round = tiny_round()
    compact = json.dumps(json.loads(round_json(round)), ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(compact.encode()).hexdigest() == round.digest


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(plan_json(a_plan()), encoding="utf-8-sig")
    assert read_plan(tmp_path / "plan.json") == a_plan()


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe", "节次".encode("gb18030"), b"[]", b"null", b"{", b"[" * 100_000],
    ids=["empty", "binary", "gb18030", "list", "null", "cut off", "deep"],
)
def test_nonsense_is_a_fault_not_a_crash(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plan.json").write_bytes(content)
    with pytest.raises(BookError) as caught:
        read_plan(tmp_path / "plan.json")
    assert all("plan.json" in fault.in_("zh") for fault in caught.value.faults)


def test_all_faults_come_at_once_with_their_places(tmp_path: Path) -> None:
    data = json.loads(plan_json(a_plan()))
    data["bookings"][0]["start"] = "soon"
    data["stopped_by"] = "magic"
    del data["round_digest"]
    data["extra"] = 1
    (tmp_path / "plan.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(BookError) as caught:
        read_plan(tmp_path / "plan.json")
    assert {fault.cell for fault in caught.value.faults} == {
        "bookings[0].start",
        "stopped_by",
        "round_digest",
        "extra",
    }
    assert "plan.json!bookings[0].start：发现'soon'，应为整数" in [
        fault.in_("zh") for fault in caught.value.faults
    ]


@pytest.mark.parametrize("name", ["absent.json", "."])
def test_what_cannot_be_opened_is_a_fault(tmp_path: Path, name: str) -> None:
    with pytest.raises(BookError):
        read_round(tmp_path / name)


def test_a_file_too_large_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "round.json").write_text(round_json(tiny_round()), encoding="utf-8")
    monkeypatch.setattr(json_files, "LARGEST_BYTES", 100)
    with pytest.raises(BookError, match="at most 100 bytes"):
        read_round(tmp_path / "round.json")


def test_ids_that_lead_nowhere_and_short_tables_are_faults(tmp_path: Path) -> None:
    data = json.loads(round_json(tiny_round()))
    data["visits"][0]["needs"][0] = "nothing"
    data["needs"][2]["site"] = "C"
    data["legs"]["between"][1] = [1]
    del data["legs"]["last"]["office"]
    (tmp_path / "round.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(BookError) as caught:
        read_round(tmp_path / "round.json")
    assert [fault.cell for fault in caught.value.faults] == [
        "needs[2].site",
        "visits[0].needs[0]",
        "legs.between[1]",
        "legs.last.office",
    ]


def test_a_round_without_any_base_is_a_fault(tmp_path: Path) -> None:
    data = json.loads(round_json(tiny_round()))
    data["legs"]["first"] = data["legs"]["last"] = {}
    (tmp_path / "round.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(BookError, match="at least one base"):
        read_round(tmp_path / "round.json")


def models_of(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """A model and every model that its fields lead to."""
    found: dict[str, type[BaseModel]] = {}
    waiting: list[object] = [model]
    while waiting:
        one = waiting.pop()
        waiting.extend(get_args(one))
        if isinstance(one, type) and issubclass(one, BaseModel) and one.__name__ not in found:
            found[one.__name__] = one
            waiting.extend(field.annotation for field in one.model_fields.values())
    return found


def test_every_field_stands_on_the_page_of_formats_and_no_other() -> None:
    sections = re.split(r"^### ", FORMATS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    told = {}
    for section in sections:
        name, _, body = section.partition("\n")
        rows = re.findall(r"^\| ([a-z_0-9, ]+) \|", body, flags=re.MULTILINE)
        told[name.strip()] = {field for row in rows for field in row.split(", ")} - {"field"}
    models = models_of(Plan) | models_of(Round) | models_of(Outlook)
    assert told == {name: set(model.model_fields) for name, model in models.items()}
