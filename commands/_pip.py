"""pip as a bundle uses it: the program's own wheel, and wheels for another computer."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from commands._words import say, t

if TYPE_CHECKING:
    from exports.bundle import Target

PARTS = ("sites", "constraints", "scheduler", "exports", "commands", "web")
BESIDE = ("cli.py", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")


def runs(name: str) -> str | None:
    """The version of a package that is installed here, if it is."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None


def own_wheel(into: Path) -> None:
    """Build the program's wheel from a copy of its source, which is left as it was."""
    source = next((p for p in (Path(__file__).parents[1], Path.cwd()) if _is_source(p)), None)
    if source is None:
        from sites.base import Text
        from sites.errors import Refused

        raise Refused(
            Text(
                zh="请在本程序的源文件夹（有 setup.cfg 的那个）里运行。",
                en="Run it in the program's source folder (the one with setup.cfg).",
            )
        )
    with tempfile.TemporaryDirectory() as folder:
        for name in BESIDE:
            shutil.copy2(source / name, folder)
        for name in PARTS:
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source / name, Path(folder) / name, ignore=ignore)
        _pip("wheel", "--no-deps", "--wheel-dir", str(into), folder)


def _is_source(folder: Path) -> bool:
    file = folder / "setup.cfg"
    return file.exists() and "name = inspect-once" in file.read_text(encoding="utf-8")


def fetcher(into: Path) -> Callable[[Target, list[str]], None]:
    """What downloads wheels into a folder, for a target whatever computer this is."""

    def fetch(target: Target, wishes: list[str]) -> None:
        say(f"下载 {len(wishes)} 个安装包……", f"downloading {len(wishes)} wheels ...")
        words = ["--python-version", target.version, "--implementation", "cp"]
        for platform in target.platforms:
            words += ["--platform", platform]
        _pip("download", "--no-deps", "--only-binary", ":all:", *words, "-d", str(into), *wishes)

    return fetch


def _pip(verb: str, *words: str) -> None:
    """Run pip; what it says is shown only if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", verb, "--quiet", "--disable-pip-version-check", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        from commands._words import stop

        why = [line for line in done.stderr.splitlines() if line.strip()][-5:]
        stop([t("pip 没有成功：", "pip failed:"), *why])
