"""Accounts and tokens, for the administrator: who may log in, as what, and what programs may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from nicegui import run, ui

from sites.accounts import SHORTEST_PASSWORD, Account, ApiToken, is_locked, new_account
from sites.base import Text
from sites.errors import BookError, Refused
from web.accounts import add, change, new_token, now, revoke, set_password
from web.desk import ROLES as ALL_ROLES
from web.desk import Desk, Role

TITLE = Text(zh="账号", en="Accounts")
ORDER, ICON = 90, "manage_accounts"
ROLES: tuple[Role, ...] = ("admin",)
MOST_DAYS = 3650


async def show(desk: Desk) -> None:
    """The accounts, the tokens, and a form for each new one."""
    page = Accounts(desk)
    await page.load()


class Accounts:
    """The page's verbs; each asks the role again."""

    def __init__(self, desk: Desk):
        self.desk, self.names = desk, dict[str, str]()
        ui.label(desk.say(TITLE)).classes("text-h5")
        ui.label(
            desk.t(
                "多人共用（--host 不是本机）时要求登录；仅本机使用时不要求。",
                "A shared board (a --host other than this machine) asks for a login.",
            )
        )
        with ui.row().classes("no-print"):
            ui.button(
                desk.t("新建账号", "New account"), icon="person_add", on_click=self.adding
            ).mark("account-new")
            ui.button(desk.t("新建接口令牌", "New token"), icon="key", on_click=self.tokening).mark(
                "token-new"
            ).props("outline")
        self.list = ui.column().classes("w-full")

    async def load(self) -> None:
        """Draw what the ledger has now."""
        accounts, tokens, names = await run.io_bound(_kept, self.desk) or ((), (), {})
        self.names = names
        self.list.clear()
        with self.list:
            for account in accounts:
                self._account(account)
            if tokens:
                ui.label(self.desk.t("接口令牌", "Tokens")).classes("text-h6")
            for token in tokens:
                self._token(token)

    def _account(self, account: Account) -> None:
        t = self.desk.t
        card = ui.card().classes("w-full q-pa-sm").mark(f"account-{account.name}")
        with card, ui.row().classes("items-center w-full"):
            ui.label(account.name).classes("text-weight-bold")
            ui.label(self.desk.say(ALL_ROLES[account.role]))
            ui.label(self.names.get(account.officer, account.officer) or account.body)
            if account.disabled:
                ui.badge(t("已停用", "disabled"), color="grey-8")
            elif is_locked(account, now()):
                ui.badge(t("已锁定", "locked"), color="red-9")
            ui.space()
            ui.button(
                t("重设密码", "Set password"), on_click=partial(self.passing, account.name)
            ).props("flat dense")
            word = t("启用", "Enable") if account.disabled else t("停用", "Disable")
            verb = partial(self.do, change, account.name, {"disabled": not account.disabled})
            ui.button(word, on_click=verb).props("flat dense").mark(f"switch-{account.name}")

    def _token(self, token: ApiToken) -> None:
        with ui.row().classes("items-center w-full").mark(f"token-{token.id}"):
            ui.label(token.id)
            ui.label(token.account)
            ui.label(f"{self.desk.t('有效期至', 'until')} {token.expires:%Y-%m-%d}")
            ui.label(token.note)
            ui.button(
                self.desk.t("撤销", "Revoke"), on_click=partial(self.do, revoke, token.id)
            ).props("flat dense")

    async def do(self, verb: Callable[..., Any], *words: Any) -> Any:
        """Do one thing in the ledger and draw it; None, with a sentence, where it is refused."""
        if not self.desk.may(*ROLES):
            return None
        try:
            done = await run.io_bound(verb, self.desk.office.ledger, self.desk.person.name, *words)
        except Refused as no:
            ui.notify(self.desk.say(no.says), type="warning", multi_line=True)
            return None
        except BookError as faults:
            said = "\n".join(f.in_(self.desk.lang) for f in faults.faults)
            ui.notify(said, type="warning", multi_line=True)
            return None
        await self.load()
        return done if done is not None else True

    def adding(self) -> None:
        """Ask for a new account."""
        t = self.desk.t
        book = self.desk.office.book()
        officers = {o.id: f"{o.name}（{o.body}）" for o in book.officers if o.kind == "officer"}
        bodies = {b.id: b.id for b in book.bodies}
        with ui.dialog(value=True) as dialog, ui.card().classes("w-96"):
            name = ui.input(t("账号", "Name")).mark("name").classes("w-full")
            role = (
                ui.select(
                    {r: self.desk.say(text) for r, text in ALL_ROLES.items()},
                    value="clerk",
                    label=t("角色", "Role"),
                )
                .classes("w-full")
                .mark("role")
            )
            officer = _person(officers, t("是哪名执法人员", "Which officer"))
            officer.bind_visibility_from(role, "value", value="officer")
            body = _person(bodies, t("是哪个部门", "Which department"))
            body.bind_visibility_from(role, "value", value="body")
            password = _password(t)

            async def made() -> None:
                whom = {
                    "officer": officer.value if role.value == "officer" else "",
                    "body": body.value if role.value == "body" else "",
                }
                said = {"name": name.value, "role": role.value, **whom}
                if await self.do(_add, said, password.value or ""):
                    dialog.close()

            ui.button(t("建立", "Make"), on_click=made).mark("make")

    def passing(self, name: str) -> None:
        """Ask for another password of an account."""
        t = self.desk.t
        with ui.dialog(value=True) as dialog, ui.card().classes("w-96"):
            ui.label(name)
            password = _password(t)

            async def made() -> None:
                if await self.do(set_password, name, password.value or ""):
                    dialog.close()

            ui.button(t("重设", "Set"), on_click=made).mark("make")

    async def tokening(self) -> None:
        """Ask whose token; show it once."""
        t = self.desk.t
        accounts, _, _ = await run.io_bound(_kept, self.desk) or ((), (), {})
        with ui.dialog(value=True) as dialog, ui.card().classes("w-96"):
            whose = ui.select([a.name for a in accounts], label=t("账号", "Account"))
            whose.classes("w-full").mark("whose")
            days = ui.number(t("有效天数", "Days"), value=90, min=1, max=MOST_DAYS, precision=0)
            note = ui.input(t("用途", "What for")).classes("w-full").props("maxlength=100")

            async def made() -> None:
                if not whose.value or not days.value:
                    return
                new = await self.do(new_token, whose.value, int(days.value), note.value or "")
                if new is not None:
                    dialog.clear()
                    with dialog, ui.card():
                        once = t("请立即保存，以后不再显示：", "Keep it now; never shown again:")
                        ui.label(once)
                        ui.input(value=new.text).props("readonly").classes("w-96").mark("token")

            ui.button(t("建立", "Make"), on_click=made).mark("make")


def _person(options: Mapping[str, str], label: str) -> ui.select:
    return ui.select(dict(options), label=label, with_input=True, value=None).classes("w-full")


def _password(t: Callable[[str, str], str]) -> ui.input:
    label = t(f"密码（至少{SHORTEST_PASSWORD}个字符）", f"Password ({SHORTEST_PASSWORD} signs)")
    return (
        ui.input(label, password=True, password_toggle_button=True)
        .classes("w-full")
        .mark("password")
    )


def _kept(desk: Desk) -> tuple[tuple[Account, ...], tuple[ApiToken, ...], dict[str, str]]:
    """Accounts, tokens, and the officers' names by id."""
    with desk.office.ledger.reading() as rows:
        names = {officer.id: officer.name for officer in rows.rows("officers")}
        return rows.rows("accounts"), rows.rows("tokens"), names


def _add(ledger: Any, who: str, said: Mapping[str, Any], password: str) -> Account:
    words: dict[str, Any] = {name: value or "" for name, value in said.items()}
    return add(ledger, who, new_account(**words), password)
