"""The two forms of a login, as plain pages: they need no script and no connection."""

from __future__ import annotations

from html import escape

from sites.accounts import LOCKED_MINUTES, MOST_TRIES, SHORTEST_PASSWORD
from sites.base import Language, Text

WRONG = Text(
    zh=f"账号或密码不对，或账号已停用、已锁定（连续输错{MOST_TRIES}次锁定{LOCKED_MINUTES}分钟）。",
    en="Wrong name or password, or the account is disabled or locked "
    f"({MOST_TRIES} wrong tries lock it for {LOCKED_MINUTES} minutes).",
)
"""The same for an unknown name, a wrong password and a locked account."""

_STYLE = """
body { font: 18px/1.6 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif;
       background: #f4f6f9; margin: 0; color: #1b1b1b; }
main { max-width: 24rem; margin: 10vh auto; padding: 2rem; background: #fff;
       border: 1px solid #c4c9d1; border-radius: 8px; }
h1 { font-size: 1.4rem; margin: 0 0 1rem; }
label { display: block; margin-top: 1rem; }
input { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem;
        border: 1px solid #5f6673; border-radius: 4px; }
button { font: inherit; margin-top: 1.5rem; width: 100%; padding: .6rem; color: #fff;
         background: #0d47a1; border: 0; border-radius: 4px; }
*:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
p.says { background: #fde7e9; border-left: 4px solid #b3261e; padding: .5rem 1rem; }
"""


def login_form(street: str, going: str, says: Text | None, lang: Language) -> str:
    """The page that asks for a name and a password; ``going`` is where it leads."""

    def t(zh: str, en: str) -> str:
        return zh if lang == "zh" else en

    title = t("登录", "Log in")
    fields = (
        f'<input type="hidden" name="next" value="{escape(going)}">'
        + _field("name", t("账号", "Name"), "text", "username", "autofocus")
        + _field("password", t("密码", "Password"), "password", "current-password")
    )
    return _page(lang, f"{street} {t('综合查一次', 'Inspect Once')}", title, fields, says)


def password_form(says: Text | None, lang: Language) -> str:
    """The page on which a person changes his own password."""

    def t(zh: str, en: str) -> str:
        return zh if lang == "zh" else en

    length = t(f"（至少{SHORTEST_PASSWORD}个字符）", f" (at least {SHORTEST_PASSWORD} signs)")
    fields = (
        _field("old", t("现在的密码", "Password now"), "password", "current-password", "autofocus")
        + _field("new", t("新密码", "New password") + length, "password", "new-password")
        + _field("again", t("再输一次新密码", "New password again"), "password", "new-password")
    )
    return _page(lang, t("修改密码", "Change the password"), t("修改", "Change"), fields, says)


def _field(name: str, label: str, kind: str, fills: str, more: str = "") -> str:
    return (
        f'<label for="{name}">{escape(label)}</label><input id="{name}" name="{name}" '
        f'type="{kind}" autocomplete="{fills}" maxlength="200" required {more}>'
    )


def _page(lang: Language, heading: str, button: str, fields: str, says: Text | None) -> str:
    told = f'<p class="says" role="alert">{escape(says.in_(lang))}</p>' if says else ""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(heading)}</title><style>{_STYLE}</style></head><body><main>"
        f'<h1>{escape(heading)}</h1>{told}<form method="post">{fields}'
        f'<button type="submit">{escape(button)}</button></form></main></body></html>'
    )
