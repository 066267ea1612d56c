"""Every page, in both languages and both sizes of type, by axe-core; the week by keyboard alone.

Measured in Chromium on what is drawn: contrast AA, names of controls, languages, roles.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from boards import Visit, board, browser, needs_board

needs_board()
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core")

from shared_board import NAMES, PASSWORD, WEEK, make_office  # noqa: E402

from sites.ledger import open_ledger  # noqa: E402

ANY_HOST = ("--host", "127.1")
LONG = 30_000
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
ENLARGED = ("/week", "/hazards", "/files")
"""Pages looked at once more, in English and large: colours and names are those of every page."""

DRAWN = "document.querySelector('.q-page, main, body > *') !== null"
TELL = "['positive', 'negative', 'warning', 'info'].forEach(type => Quasar.Notify.create({type, message: '已保存', timeout: 0, position: 'top'}))"  # noqa: E501
TOOLKITS = ("nested-interactive", True)
"""The toolkit's button for files holds the file field; Tab passes that by, and it has a name."""

RING = """(() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle === 'solid' || style.boxShadow.includes('rgb(11, 87, 208)');
})()"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A published week on a shared board."""
    place = make_office(tmp_path_factory.mktemp("accessible") / "office")
    with board(place, *ANY_HOST) as address:
        yield address, place


@pytest.fixture(scope="module")
def visit(office: tuple[str, Path]) -> Iterator[Visit]:
    """The administrator's browser, on an office screen."""
    with browser(1366, 768) as visit:
        page = visit.page
        page.set_default_timeout(LONG)
        page.goto(f"{office[0]}/login")
        page.get_by_label("账号").fill(NAMES["admin"])
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.get_by_role("button", name="English").wait_for()
        yield visit


def faults(page: Any) -> list[str]:
    """What axe-core finds: the rule, the place, what it measured."""
    found = axe.Axe().run(page, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {node['target'][0]} {node['html'][:90]} {node['failureSummary'][:160]}"
        for rule in found
        for node in rule["nodes"]
        if (rule["id"], ".q-uploader" in node["target"][0]) != TOOLKITS
    ]


def paths(place: Path) -> list[str]:
    """Every page, a checklist, and the two print views."""
    from web.page_files import page_files

    with open_ledger(place).reading() as rows:
        task = rows.rows("tasks")[0].id
    shown = [page.path for page in page_files()]
    printed = [f"/files?week={WEEK}&day=2026-12-01&print={kind}" for kind in ("office", "site")]
    return [*shown, f"/visit/{task}", *printed, "/password"]


def settle(page: Any) -> None:
    """Until nothing is drawn any more."""
    page.wait_for_function(DRAWN)
    page.wait_for_timeout(600)


def test_contrast_names_and_roles_on_every_page(office: tuple[str, Path], visit: Visit) -> None:
    (address, place), page = office, visit.page
    nobody = page.context.browser.new_page()
    nobody.goto(f"{address}/login")
    wrong = {"/login": faults(nobody)}
    nobody.close()
    for size in ("normal", "large"):
        for path in paths(place) if size == "normal" else ENLARGED:
            page.goto(f"{address}{path}")
            settle(page)
            if path == "/week":
                page.locator(".wk-card").first.wait_for()
                page.evaluate(TELL)
                settle(page)
            wrong[f"{size} {path}"] = faults(page)
        page.goto(f"{address}/week")
        if size == "normal":
            page.get_by_role("button", name="English").click()
            page.get_by_role("button", name="large type").click()
            page.get_by_role("button", name="normal type").wait_for()
            page.wait_for_function("document.documentElement.lang === 'en'")
    assert {path: found for path, found in wrong.items() if found} == {}
    assert (visit.outside, visit.errors) == ([], [])


def tab_to(page: Any, wanted: str, most: int = 150) -> None:
    """Press Tab until the element with the focus is such a one; every button shows its focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            assert page.evaluate(RING), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate(f"document.activeElement.matches({wanted!r})"):
            return
    raise AssertionError(f"no Tab leads to {wanted}")


def test_a_card_is_moved_without_a_mouse(office: tuple[str, Path], visit: Visit) -> None:
    (address, _), page = office, visit.page
    page.goto(f"{address}/week")
    page.locator(".wk-card").first.wait_for()
    tab_to(page, ".wk-menu")
    page.keyboard.press("Enter")
    page.get_by_role("menuitem").first.wait_for()
    tab_to(page, "[role=menuitem]")
    page.keyboard.press("Enter")
    page.locator(".q-dialog").get_by_role("button").first.wait_for()
    tab_to(page, ".q-dialog button")
    page.keyboard.press("Enter")
    page.locator(".wk-answer").wait_for()
    tab_to(page, ".wk-answer button")
    assert visit.errors == []
