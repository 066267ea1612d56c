"""整改责任单位: a company by any of its names, or by the part it has at the hazard's own site."""

from __future__ import annotations

import pytest
from hazard_life import hazard

from sites.book import Company, Site, SiteBook
from sites.liable import liable_company

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
