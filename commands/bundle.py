"""Make an offline bundle of the program for a computer without internet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands._options import LANGUAGE
from commands._words import say, stop, t

if TYPE_CHECKING:
    from exports.bundle import Target

ORDER = 950
NEEDED_THERE = {"linux": ("pip",), "windows": ("pip", "msvc-runtime")}
"""What a start needs beside the program; OR-Tools needs the C++ runtime, which Python lacks."""


@click.command(
    help=t(
        "做离线包：给没有互联网的电脑，复制过去双击即用（做包的电脑要联网）。",
        "Make an offline bundle: copy it to a computer without internet and double-click.",
    )
)
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--platform",
    type=click.Choice(["windows", "linux"]),
    default="windows",
    show_default=True,
    help=t("Windows x64 或 Linux x86-64。", "Windows x64 or Linux x86-64."),
)
@click.option(
    "--for",
    "versions",
    multiple=True,
    metavar="3.12",
    help=t(
        "那台电脑的 Python 版本，可多次给出；默认与本机相同。",
        "Python version of that computer, may be repeated; default: that of this one.",
    ),
)
@click.option(
    "--python",
    "portable",
    type=click.Path(path_type=Path, exists=True),
    help=t(
        "一并带上的可携带 Python：文件夹或压缩包。",
        "A portable Python to go with it: a folder, or an archive.",
    ),
)
@click.option(
    "--extra",
    "extras",
    multiple=True,
    default=("web", "word", "charts"),
    show_default=True,
    help=t("带哪些附加部分。", "Extras of the program that go with it."),
)
@LANGUAGE
def bundle(
    out: Path, platform: str, versions: tuple[str, ...], portable: Path | None,
    extras: tuple[str, ...],
) -> None:  # fmt: skip
    """Build it beside its place, and put it there when it is whole."""
    import os
    import shutil

    try:
        import packaging  # noqa: F401
    except ImportError:
        stop([t("先装：pip install '.[bundle]'", "first: pip install '.[bundle]'")])
    if out.exists() and any(out.iterdir()):
        stop([t(f"{out} 里已有文件，请换一个文件夹。", f"{out} is not empty.")])
    new = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        _build(new, platform, versions, portable, extras)
        if out.exists():
            out.rmdir()
        new.rename(out)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file()) / 1e6
    say(f"离线包已写入 {out}/（{size:.0f} MB）", f"the bundle is in {out}/ ({size:.0f} MB)")


def _build(
    out: Path, platform: str, versions: tuple[str, ...], portable: Path | None,
    extras: tuple[str, ...],
) -> None:  # fmt: skip
    from commands._pip import fetcher, own_wheel, runs
    from exports.bundle import Bundle, bundle_files, collect
    from exports.bundle.folder import carry_python, room_of
    from exports.files import write_all

    wheels = out / "wheels"
    wheels.mkdir(parents=True)
    own_wheel(wheels)
    fetch = fetcher(wheels)
    targets = _targets(platform, versions)
    wishes = [f"inspect-once[{','.join(extras)}]", *NEEDED_THERE[platform]]
    for target in targets:
        got = collect(wheels, wishes, target, fetch, runs)
        if got.lacking:
            stop([t("这些要求互相矛盾：", "requirements in conflict:"), *got.lacking])
    version = next(str(w.version) for w in got.wheels if w.name == "inspect-once")
    if portable is not None:
        carry_python(portable, out / "python")
    made = Bundle(
        version=version, platform=platform, pythons=tuple(one.version for one in targets),
        wishes=tuple(wishes), room=room_of(wheels), has_python=portable is not None,
    )  # fmt: skip
    write_all(bundle_files(made, out))
    if platform == "linux":
        (out / "start.sh").chmod(0o755)


def _targets(platform: str, versions: tuple[str, ...]) -> list[Target]:
    import re
    import sys

    from exports.bundle import Target

    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    for one in versions:
        if not re.fullmatch(r"3\.\d\d", one) or int(one[2:]) < 11:
            stop([t(f"Python 版本“{one}”应像 3.12，且不低于 3.11。", f"not 3.11 or later: {one}")])
    wanted = sorted({*versions} or {here})
    return [Target(platform=platform, python=(3, int(one[2:]))) for one in wanted]
