"""The interface for programs: same verbs, same sentences, nobody else's data, no lost update."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from boards import needs_board
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl import load_workbook
from shared_board import (
    BODY,
    OFFICER,
    PHONE,
    ROLES,
    SECRET,
    WEEK,
    interface,
    make_office,
    tokens,
)

from sites.book import Hazard
from sites.ledger import Ledger

needs_board()
httpx = pytest.importorskip("httpx")
schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
from schemathesis.checks import not_a_server_error  # noqa: E402

CLIENTS, EDITS, EDITED = 20, 2, 10
DUE = date(2027, 1, 4)
NARROW = ("officer", "body")
PLAN = f"/api/weeks/{WEEK}/plan"


class Office:
    """The served interface: a client of each role, and the ledger itself."""

    def __init__(self, address: str, ledger: Ledger):
        self.address, self.ledger, self.tokens = address, ledger, tokens(ledger)

        self.clients = {role: self.client(role) for role in (*self.tokens, "")}

    def client(self, role: str) -> Any:
        """An HTTP client with that role's token."""
        headers = {"Authorization": f"Bearer {self.tokens[role]}"} if role in self.tokens else {}
        return httpx.Client(base_url=self.address, headers=headers, timeout=60, verify=False)

    def ask(self, role: str, method: str, path: str, **more: Any) -> Any:
        """One request."""
        return self.clients[role].request(method, path, **more)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A published week behind the interface."""
    place = make_office(tmp_path_factory.mktemp("api") / "office")
    with interface(place) as (address, ledger):
        yield Office(address, ledger)


# who may ask what

EVERYBODY, INSIDE, WRITERS = set(ROLES), {"admin", "clerk", "leader"}, {"admin", "clerk"}
MAY: dict[tuple[str, str], set[str]] = {
    ("GET", "/me"): EVERYBODY,
    ("GET", "/sites"): INSIDE,
    ("GET", "/officers"): INSIDE,
    ("GET", "/tasks"): EVERYBODY,
    ("GET", "/needs"): INSIDE,
    ("GET", "/history/{called}"): INSIDE,
    ("GET", "/report/{month}"): INSIDE,
    ("GET", "/sites/{site}/rating"): INSIDE,
    ("GET", "/hazards"): EVERYBODY,
    ("GET", "/hazards/{id}"): EVERYBODY,
    ("POST", "/hazards/{id}/moves"): {"admin", "clerk", "officer", "body"},
    ("GET", "/weeks"): INSIDE,
    ("GET", "/weeks/{week}/plan"): INSIDE,
    ("GET", "/weeks/{week}/why/{site}"): INSIDE,
    ("POST", "/weeks/{week}/submit"): WRITERS,
    ("POST", "/weeks/{week}/approve"): {"admin", "leader"},
    ("POST", "/weeks/{week}/publish"): WRITERS,
    ("POST", "/weeks/{week}/insert"): INSIDE,
    ("POST", "/weeks/{week}/insert/take"): WRITERS,
    ("POST", "/weeks/{week}/job"): WRITERS,
    ("GET", "/weeks/{week}/job"): INSIDE,
    ("DELETE", "/weeks/{week}/job"): WRITERS,
    ("GET", "/weeks/{week}/check"): INSIDE,
    ("POST", "/weeks/{week}/whatif"): WRITERS,
    ("GET", "/weeks/{week}/whatif"): INSIDE,
    ("DELETE", "/weeks/{week}/whatif"): WRITERS,
    ("GET", "/conflicts"): INSIDE,
    ("POST", "/conflicts/{id}"): WRITERS,
    ("GET", "/doubts"): INSIDE,
    ("POST", "/doubts/{id}"): WRITERS,
    ("POST", "/match"): WRITERS,
    ("GET", "/calls"): INSIDE,
    ("POST", "/calls"): WRITERS,
    ("POST", "/calls/{id}/{step}"): WRITERS,
    ("POST", "/leads"): WRITERS,
    ("POST", "/offsite"): WRITERS,
    ("POST", "/rate"): WRITERS,
    ("POST", "/sites/{site}/rating"): WRITERS,
    ("GET", "/sites/{site}/score"): INSIDE,
    ("GET", "/companies/{name}"): INSIDE,
    ("GET", "/alliance"): INSIDE,
    ("POST", "/alliance/members"): WRITERS,
    ("POST", "/alliance/exchanges"): WRITERS,
    ("GET", "/reminders"): INSIDE,
    ("POST", "/report/{month}/close"): {"admin", "leader"},
    ("GET", "/rules"): INSIDE,
    ("POST", "/read"): WRITERS,
    ("POST", "/record"): WRITERS,
    ("GET", "/weeks/{week}/papers.zip"): INSIDE,
    ("GET", "/export.xlsx"): INSIDE,
    ("GET", "/tracker.xlsx"): INSIDE,
    ("GET", "/weeks/{week}/roster.xlsx"): INSIDE,
}
"""Every operation and the roles that may ask it: one that is added must be added here."""

FILLED = {
    "name": "甲",
    "step": "arrived",
    "called": "GD-01",
    "month": "2026-11",
    "site": "GD-01",
    "id": "YH-1",
    "week": "2026-W49",
}
ELSEWHERE = FILLED | {"week": "2026-W01", "id": "none"}


def filled(path: str, values: dict[str, str]) -> str:
    """A path with values in place of its parameters."""
    return "/api" + path.format(**values)


def operations(office: Office) -> list[tuple[str, str]]:
    """Every operation that is described."""
    described = office.ask("admin", "GET", "/api/openapi.json").json()
    return [(verb.upper(), p) for p, verbs in described["paths"].items() for verb in verbs]


def test_every_operation_is_for_its_roles_alone(office: Office) -> None:
    assert set(operations(office)) == set(MAY)
    for (method, path), roles in MAY.items():
        asked = filled(path, ELSEWHERE)
        assert office.ask("", method, asked).status_code == 401, asked
        for role in ROLES:
            code = office.ask(role, method, asked).status_code
            assert (code == 403) == (role not in roles), (role, method, path, code)


@pytest.mark.parametrize("token", ["io-000000000000-" + "a" * 43, "x", "io-"])
def test_a_wrong_token_opens_nothing(office: Office, token: str) -> None:
    wrong = office.ask("", "GET", "/api/me", headers={"Authorization": f"Bearer {token}"})
    assert wrong.status_code == 401
    assert office.ask("", "GET", "/api/docs").status_code == 401


@pytest.mark.parametrize("role", NARROW)
def test_a_narrow_role_never_sees_anothers_data(office: Office, role: str) -> None:
    """Every GET that it may ask, with every key there is."""
    with office.ledger.reading() as rows:
        tasks, hazards = rows.rows("tasks"), rows.rows("hazards")
    is_own = {
        "officer": lambda t: OFFICER in t.officers,
        "body": lambda t: any(n.body == BODY for n in t.needs),
    }[role]
    foreign = [t.id for t in tasks if not is_own(t)]
    told = []
    for (method, path), roles in MAY.items():
        if method == "GET" and role in roles:
            keys = [h.id for h in hazards] if "{id}" in path else ["-"]
            for key in keys:
                asked = filled(path, FILLED | {"id": key}) + f"?week={WEEK}"
                told.append(office.ask(role, "GET", asked).text)
    text = "\n".join(told)
    assert foreign or role == "body"
    for hidden in (SECRET, PHONE, "T-1", *foreign):
        assert hidden not in text
    assert any(t.id in text for t in tasks), "sees own tasks at least"
    if role == "body":
        assert "住建" not in office.ask(role, "GET", f"/api/tasks?week={WEEK}").text
        assert office.ask(role, "GET", "/api/hazards").json()["total"] == 0


def test_the_office_sees_what_it_keeps(office: Office) -> None:
    """What the test above looks for is there to be found."""
    assert PHONE in office.ask("clerk", "GET", "/api/sites").text
    assert "T-1" in office.ask("clerk", "GET", f"/api/tasks?week={WEEK}").text
    assert SECRET not in office.ask("leader", "GET", "/api/history/GD-01").text  # a contact's name


def test_no_answer_has_a_hash(office: Office) -> None:
    name = "admin-账号"
    for role in ("admin", "clerk"):
        answer = office.ask(role, "GET", f"/api/history/{name}")
        assert answer.status_code == (200 if role == "admin" else 404)
        assert "argon2" not in answer.text
        assert '"#' not in answer.text


# the verbs


def test_a_move_is_made_once_and_told(office: Office) -> None:
    before = office.ask("clerk", "GET", "/api/hazards/YH-2")
    seen = before.headers["etag"]
    assert "transfer" in before.json()["moves"]
    sent = {"kind": "transfer", "to": "区城管局", "reason": "不属本部门职责"}
    done = office.ask(
        "clerk", "POST", "/api/hazards/YH-2/moves", json=sent, headers={"If-Match": seen}
    )
    assert done.status_code == 200, done.text
    assert done.json()["hazard"]["state"] == "moved"
    again = office.ask("admin", "POST", "/api/hazards/YH-2/moves", json=sent)
    assert again.status_code == 409
    assert set(again.json()["says"]) == {"zh", "en"}
    (event,) = [
        e for e in office.ask("admin", "GET", "/api/history/YH-2").json() if e["verb"] == "transfer"
    ]
    assert event["who"] == "clerk-账号"


def test_who_was_faster_is_told(office: Office) -> None:
    seen = office.ask("clerk", "GET", "/api/hazards/YH-1").headers["etag"]
    first = ordered("吴执法", DUE - timedelta(days=30), "一")
    head = {"If-Match": seen}
    sent = office.ask("admin", "POST", "/api/hazards/YH-1/moves", json=first, headers=head)
    assert sent.status_code == 200, sent.text
    second = ordered("吴执法", DUE - timedelta(days=20), "二")
    late = office.ask("clerk", "POST", "/api/hazards/YH-1/moves", json=second, headers=head)
    assert late.status_code == 409
    assert [e["who"] for e in late.json()["by"]] == ["admin-账号"]


def test_a_week_is_asked_about_and_signed(office: Office) -> None:
    plan = office.ask("leader", "GET", PLAN)
    assert plan.json()["approval"]["state"] == "published"
    said = office.ask("leader", "GET", f"/api/weeks/{WEEK}/why/GD-01").json()["says"]
    assert "甲项目" in said[0]
    stale = office.ask("clerk", "POST", f"/api/weeks/{WEEK}/submit", headers={"If-Match": '"x"'})
    assert "已被改过" in stale.json()["says"]["zh"]
    asked = f"/api/weeks/{WEEK}/submit?today=2026-12-01"
    head = {"If-Match": plan.headers["etag"]}
    same = office.ask("clerk", "POST", asked, headers=head)
    assert same.status_code == 409
    assert "没有改动" in same.json()["says"]["zh"]


def test_an_urgent_complaint_is_offered_taken_and_signed(office: Office) -> None:
    order = {"site": "GD-02", "body": "住建", "by": "2026-12-02"}
    offer = office.ask("clerk", "POST", f"/api/weeks/{WEEK}/insert", json=order)
    number = next(c["number"] for c in offer.json()["choices"] if c["inserts"])
    take = f"/api/weeks/{WEEK}/insert/take?number={number}"
    assert office.ask("clerk", "POST", take, json=order).status_code == 422  # what was seen?
    head = {"If-Match": offer.headers["etag"]}
    done = office.ask("clerk", "POST", take, json=order, headers=head)
    assert done.status_code == 200, done.text
    assert office.ask("clerk", "POST", take, json=order, headers=head).status_code == 409
    steps = (("submit", "clerk"), ("approve", "leader"), ("publish", "clerk"))
    for verb, role in steps:
        asked = f"/api/weeks/{WEEK}/{verb}?today=2026-11-29"
        signed = office.ask(role, "POST", asked)
        assert signed.status_code == 200, signed.text
    history = signed.json()["approval"]["history"]
    assert [h["by"] for h in history[-3:]] == [f"{role}-账号" for _, role in steps]


def test_a_workbook_goes_out_and_comes_in(office: Office) -> None:
    out = office.ask("clerk", "GET", "/api/export.xlsx").content
    book = load_workbook(BytesIO(out))
    name = next(c for row in book["工地"].iter_rows() for c in row if c.value == "甲项目")
    name.value = "甲项目二期"
    edited = BytesIO()
    book.save(edited)
    sent = {"file": ("../../工地.xlsx", edited.getvalue())}
    before = office.ask("clerk", "GET", "/api/sites").headers["etag"]
    seen = office.ask("clerk", "POST", "/api/read", files=sent).json()
    assert seen["written"] is False
    assert any("甲项目二期" in line for line in seen["says"])
    assert office.ask("clerk", "GET", "/api/sites").headers["etag"] == before
    office.ask("clerk", "POST", "/api/read?dry_run=false", files=sent)
    assert "甲项目二期" in office.ask("clerk", "GET", "/api/sites").text
    assert list((Path(office.ledger.place).with_suffix(".weeks") / ".uploads").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"MZ\x90", 422),
        ("a.xlsx", b"", 422),
        ("a.exe", b"PK", 409),
        ("a.xls", b"<html>", 422),
    ],
)
def test_an_upload_is_what_it_is(office: Office, name: str, content: bytes, code: int) -> None:
    answer = office.ask("clerk", "POST", "/api/read", files={"file": (name, content)})
    assert answer.status_code == code, answer.text


def test_downloads_are_workbooks(office: Office) -> None:
    for path in ("/api/tracker.xlsx", f"/api/weeks/{WEEK}/roster.xlsx"):
        assert load_workbook(BytesIO(office.ask("leader", "GET", path).content)).sheetnames


def test_the_description_needs_nothing_from_elsewhere(office: Office) -> None:
    page = office.ask("leader", "GET", "/api/docs").text
    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in page
    assert "/api/hazards/{id}/moves" in page


# nothing breaks it


STEADY = settings(
    max_examples=6,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_nothing_that_is_sent_breaks_it(office: Office) -> None:
    """Whatever Schemathesis makes of the description is answered, never with our own failure."""
    headers = {"Authorization": f"Bearer {office.tokens['admin']}"}
    schema = schemathesis.openapi.from_url(f"{office.address}/api/openapi.json", headers=headers)
    asked = []
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.method == "post" and operation.path.endswith(("/job", "/whatif")):
            continue  # it starts a process; these have tests of their own

        @STEADY
        @given(case=operation.as_strategy())
        def sent(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=[not_a_server_error])

        sent()
        asked.append(operation.label)
    assert len(asked) == len(MAY) - 2


# many at once


def test_twenty_people_at_once_lose_no_update(office: Office) -> None:
    """Each puts a deadline off by a day from what it saw; whoever was late looks again."""
    keys = [f"B-{k}" for k in range(EDITED)]
    with office.ledger.act("王管理") as act:
        for key in keys:
            act.put("hazards", Hazard(id=key, site="GD-03", what="缺盖板", body="住建", due=DUE))
    acknowledged: list[tuple[str, str]] = []
    failures: list[str] = []

    def edit(number: int) -> None:
        path = f"/api/hazards/{keys[number % EDITED]}"
        with office.client("clerk" if number % 2 else "admin") as client:
            left = EDITS
            for attempt in range(60):
                seen = client.get(path)
                due = date.fromisoformat(seen.json()["hazard"]["due"]) + timedelta(days=1)
                mark = f"文{number}-{attempt}"
                head = {"If-Match": seen.headers["etag"]}
                sent = client.post(f"{path}/moves", json=ordered("吴执法", due, mark), headers=head)
                if sent.status_code == 200:
                    acknowledged.append((path[-3:], mark))
                    left -= 1
                elif sent.status_code != 409 or not sent.json()["by"]:
                    failures.append(sent.text)
                if not left:
                    return
            failures.append(f"{number} never got through")

    threads = [threading.Thread(target=edit, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert len(acknowledged) == CLIENTS * EDITS
    with office.ledger.reading() as rows:
        events = [e for key in keys for e in rows.events(noun="hazards", key=key, verb="order")]
        told = [(e.key, e.value("notice_no")) for e in events]
        dues = [rows.row("hazards", key).due for key in keys]
    assert sorted(told) == sorted(acknowledged)
    assert dues == [DUE + timedelta(days=CLIENTS * EDITS // EDITED)] * EDITED


def ordered(by: str, due: date, number: str) -> dict[str, str]:
    """An order with another deadline."""
    return {
        "kind": "order",
        "by": by,
        "due": due.isoformat(),
        "number": number,
        "reason": "申请延后",
    }


def test_a_week_is_planned_in_the_background(office: Office) -> None:
    job = "/api/weeks/2026-W51/job"
    assert office.ask("clerk", "GET", job).status_code == 404
    said = {"today": "2026-12-10", "seconds": 20}
    begun = office.ask("clerk", "POST", job, json=said)
    assert begun.status_code == 202, begun.text
    assert begun.json()["by"] == "clerk-账号"
    for _ in range(600):
        now = office.ask("leader", "GET", job).json()
        if now["state"] != "running":
            break
        time.sleep(0.1)
    assert now["state"] == "done", now["lines"]
    assert "2026-W51" in [w["week"] for w in office.ask("leader", "GET", "/api/weeks").json()]
    assert office.ask("leader", "DELETE", job).status_code == 403
    assert office.ask("clerk", "DELETE", job).status_code == 200
