"""The default items as data, and which of them apply where."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

import sites.catalogue
from sites.book import Body, Item, Site
from sites.catalogue import STAGES, TRAITS, default_items, items_for, kind_of_body

USUAL_MINUTES = {  # domain.md §3
    "综合执法": 40, "住建": 90, "应急管理": 40, "消防": 40, "市场监管": 40, "卫健": 30, "人社": 45,
    "生态环境": 35, "规资": 25, "文广旅体": 15, "公安": 25,
}  # fmt: skip
TOWER = Site(
    id="1", name="一号地块", stage="主体结构", regulator="区住建",
    traits=("高支模", "脚手架", "塔吊", "施工升降机", "食堂", "宿舍", "临时消防"),
)  # fmt: skip
PIT = TOWER.but(stage="基坑开挖", traits=("深基坑", "塔吊", "渣土外运", "泥浆"))


def names(site: Site, items: tuple[Item, ...] = ()) -> set[str]:
    return {i.name for i in items_for(site, items or default_items())}


def bodies(site: Site, items: tuple[Item, ...] = ()) -> set[str]:
    return {i.body for i in items_for(site, items or default_items())}


@pytest.mark.parametrize("item", default_items(), ids=lambda i: i.code)
def test_every_row_can_be_used_as_it_is(item: Item) -> None:
    assert 3 <= len(item.checks) <= 8
    assert len(set(item.checks)) == len(item.checks)
    assert item.minutes > 0
    assert item.mark in ("sure", "recalled", "estimate")
    assert set(item.traits) <= set(TRAITS)
    assert set(item.stages) <= set(STAGES)
    assert kind_of_body(item.body) == item.body
    assert item.onsite_reason or not item.on
    assert not item.give_notice


@pytest.mark.parametrize("item", default_items(), ids=lambda i: i.code)
def test_no_colour_means_weekly_routine_checks(item: Item) -> None:
    assert item.days_red is not None
    assert item.days_yellow is not None
    assert item.days_green is not None
    assert 180 <= item.days_red <= item.days_yellow <= item.days_green <= 365


def test_codes_and_words_are_unique() -> None:
    items = default_items()
    assert 25 <= len(items) <= 45
    assert max(Counter(i.code for i in items).values()) == 1
    assert max(Counter((i.body, i.name) for i in items).values()) == 1
    assert len(set(TRAITS)) == len(TRAITS)
    assert {t for i in items for t in i.traits} == set(TRAITS)


@pytest.mark.parametrize("body", [b for b in USUAL_MINUTES if b != "住建"])
def test_a_bodys_items_make_its_usual_visit(body: str) -> None:
    assert sum(i.minutes for i in default_items() if i.body == body) == USUAL_MINUTES[body]


def test_so_do_the_items_of_housing_at_any_one_stage() -> None:
    own = [i for i in default_items() if i.body == "住建"]
    assert sum(i.minutes for i in items_for(TOWER, own)) == pytest.approx(90, abs=15)
    everything = TOWER.but(traits=TRAITS)
    for stage in STAGES:
        assert sum(i.minutes for i in items_for(everything.but(stage=stage), own)) <= 135


def test_lifting_machines_and_dust_are_the_regulators() -> None:
    for item in default_items():
        if {"塔吊", "施工升降机", "物料提升机", "起重吊装"} & set(item.traits):
            assert item.body == "住建"
        if "扬尘" in item.name:
            assert item.body == "住建"


def test_dangerous_works_and_lifting_are_never_checked_from_a_desk() -> None:
    assert not any(i.offsite_ok for i in default_items() if i.body == "住建")


def test_pits_and_scaffolds_are_seen_in_the_rain() -> None:
    rain = {i.name: i.rain for i in default_items()}
    assert rain["深基坑工程"] == rain["脚手架"] == "must"
    assert rain["工地扬尘防治"] == "postpone"


def test_systems_and_training_of_emergency_management_wait_for_the_list() -> None:
    off = [i for i in default_items() if not i.on]
    assert {i.body for i in off} == {"应急管理"}
    assert not any(i.listed for i in off)
    assert {"安全生产责任制", "安全教育培训"} <= {i.name for i in off}
    assert not {i.name for i in off} & names(TOWER.but(traits=TRAITS, stage=""))


def test_traits_and_stage_decide() -> None:
    assert {"塔吊与起重吊装", "脚手架", "食堂许可与从业人员健康"} <= names(TOWER)
    assert not {"深基坑工程", "夜间施工", "民用爆炸物品"} & names(TOWER)
    assert {"深基坑工程", "泥浆与施工污水", "验线"} <= names(PIT)
    assert "脚手架" not in names(PIT.but(traits=("深基坑", "脚手架")))


def test_a_bare_site_has_what_concerns_every_site() -> None:
    bare = Site(id="2", name="二号地块")
    assert {"施工临时用电", "实名制管理"} <= names(bare)
    assert not bodies(bare) & {"市场监管", "文广旅体"}


def test_an_unknown_or_unusual_stage_leaves_nothing_out() -> None:
    assert "脚手架" in names(TOWER.but(stage=""))
    assert "脚手架" in names(TOWER.but(stage="第三期"))
    own = (Item(code="1", name="首查", body="住建", stages=("第一期",)),)
    assert names(TOWER.but(stage="第一期"), own) == {"首查"}
    assert items_for(TOWER.but(stage="第三期"), own) == ()


def test_other_spellings_of_traits_and_stages_are_understood() -> None:
    people_write = TOWER.but(stage="主体施工", traits=("塔机", "施工电梯", "外架", "伙房"))
    assert {"塔吊与起重吊装", "施工升降机、物料提升机", "脚手架"} <= names(people_write)
    assert "市场监管" in bodies(people_write)
    assert "脚手架" in names(TOWER.but(stage="地下结构"))


@pytest.mark.parametrize(
    ("regulator", "body", "theirs"),
    [
        ("", "区住建局", True),
        ("区住建", "住建", True),
        ("杭州市拱墅区住房和城乡建设局", "区住建局", True),
        ("市住建", "区住建局", False),
        ("市住建", "住建", True),
        ("交通", "区住建局", False),
        ("水利", "区水利局", True),
        ("区住建", "区交通运输局", False),
        ("交通", "消防", True),  # supervises no whole sites: the regulator does not matter
    ],
)
def test_whole_sites_belong_to_their_regulator(regulator: str, body: str, theirs: bool) -> None:
    item = Item(code="1", name="临电", body=body)
    assert bool(items_for(TOWER.but(regulator=regulator), (item,))) is theirs


@pytest.mark.parametrize("body", ["矛调中心", "市政", "杭州市政公用中心", "中国电信"])
def test_who_mediates_or_serves_never_has_items(body: str) -> None:
    assert items_for(TOWER, (Item(code="1", name="调解", body=body),)) == ()


def test_market_supervision_never_gets_cranes_even_from_the_sheet() -> None:
    crane = Item(code="1", name="塔机", body="区市场监管局", traits=("塔机",))
    mixed = Item(code="2", name="特种设备", body="区市场监管局", traits=("塔吊", "气瓶"))
    assert items_for(TOWER, (crane, mixed)) == (mixed,)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("拱墅区住房和城乡建设局", "住建"),
        ("东新街道综合行政执法队", "综合执法"),
        ("区文化市场综合行政执法队", "文广旅体"),
        ("交警大队", "公安"),
        ("公安交通警察支队", "公安"),
        ("区消防救援大队", "消防"),
        ("人力社保局", "人社"),
        ("杭州市政府办公室", ""),
        ("生态环境拱墅分局", "生态环境"),
    ],
)
def test_bodies_are_recognised_by_their_names(name: str, kind: str) -> None:
    assert kind_of_body(name) == kind


def test_default_items_take_the_names_of_the_books_own_bodies() -> None:
    own = (
        Body(id="东新街道综合行政执法队", acts_as="东新街道办事处"),
        Body(id="质安站", acts_as="区住建局", type="posted"),
        Body(id="区住房和城乡建设局"),
        Body(id="移动消防志愿队", type="partner"),
    )
    items = default_items(own)
    assert {i.body for i in items} == {"东新街道办事处", "区住建局"}
    assert {"综合执法", "住建"} == {
        i.body for i in default_items() if i.code in {j.code for j in items}
    }


def test_bases_name_only_laws_and_articles_of_the_dossier() -> None:
    known = {
        "《特种设备安全法》第100条", "《特种设备安全法》第65条", "《浙江省大气污染防治条例》",
        "《安全生产法》第10条", "《噪声污染防治法》第43条；《杭州市环境噪声管理条例》第30条",
        "《食品生产经营监督检查管理办法》（总局令49号）第22条",
        "《保障农民工工资支付条例》第26—34条",
    }  # fmt: skip
    assert {i.basis for i in default_items() if i.basis} == known


def test_every_word_of_the_file_is_of_use() -> None:
    path = Path(sites.catalogue.__file__).with_name("catalogue.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(data["also"].values()) <= {*TRAITS, *STAGES}
    assert {*data["regulators"]["names"], *data["without_needs"]["names"]} <= set(data["bodies"])
    assert set(data["never"]) <= set(data["bodies"])
