"""预抽: the same draw from the same book, everybody accounted for, nothing altered unseen."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from hashlib import sha256
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_book import FIRST, HOUSING, LAST, TODAY, URBAN, book, item

from sites.book import (
    Absence,
    Body,
    Officer,
    PastVisit,
    Recusal,
    Settings,
    Site,
    SiteBook,
)
from sites.draw import (
    Audit,
    add_skip,
    audit_json,
    chain_fault,
    differences,
    draw,
    read_audit,
    read_skips,
    skips_text,
    with_predraw,
)
from sites.draw.audit import BodyRow, digest_of
from sites.draw.skips import going_now, skips_path
from sites.drawn import DrawnTask
from sites.errors import BookError

COLOURS = ("red", "yellow", "green")
SITES = tuple(Site(id=f"S{k}", name=f"工地{k}", colour=COLOURS[k % 3]) for k in range(9))


def officer(k: int, body: str = HOUSING, **more: Any) -> Officer:
    values = {"id": f"o{k}", "name": f"官{k}", "body": body, "certificate": f"C{k}"}
    return Officer.model_validate(values | more)


PEOPLE = (*(officer(k) for k in range(4)), *(officer(k, URBAN) for k in range(4, 8)))


def street(**more: Any) -> SiteBook:
    """Nine sites, two bodies with four people each, nobody inspected anything yet."""
    values: dict[str, Any] = {
        "sites": SITES,
        "officers": PEOPLE,
        "items": (item(), item("dust", URBAN)),
        "history": (),
        "digest": "d",
    }
    return book(**(values | more))


def audit_of(given_book: SiteBook, seed: int = 7) -> Audit:
    return draw(given_book, FIRST, LAST, seed)


def body_at(audit: Audit, site: str, body: str = HOUSING) -> BodyRow:
    row = audit.site(site)
    assert row is not None
    return next(b for b in row.bodies if b.body == body)


def why(audit: Audit, site: str) -> str:
    row = audit.site(site)
    assert row is not None
    return row.excluded.code if row.excluded else ""


# -- any book ---------------------------------------------------------------------------------

DAYS = st.dates(date(2026, 3, 1), date(2026, 12, 20))
A_SITE = st.sampled_from([s.id for s in SITES])
A_PERSON = st.sampled_from([o.id for o in PEOPLE])


@st.composite
def books(make: st.DrawFn) -> SiteBook:
    sites = tuple(
        s.but(
            status=make(st.sampled_from(["active"] * 5 + ["stopped", "finished"])),
            traits=make(st.sampled_from([(), (), (), ("白名单",)])),
            starts_on=make(st.none() | DAYS),
            colour=make(st.sampled_from(COLOURS)),
        )
        for s in SITES
    )
    people = tuple(
        o.but(
            certificate_until=make(st.none() | DAYS),
            skills=make(st.sampled_from([(), ("电",), ("吊",)])),
            posted_to=make(st.sampled_from([(), (), ("别处",)])),
        )
        for o in PEOPLE
    )
    rows = make(st.lists(st.tuples(A_SITE, DAYS, st.sampled_from([HOUSING, URBAN])), max_size=8))
    away = make(st.lists(st.tuples(A_PERSON, st.integers(0, 4)), max_size=4))
    kept_off = make(st.lists(st.tuples(A_PERSON, A_SITE), max_size=4))
    rates = {f"draw_percent_{c}": make(st.integers(0, 100)) for c in COLOURS}
    return street(
        settings=Settings(today=TODAY, street="东新", **rates),
        sites=sites,
        officers=people,
        bodies=(Body(id=HOUSING, ceiling=make(st.sampled_from([None, 0, 1]))), Body(id=URBAN)),
        items=(item(skills=make(st.sampled_from([(), ("电", "吊")]))), item("dust", URBAN)),
        history=tuple(PastVisit(site=s, on=d, body=b) for s, d, b in rows),
        absences=tuple(Absence(officer=o, first=FIRST, last=FIRST + timedelta(n)) for o, n in away),
        recusals=tuple(Recusal(officer=o, site=s) for o, s in kept_off),
    )


SEEDS = st.integers(-(10**9), 10**9)


@given(books(), SEEDS, st.integers())
def test_the_same_bytes_whatever_the_order_of_rows(
    given_book: SiteBook, seed: int, shuffle: int
) -> None:
    dice = Random(shuffle)
    names = ("sites", "officers", "history", "absences", "recusals", "items", "bodies")
    other = {n: tuple(dice.sample(rows := getattr(given_book, n), len(rows))) for n in names}
    text = audit_json(audit_of(given_book, seed))
    assert audit_json(audit_of(given_book.but(**other), seed)) == text
    assert audit_json(Audit.model_validate_json(text)) == text


@given(books(), SEEDS)
def test_everybody_is_in_or_out_with_a_reason(given_book: SiteBook, seed: int) -> None:
    audit = audit_of(given_book, seed)
    assert [s.site for s in audit.sites] == sorted(s.id for s in given_book.sites)
    everyone = {o.id for o in given_book.officers}
    for site in audit.sites:
        assert (site.rank == "") == (site.excluded is not None)
        assert not (site.drawn and site.excluded)
        assert site.excluded is None or (site.excluded.says.zh and site.excluded.says.en)
        inside = [b for b in site.bodies if b.excluded is None]
        assert bool(inside) == (site.excluded is None)
        for row in inside if site.drawn else ():
            named = [o.officer for o in row.officers]
            assert len(named) == len(set(named))
            assert {*named, *row.no_authority} == everyone
            assert len(row.drawn) >= row.people
            assert all((o.rank == "") == (o.excluded is not None) for o in row.officers)


@given(books(), SEEDS)
def test_rates_are_kept_and_the_first_by_rank_are_drawn(given_book: SiteBook, seed: int) -> None:
    audit = audit_of(given_book, seed)
    inside, drawn = Counter[str](), Counter[str]()
    for site in audit.sites:
        inside[site.colour] += site.excluded is None
        drawn[site.colour] += site.drawn
    for colour in COLOURS:
        percent = getattr(given_book.settings, f"draw_percent_{colour}")
        assert drawn[colour] == ceil(inside[colour] * percent / 100)
        own = [s for s in audit.sites if s.colour == colour and s.excluded is None]
        ranks = sorted(sha256(f"预抽-1|{seed}|工地|{s.site}".encode()).hexdigest() for s in own)
        assert sorted(s.rank for s in own) == ranks
        assert sorted(s.rank for s in own if s.drawn) == ranks[: drawn[colour]]


@given(books(), SEEDS)
def test_who_is_drawn_could_go_and_skills_are_covered(given_book: SiteBook, seed: int) -> None:
    people = {o.id: o for o in given_book.officers}
    recused = {(r.officer, r.site) for r in given_book.recusals}
    for site in audit_of(given_book, seed).drawn:
        for row in site.bodies:
            able = [o for o in row.officers if o.excluded is None]
            for one in able:
                who = people[one.officer]
                assert who.body == row.body
                assert (who.id, site.site) not in recused
                assert "别处" not in who.posted_to
                assert who.certified(FIRST) or who.certified(LAST)
            if row.drawn:
                skills = {s for o in able for s in o.skills}
                assert {s for o in able if o.drawn for s in o.skills} == skills
            assert [o.rank for o in row.substitutes] == sorted(o.rank for o in row.substitutes)


@given(books(), SEEDS, st.data())
def test_any_alteration_shows(given_book: SiteBook, seed: int, data: st.DataObject) -> None:
    audit = audit_of(given_book, seed)
    assert differences(audit, given_book) == ()
    k = data.draw(st.integers(0, len(audit.sites) - 1))
    row = audit.sites[k]
    changes: list[Any] = [
        {"seed": seed + 1},
        {"today": TODAY - timedelta(days=1)},
        {"book_digest": "e"},
        {"numbers": audit.numbers.but(people=9)},
        {"sites": audit.sites[:k] + audit.sites[k + 1 :]},
        {"sites": (*audit.sites[:k], row.but(drawn=not row.drawn), *audit.sites[k + 1 :])},
        {"sites": (*audit.sites[:k], row.but(rank="0" * 64), *audit.sites[k + 1 :])},
    ]
    altered = audit.but(**data.draw(st.sampled_from(changes)))
    assert altered.digest != digest_of(altered)
    assert differences(altered, given_book) != ()
    if altered.sites != audit.sites or altered.numbers != audit.numbers:
        assert differences(altered.but(digest=digest_of(altered)), given_book) != ()


# -- one reason after the other ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""),
        ({"status": "finished"}, "finished"),
        ({"status": "stopped"}, "stopped"),
        ({"starts_on": LAST + timedelta(days=1)}, "not_begun"),
        ({"ends_on": FIRST - timedelta(days=1)}, "shut"),
        ({"traits": ("食堂", "白名单")}, "exempt"),
        ({"colour": "green", "stage": "收尾"}, "no_body"),
    ],
)
def test_why_a_site_is_out(change: dict[str, Any], code: str) -> None:
    items = (item(stages=("主体",)), item("dust", URBAN, stages=("主体",)))
    sites = (SITES[0].but(**({"stage": "主体"} | change)), *SITES[1:])
    assert why(audit_of(street(sites=sites, items=items)), "S0") == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"items": (item(traits=("塔吊",)), item("dust", URBAN))}, "no_items"),
        ({"draws": (DrawnTask(task_no="SJ-1", site="S0", body=HOUSING),)}, "on_list"),
        ({"history": (PastVisit(site="S0", on=TODAY, body=HOUSING),)}, "recent"),
        ({"bodies": (Body(id=HOUSING, ceiling=0), Body(id=URBAN))}, "ceiling"),
        ({"bodies": (Body(id=HOUSING, min_people=5), Body(id=URBAN))}, "too_few_people"),
    ],
)
def test_why_a_body_is_out(change: dict[str, Any], code: str) -> None:
    audit = audit_of(street(**change))
    found = body_at(audit, "S0").excluded
    assert found is not None
    assert found.code == code
    assert body_at(audit, "S0", URBAN).excluded is None
    assert why(audit, "S0") == ""


def test_a_check_of_long_ago_or_off_site_or_of_a_case_does_not_keep_a_body_out() -> None:
    rows = (
        PastVisit(site="S0", on=TODAY - timedelta(days=182), body=HOUSING),
        PastVisit(site="S0", on=TODAY, body=HOUSING, onsite=False),
        PastVisit(site="S0", on=TODAY, body=HOUSING, kind="case"),
    )
    assert body_at(audit_of(street(history=rows)), "S0").excluded is None


WEEK = {"first": FIRST, "last": LAST}


@pytest.mark.parametrize(
    ("change", "more", "code"),
    [
        ({"posted_to": ("别处",)}, {}, "other_ground"),
        ({"certificate": ""}, {}, "no_certificate"),
        ({"certificate_until": TODAY}, {}, "no_certificate"),
        ({}, {"recusals": (Recusal(officer="o0", site="S0"),)}, "recused"),
        ({}, {"absences": (Absence(officer="o0", **WEEK),)}, "absent"),
        (
            {"certificate_until": FIRST},
            {"absences": (Absence(officer="o0", first=FIRST, last=FIRST),)},
            "no_session",
        ),
    ],
)
def test_why_a_person_is_out(change: dict[str, Any], more: dict[str, Any], code: str) -> None:
    settings = Settings(today=TODAY, street="东新", draw_percent_red=100)
    people = (PEOPLE[0].but(**change), *PEOPLE[1:])
    row = body_at(audit_of(street(settings=settings, officers=people, **more)), "S0")
    codes = {o.officer: o.excluded.code for o in row.officers if o.excluded}
    assert codes == {"o0": code}
    assert set(row.no_authority) == {o.id for o in PEOPLE[4:]}


def test_another_seed_is_another_draw() -> None:
    drawn = {tuple(s.site for s in audit_of(street(), seed).drawn) for seed in range(20)}
    assert len(drawn) > 5


# -- verify, skips, planning ------------------------------------------------------------------


def test_verify_names_what_has_changed_in_the_book() -> None:
    audit = audit_of(street())
    drawn = audit.drawn[0].site
    sites = tuple(s.but(status="stopped") if s.id == drawn else s for s in SITES)
    told = " ".join(d.zh for d in differences(audit, street(sites=sites)))
    assert f"{audit.drawn[0].name}：原为抽中，现为不抽（停工）" in told
    gone = " ".join(d.zh for d in differences(audit, street(sites=SITES[1:])))
    assert "工地0已不在工作簿" in gone
    rates = Settings(today=TODAY, draw_percent_green=100)
    assert any("参数不同" in d.zh for d in differences(audit, street(settings=rates)))
    assert differences(audit, street(digest="another file, the same rows")) == ()


def test_an_altered_audit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "draw.json"
    audit = audit_of(street())
    path.write_text(audit_json(audit), "utf-8")
    assert read_audit(path) == audit
    path.write_text(audit_json(audit.but(seed=8)), "utf-8")
    with pytest.raises(BookError, match="altered"):
        read_audit(path)
    for nonsense in ("", "{}", "[1]", "\x00"):
        path.write_text(nonsense, "utf-8")
        with pytest.raises(BookError):
            read_audit(path)


def test_substitutes_step_in_by_rank_until_nobody_is_left() -> None:
    audit = audit_of(street())
    site = audit.drawn[0]
    row = next(b for b in site.bodies if b.body == HOUSING)
    ranked = [*row.drawn, *(o.officer for o in row.substitutes)]
    skips: tuple[Any, ...] = ()
    for out in list(ranked):
        skips = add_skip(audit, skips, site=site.name, officer=out, why="病假", by="李", on=TODAY)
        left = [o for o in ranked if o not in {s.officer for s in skips}]
        assert going_now(audit, skips)[site.site][HOUSING] == tuple(left[:2])
    assert chain_fault(audit, skips) is None
    with pytest.raises(BookError):
        add_skip(audit, skips, site=site.name, officer=ranked[0], why="病假", by="李", on=TODAY)


def test_the_substitute_brings_the_skill_that_goes() -> None:
    people = tuple(o.but(skills=("吊",)) if o.id in ("o0", "o3") else o for o in PEOPLE)
    given_book = street(officers=people, items=(item(skills=("吊",)), item("dust", URBAN)))
    for seed in range(12):
        audit = audit_of(given_book, seed)
        row = next(b for b in audit.drawn[0].bodies if b.body == HOUSING)
        holders = [o for o in row.drawn if o in ("o0", "o3")]
        assert holders
        skips: tuple[Any, ...] = ()
        if len(holders) == 1:
            skips = add_skip(
                audit, (), site=audit.drawn[0].site, officer=holders[0], why="病", by="李", on=TODAY
            )
        assert {"o0", "o3"} & set(going_now(audit, skips)[audit.drawn[0].site][HOUSING])


def test_a_skip_needs_a_drawn_site_a_reason_and_a_name() -> None:
    audit = audit_of(street())
    idle = next(s for s in audit.sites if not s.drawn)
    site = audit.drawn[0].site
    for wrong in ({"site": idle.site}, {"officer": "谁"}, {"why": " "}, {"by": ""}):
        values: dict[str, Any] = {"site": site, "why": "停电", "by": "李", "on": TODAY}
        with pytest.raises(BookError):
            add_skip(audit, (), **(values | wrong))


@given(st.integers(0, 2), st.sampled_from(["why", "by", "on", "number", "site", "out"]))
def test_no_entry_can_be_altered_or_taken_out(k: int, what: str) -> None:
    audit = audit_of(street(settings=Settings(today=TODAY, draw_percent_red=100)))
    skips: tuple[Any, ...] = ()
    for row in audit.drawn[:4]:
        skips = add_skip(audit, skips, site=row.site, why="停电", by="李", on=TODAY)
    values = {"why": "别的", "by": "王", "on": FIRST, "number": 9, "site": "S99"}
    bad = list(skips)
    if what == "out":
        del bad[k]
    else:
        bad[k] = bad[k].but(**{what: values[what]})
    assert chain_fault(audit, skips) is None
    assert chain_fault(audit, bad) == k + 1
    assert chain_fault(audit_of(street(), 8), skips) == 1


def test_a_broken_chain_is_a_fault_with_its_line(tmp_path: Path) -> None:
    audit, path = audit_of(street()), tmp_path / "draw.json"
    assert read_skips(path, audit) == ()
    skips = add_skip(audit, (), site=audit.drawn[0].site, why="停电", by="李", on=TODAY)
    skips_path(path).write_text(skips_text(skips), "utf-8")
    assert read_skips(path, audit) == skips
    for text in (skips_text(skips).replace("停电", "下雨"), skips_text(skips) + "{}\n"):
        skips_path(path).write_text(text, "utf-8")
        with pytest.raises(BookError) as caught:
            read_skips(path, audit)
        assert caught.value.faults[0].cell in ("1", "2")


def test_planning_gets_what_was_drawn_as_the_entries_changed_it() -> None:
    audit = audit_of(street())
    one, other = audit.drawn[:2]
    out = one.bodies[0].drawn[0]
    skips = add_skip(audit, (), site=one.site, officer=out, why="病假", by="李", on=TODAY)
    skips = add_skip(audit, skips, site=other.site, why="停电", by="王", on=TODAY)
    tasks = {(t.site, t.body): t for t in with_predraw(street(), audit, skips, FIRST).draws}
    assert {t.origin for t in tasks.values()} == {"predraw"}
    changed = tasks[one.site, one.bodies[0].body]
    assert out in changed.officers
    assert out not in changed.going
    assert (len(changed.going), changed.why, changed.by) == (2, "病假", "李")
    assert all(t.skip == (t.site == other.site) for t in tasks.values())
    assert all(t.why == "停电" for t in tasks.values() if t.skip)


def test_a_draw_of_another_week_or_book_is_refused() -> None:
    audit = audit_of(street())
    with pytest.raises(BookError, match="2026-11-30"):
        with_predraw(street(), audit, (), FIRST + timedelta(days=7))
    with pytest.raises(BookError):
        with_predraw(street(sites=SITES[:1], officers=PEOPLE[:1]), audit, (), FIRST)


def test_the_digest_can_be_computed_from_the_file_alone() -> None:
    audit = audit_of(street())
    data = json.loads(audit_json(audit))
    digest = data.pop("digest")
    compact = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert sha256(compact.encode()).hexdigest() == digest == audit.digest
    assert data["notice"]["zh"] == "预抽，不替代平台抽取"
