"""整改责任单位: a company by any of its names, or by the part it has at the hazard's own site."""

from __future__ import annotations

import pytest
from hazard_life import hazard

from sites.book import Company, Site, SiteBook
from sites.liable import companies_together, liable_company

BOOK = SiteBook(
    companies=(
        Company(id="91A", name="甲建设有限公司", short_name="甲建"),
        Company(id="91B", name="乙监理公司"),
    ),
    sites=(
        Site(id="A", name="甲工地", builder="91A", supervisor="91B", canteen="丙餐饮"),
        Site(id="B", name="乙工地", builder="丁建工"),
        Site(id="C", name="丙工地"),
    ),
)


@pytest.mark.parametrize(
    ("liable", "site", "company"),
    [
        ("", "A", "甲建设有限公司"),
        ("施工单位", "A", "甲建设有限公司"),
        ("施工单位", "B", "丁建工"),
        ("项目部", "B", "丁建工"),
        ("监理", "A", "乙监理公司"),
        ("建设、施工、监理", "A", "甲建设有限公司"),
        ("食堂经营者", "A", "丙餐饮"),
        ("甲建", "B", "甲建设有限公司"),
        ("施工单位、乙监理公司", "A", "乙监理公司"),
        ("戊建设集团", "A", "戊建设集团"),
        ("施工单位", "C", ""),
        ("监理单位", "B", ""),
        ("", "某标段", ""),
        ("施工单位", "某标段", ""),
    ],
)
def test_who_mends(liable: str, site: str, company: str) -> None:
    assert liable_company(BOOK)(hazard(liable=liable, site=site)) == company


def test_short_forms_that_nobody_listed_come_together_where_only_one_company_fits() -> None:
    names = ("丁建工集团", "丁建工", "甲建设", "戊", "戊建设集团", "建工", "己建工公司", "施工方")
    found = [hazard(id=str(n), site="C", liable=name) for n, name in enumerate(names)]
    together = companies_together(found, BOOK)
    assert [together(h) for h in found] == [
        *("丁建工集团", "丁建工集团", "甲建设有限公司", "戊", "戊建设集团", "建工", "己建工公司"),
        "",
    ]
