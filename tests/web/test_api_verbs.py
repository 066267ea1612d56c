"""The other verbs over HTTP: what is decided, recorded, called in, rated, replanned; by whom."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from boards import needs_board
from clerk import Clerk
from cli_street import HOUSING, URBAN
from openpyxl import load_workbook
from published_week import FIRST
from shared_board import NAMES, PHONE, SECRET, WEEK, interface, make_office, tokens

from sites.book import Hazard, SiteBook
from sites.ledger import Ledger

needs_board()
httpx = pytest.importorskip("httpx")

JOB, WHATIF = f"/api/weeks/{WEEK}/job", f"/api/weeks/{WEEK}/whatif"
THIN, LONG = "三层楼面临边防护缺失，未设置栏杆", "三层楼面临边防护缺失，未设置栏杆。当场停工并补设"


class Office:
    """The served interface, asked by a role."""

    def __init__(self, address: str, ledger: Ledger, folder: Path):
        self.ledger, self.folder = ledger, folder
        self.clients = {
            role: httpx.Client(
                base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=60
            )
            for role, token in tokens(ledger).items()
        }

    def get(self, path: str, role: str = "clerk") -> Any:
        """One question; it must be answered."""
        answer = self.clients[role].get(f"/api{path}")
        assert answer.status_code == 200, answer.text
        return answer

    def post(self, path: str, role: str = "clerk", code: int = 200, **more: Any) -> Any:
        """One change, and its answer's JSON."""
        answer = self.clients[role].post(f"/api{path}", **more)
        assert answer.status_code == code, answer.text
        return answer.json()

    def told(self, noun: str, verb: str) -> tuple[str, str]:
        """Who made the last event of a kind, and from where."""
        with self.ledger.reading() as rows:
            last = tuple(rows.events(noun=noun, verb=verb))[-1]
        return last.who, last.source


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A published week behind the interface."""
    place = make_office(tmp_path_factory.mktemp("verbs") / "office")
    with interface(place) as (address, ledger):
        yield Office(address, ledger, place.parent)


def exported(office: Office, old: str, new: str) -> bytes:
    """The workbook as it goes out, one cell typed over."""
    book = load_workbook(BytesIO(office.get("/export.xlsx").content))
    for row in book["工地"].iter_rows():
        for cell in row:
            if cell.value == old:
                cell.value = new
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_a_conflict_is_listed_and_decided_once(office: Office) -> None:
    content = exported(office, "香积路3号", "香积路3号甲")
    with office.ledger.act("王管理") as act:
        act.change("sites", "GD-03", {"address": "香积路33号"})
    sent = {"file": ("工地.xlsx", content)}
    office.post("/read?dry_run=false", files=sent)
    (waits,) = office.get("/conflicts", "leader").json()
    assert (waits["row"], waits["field"], waits["file"]) == ("GD-03", "address", "工地.xlsx")
    assert "香积路3号甲" in waits["says"]
    path, said = f"/conflicts/{waits['id']}", {"take": "file", "why": "以现场为准"}
    office.post(path, "leader", 403, json=said)
    office.post(path, code=422, json={"take": "file", "why": ""})
    assert office.post(path, json=said)["state"] == "resolved"
    office.post(path, code=409, json=said)
    assert office.get("/conflicts").json() == []
    assert "香积路3号甲" in office.get("/sites").text
    assert office.told("sites", "resolved") == (NAMES["clerk"], "resolve")


def test_a_conflict_never_tells_personal_data(office: Office) -> None:
    content = exported(office, PHONE, "13700001111")
    with office.ledger.act("王管理") as act:
        act.change("sites", "GD-02", {"phone": "13800002222"})
    office.post("/read?dry_run=false", files={"file": ("电话.xlsx", content)})
    text = office.get("/conflicts").text
    assert "GD-02" in text
    for hidden in (PHONE, "13700001111", "13800002222", SECRET):
        assert hidden not in text


def test_another_ledger_is_compared_brought_in_and_decided(office: Office) -> None:
    from exports.tracker import write_tracker

    day = date(2026, 11, 10)
    with office.ledger.act("王管理") as act:
        act.put("hazards", Hazard(id="A1", site="GD-01", what=THIN, found_on=day))
    other = Hazard(id="B1", site="GD-01", what=LONG, found_on=day, measure="补设")
    book = office.ledger
    with book.reading() as rows:
        theirs = SiteBook(sites=rows.rows("sites"), hazards=(other,))
    path = office.folder / "other.xlsx"
    write_tracker(path, theirs.hazards, theirs, day, "zh")
    asked = {"files": {"file": ("平台.xlsx", path.read_bytes())}}
    seen = office.post("/match?site=GD-01", **asked)
    assert seen["written"] is False
    assert "疑似1条" in seen["says"][0]
    assert office.get("/doubts").json() == []
    assert office.post("/match?site=GD-01&dry_run=false", **asked)["written"] is True
    (doubt,) = office.get("/doubts").json()
    assert (doubt["row"], doubt["file"]) == ("A1", "平台.xlsx")
    said = {"same": True, "why": "看过照片"}
    office.post(f"/doubts/{doubt['id']}", "leader", 403, json=said)
    assert office.post(f"/doubts/{doubt['id']}", json=said)["state"] == "same"
    office.post(f"/doubts/{doubt['id']}", code=409, json=said)
    assert office.get("/hazards/A1").json()["hazard"]["measure"] == "补设"
    assert office.told("doubts", "decided")[0] == NAMES["clerk"]


def test_filled_in_papers_are_looked_at_and_recorded(office: Office) -> None:
    clerk = Clerk(office.folder / "papers.xlsx")
    clerk.rest(FIRST, HOUSING)
    clerk.box(clerk.cover(FIRST), "实际起止时间", "9时20分到场，10时30分离场")
    path = clerk.save(office.folder / "filled.xlsx")
    papers = [("files", ("任务单.xlsx", path.read_bytes()))]
    broken = [*papers, ("files", ("别的.xlsx", b"no workbook"))]
    faults = office.clients["clerk"].post("/api/record?on=2026-12-20", files=broken).json()
    assert "别的.xlsx" in str(faults["faults"])
    seen = office.post("/record?on=2026-12-20", files=papers)
    assert seen["written"] is False
    assert any(line.startswith("已登记") for line in seen["says"])
    done = office.post("/record?on=2026-12-20&dry_run=false", files=papers)
    assert done["says"] == seen["says"]
    office.post("/record", "officer", 403, files=papers)
    with office.ledger.reading() as rows:
        (event, *_) = rows.events(noun="tasks", key=FIRST, verb="done")
    assert (event.who, event.source) == (NAMES["clerk"], "record 任务单.xlsx")


def waited(office: Office, path: str) -> Any:
    """What a background job says in the end."""
    for _ in range(900):
        now = office.get(path.removeprefix("/api"), "leader").json()
        if now.get("state") != "running" and not now.get("running"):
            return now
        time.sleep(0.1)
    raise AssertionError(now)


def test_a_published_week_is_replanned_after_what_happened(office: Office) -> None:
    path = JOB.removeprefix("/api")
    office.post(path, code=422, json={"ill": ["Z1"]})  # an illness of a week that is not promised
    said = {"today": "2026-11-29", "seconds": 10, "again": True}
    office.post(path, code=202, json=said | {"ill": ["没有这个人"]})
    assert waited(office, JOB)["state"] == "failed"
    plan = office.get(f"/weeks/{WEEK}/plan").json()
    name = plan["bookings"][0]["officers"][0]
    with office.ledger.reading() as rows:
        ill = rows.row("officers", name).name
    office.post(path, code=202, json=said | {"ill": [ill], "rain": ["周五"]})
    now = waited(office, JOB)
    assert now["state"] == "done", now["lines"]
    after = office.get(f"/weeks/{WEEK}/plan").json()
    assert after["approval"]["state"] == "draft"
    assert name not in str([b["officers"] for b in after["bookings"]])
    assert office.get(f"/weeks/{WEEK}/check").json()["lawful"] is True


def test_what_if_is_asked_in_the_background_and_writes_nothing(office: Office) -> None:
    before = office.get(f"/weeks/{WEEK}/plan").headers["etag"]
    assert office.clients["clerk"].get(WHATIF).status_code == 404
    path = WHATIF.removeprefix("/api")
    office.post(path, "leader", 403, json={"apart": True})
    begun = office.post(path, code=202, json={"one_more": "没有这个部门", "seconds": 3})
    assert begun["result"] is None
    assert "没有这个部门" in str(waited(office, WHATIF)["faults"])
    office.post(path, code=202, json={"apart": True, "seconds": 3})
    office.post(path, code=409, json={"apart": True})  # one at a time
    result = waited(office, WHATIF)["result"]
    assert len(result["rows"]) > 3
    assert office.get(f"/weeks/{WEEK}/plan").headers["etag"] == before


def test_an_urgent_call_has_its_clock(office: Office) -> None:
    call = office.post("/calls", json={"site": "甲项目", "at": "2025-11-20 14:05", "note": "泄漏"})
    assert call["accepted_at"] == "2025-11-20T14:05:00"
    office.post("/calls", code=422, json={"site": "没有的工地"})
    path = f"/calls/{call['id']}"
    office.post(f"{path}/arrived", json={"at": "2025-11-20 14:15"})
    office.post(f"{path}/reported", code=409, json={"at": "2025-11-20 14:10"})
    office.post(f"{path}/reported", json={"at": "2025-11-20 14:30"})
    (kept,) = office.get("/calls", "leader").json()
    assert (kept["arrived_at"], kept["by"]) == ("2025-11-20T14:15:00", NAMES["clerk"])
    assert office.told("calls", "reported")[0] == NAMES["clerk"]


def test_a_lead_opens_a_case_and_a_check_off_site_is_signed_by_two(office: Office) -> None:
    lead = {"site": "GD-02", "body": URBAN, "what": "裸土", "at": "2025-11-20 09:00"}
    made = office.post("/leads", json=lead)
    assert made["id"].startswith("XS20251120")
    said = {"site": "GD-02", "items": ["消防安全"], "signed": ["Z1"], "result": "齐全"}
    assert office.clients["clerk"].post("/api/offsite", json=said).status_code in (409, 422)


def test_colours_are_rated_and_set_with_a_reason(office: Office) -> None:
    rated = office.post("/rate?today=2026-12-20")
    assert {one["site"] for one in rated} >= {"GD-01", "GD-02"}
    said = {"colour": "red", "why": "领导督办", "on": "2026-12-21"}
    office.post("/sites/GD-04/rating", "leader", 403, json=said)
    assert office.post("/sites/GD-04/rating", json=said)["colour"] == "red"
    assert office.told("ratings", "set") == (NAMES["clerk"], "rating --set")


def test_what_is_told_of_sites_and_companies(office: Office) -> None:
    says = {
        path: "\n".join(office.get(path, "leader").json()["says"])
        for path in ("/companies/甲建设有限公司", "/sites/GD-01/score", "/alliance", "/reminders",
                     "/rules", f"/weeks/{WEEK}/check")
    }  # fmt: skip
    assert "甲建设有限公司" in says["/companies/甲建设有限公司"]
    assert "依据" in says["/rules"]
    assert "待整改" in says["/reminders"]
    assert PHONE not in str(says)
    office.post("/alliance/members", json={"site": "GD-01"})
    met = {"host": "GD-01", "guests": ["GD-02"], "subject": "扬尘"}
    office.post("/alliance/exchanges", json=met)
    assert "扬尘" in str(office.get("/alliance").json()["says"])


def test_a_months_figures_are_locked_by_who_may(office: Office) -> None:
    path = "/report/2026-11/close?today=2026-12-20"
    office.post(path, "clerk", 403)
    assert office.post(path, "leader")["by"] == NAMES["leader"]
    office.post(path, "leader", 409)


def test_papers_of_a_week_are_one_archive(office: Office) -> None:
    pytest.importorskip("docxtpl", reason="the extra “word” is not installed")
    content = office.get(f"/weeks/{WEEK}/papers.zip").content
    names = ZipFile(BytesIO(content)).namelist()
    assert names
    assert all(name.endswith(".docx") for name in names)
