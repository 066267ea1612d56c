"""Personal data are in their rows and nowhere else, leave with an export, and are forgotten."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from cli_runs import run
from cli_street import street, write_street
from ledgers import some_ledger
from pydantic import ValidationError

from sites.book import Body, Complaint, Hazard, Officer, Settings, Site, SiteBook
from sites.kept import Photo
from sites.ledger import Ledger, open_ledger
from sites.ledger.check import check
from sites.ledger.privacy import forget, without_personal
from sites.personal import LEFT_OUT

PHONES = ("13800138001", "13800138002", "13800138003", "0571-88880001")
LONG_AGO, TODAY = date(2024, 1, 5), date(2026, 11, 23)


def fill(ledger: Ledger) -> None:
    """Plant phone numbers wherever a field is for them, then change some."""
    sites = [
        Site(id="做完", name="做完", status="finished", contact="赵示例", phone=PHONES[0]),
        Site(id="在建", name="在建", contact="钱示例", phone=PHONES[1]),
    ]
    with ledger.act("甲", "建账", "read street.xlsx", on=LONG_AGO) as act:
        act.put_all("sites", sites)
        act.put("officers", Officer(id="1", name="孙示例", body="队", phone=PHONES[2]))
        act.put("bodies", Body(id="队", contact="李示例", phone=PHONES[3]))
        act.put(
            "hazards", Hazard(id="H", site="在建", what="w", state="closed", closed_on=LONG_AGO)
        )
        act.put("photos", Photo(id="p", hazard="H", content=b"a face"))
    with ledger.act("甲", "换人", on=LONG_AGO) as act:
        act.change("officers", "1", {"phone": PHONES[0]})
        act.change("officers", "1", {"phone": PHONES[2]})


def all_told(ledger: Ledger) -> str:
    """Everything in acts and events, as the database has it."""
    with ledger.engine.connect() as connection:
        found = [connection.exec_driver_sql(f"SELECT * FROM {t}").all() for t in ("acts", "events")]
    return str(found)


def test_events_do_not_tell_them(ledger: Ledger) -> None:
    fill(ledger)
    told = all_told(ledger)
    assert "孙示例" in told
    assert not [text for text in (*PHONES, "赵示例", "a face") if text in told]


def test_a_change_and_its_way_back_can_be_told_apart_all_the_same(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.reading() as rows:
        first, there, back = rows.events(noun="officers", key="1")
    assert first.value("phone") == back.value("phone") != there.value("phone")


def test_two_ledgers_hash_differently(tmp_path: Path) -> None:
    told = []
    for name in ("a", "b"):
        with closing(open_ledger(tmp_path / f"{name}.sqlite")) as ledger, ledger.act("甲") as act:
            told.append(act.hashed(PHONES[0]))
    assert told[0] != told[1]


def test_errors_do_not_quote_them(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.reading() as rows:
        site = rows.row("sites", "在建")
    with pytest.raises(ValidationError) as wrong:
        site.but(phone=[PHONES[1]], lon=PHONES[1])
    assert PHONES[1] not in str(wrong.value)

    def twice() -> None:
        with ledger.act("甲") as act:
            act.connection.exec_driver_sql(
                "INSERT INTO sites SELECT * FROM sites WHERE row_key = '在建'"
            )

    with pytest.raises(RuntimeError) as refused:
        twice()
    assert not [phone for phone in PHONES if phone in str(refused.value)]


def test_nothing_printed_has_them(tmp_path: Path) -> None:
    """Every command that a clerk runs on a ledger with phones, whatever it prints."""
    sites = [s.but(contact="周示例", phone=PHONES[0]) for s in street().sites]
    officers = [o.but(phone=PHONES[1]) for o in street().officers]
    book = write_street(tmp_path / "a.xlsx", sites=tuple(sites), officers=tuple(officers))
    again = write_street(tmp_path / "b.xlsx", sites=tuple(s.but(phone=PHONES[2]) for s in sites))
    place = ("--ledger", tmp_path / "ledger.sqlite")
    printed = "".join(
        run(*words).output
        for words in (
            ("read", book, *place, "--by", "甲"),
            ("read", again, *place, "--by", "乙"),
            ("check-ledger", *place),
            ("backup", tmp_path / "b.sqlite", *place),
            ("forget", "--days", 1, *place, "--by", "甲"),
        )
    )
    assert "读入台账" in printed
    assert not [phone for phone in PHONES if phone in printed]


def test_a_book_without_them() -> None:
    permit = "330103201905200101"  # eighteen digits as on an identity card
    book = SiteBook(
        sites=(Site(id="S", name="S", contact="钱示例", phone=PHONES[1], permit=permit),),
        hazards=(
            Hazard(
                id="20261123138001380", site="S", what="联系 138 0013 8001 整改",
                liable_person="王某",
                extra=(("电话", PHONES[0]), ("部位", "3层")), typed=(("due", "电0571-88880001"),),
            ),
        ),
        complaints=(Complaint(id="C", site="S", on=TODAY, content="33010319490131001X 反映"),),
    )  # fmt: skip
    bare = without_personal(book)
    assert (bare.sites[0].contact, bare.sites[0].phone) == ("", "")
    assert bare.sites[0].permit == permit
    hazard = bare.hazards[0]
    assert hazard.what == f"联系 {LEFT_OUT} 整改"
    assert (hazard.id, hazard.liable_person) == ("20261123138001380", "王某")
    assert hazard.extra == (("电话", LEFT_OUT), ("部位", "3层"))
    assert hazard.typed == (("due", f"电{LEFT_OUT}"),)
    assert bare.complaints[0].content == f"{LEFT_OUT} 反映"


def test_what_may_not_be_kept_is_forgotten(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.act("甲", on=TODAY) as act:
        told = forget(act, TODAY, keep_days=365)
    assert [(e.noun, e.key, e.verb) for e in told] == [
        ("sites", "做完", "forgotten"),
        ("photos", "p|H|", "forgotten"),
    ]
    with ledger.reading() as rows:
        assert rows.row("sites", "做完").phone == ""
        assert rows.row("sites", "在建").phone == PHONES[1]
        assert rows.row("photos", "p|H|").content is None
    assert check(ledger).faults == ()


def test_what_is_not_old_enough_stays(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.act("甲", on=TODAY) as act:
        assert forget(act, date(2024, 2, 1), keep_days=365) == ()


def test_what_is_forgotten_is_not_left_in_the_file(tmp_path: Path) -> None:
    with closing(some_ledger(tmp_path)) as ledger:
        fill(ledger)
        place = tmp_path / "ledger.sqlite"
        assert PHONES[0].encode() in place.read_bytes()
        with ledger.act("甲", on=TODAY) as act:
            forget(act, TODAY, keep_days=365)
    assert PHONES[0].encode() not in place.read_bytes()
    assert b"a face" not in place.read_bytes()


def test_the_command_keeps_all_where_no_period_is_set(tmp_path: Path) -> None:
    with closing(some_ledger(tmp_path)) as ledger:
        fill(ledger)
        words = ("forget", "--by", "甲", "--today", "2026-11-23", "--ledger", ledger.place)
        kept = run(*words)
        assert (kept.exit_code, "一直保留" in kept.stdout) == (0, True)
        with ledger.act("甲") as act:
            act.put("settings", Settings(keep_personal_days=365))
        done = run(*words)
        assert done.stdout == (
            "照片：已清除1行\n工地：已清除1行\n共清除2行；以前的备份里仍有这些信息\n"
        )
