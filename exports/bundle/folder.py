"""The files of a bundle beside its wheels: what is double-clicked, and what is read first."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

from exports.files import Write, write_text
from sites.base import Frozen, Text
from sites.errors import Refused

UNIX = ("linux",)
INTERPRETERS = ("python.exe", "bin/python3")


class Bundle(Frozen):
    """A bundle: the program's version, the platform, the Pythons it is for.

    ``wishes`` are what a start asks pip to install from the wheels; ``room`` names the folder
    that it installs into: another for other wheels.
    """

    version: str
    platform: str
    pythons: tuple[str, ...]
    wishes: tuple[str, ...]
    room: str
    has_python: bool = False


def room_of(wheels: Path) -> str:
    """A name for what is installed from these wheels; short, for Windows allows a path 260."""
    whole = hashlib.sha256()
    for wheel in sorted(wheels.glob("*.whl")):
        whole.update(wheel.name.encode() + wheel.read_bytes())
    return whole.hexdigest()[:8]


def bundle_files(bundle: Bundle, out: Path) -> dict[Path, Write]:
    """The files to write beside ``wheels/``, each whole."""
    told = {"room": bundle.room, "pythons": bundle.pythons, "wishes": bundle.wishes}
    unix = bundle.platform in UNIX
    starter = "start.sh" if unix else "start.cmd"
    texts = {
        "start.py": _text("start.py"),
        starter: _text(starter).replace("@PYTHONS@", " ".join(bundle.pythons)),
        "no-python.txt": _text("no-python.txt").replace("@PYTHONS@", " / ".join(bundle.pythons)),
        "README.txt": _readme(bundle, starter),
        "bundle.json": json.dumps(told, ensure_ascii=False, indent=1) + "\n",
    }
    if not unix:
        texts = {name: text.replace("\n", "\r\n") for name, text in texts.items()}
    return {out / name: write_text(text) for name, text in texts.items()}


def _readme(bundle: Bundle, starter: str) -> str:
    words = {
        "@VERSION@": bundle.version,
        "@STARTER@": starter,
        "@PLATFORM@": {"windows": "Windows x64", "linux": "Linux x86-64"}[bundle.platform],
        "@PYTHONS@": " / ".join(bundle.pythons),
        "@PYTHON_ZH@": "已带（python 文件夹）" if bundle.has_python else "未带，见下",
        "@PYTHON_EN@": "inside (folder python)" if bundle.has_python else "not inside, see below",
    }
    text = _text("README.txt")
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text


def _text(name: str) -> str:
    return files("exports.bundle").joinpath(name).read_text(encoding="utf-8")


def carry_python(source: Path, target: Path) -> None:
    """Copy or unpack a portable Python so that its interpreter is where a start looks for it.

    Raises
    ------
    Refused
        If there is no interpreter in it.
    """
    with tempfile.TemporaryDirectory(dir=target.parent) as room:
        folder = source
        if source.is_file():
            folder = Path(room)
            try:
                shutil.unpack_archive(source, folder, **_safely(source))
            except (shutil.ReadError, ValueError, OSError):
                raise Refused(_NO_PYTHON) from None
        for top in (folder, *sorted(p for p in folder.iterdir() if p.is_dir())):
            if any((top / name).exists() for name in INTERPRETERS):
                shutil.copytree(top, target, symlinks=True)
                return
    raise Refused(_NO_PYTHON)


def _safely(archive: Path) -> dict[str, Any]:
    """No file of a tar outside its folder; zips never put one there."""
    return {} if archive.suffix == ".zip" else {"filter": "data"}


_NO_PYTHON = Text(
    zh="这里面没有可携带的 Python（Windows：python.exe；Linux：bin/python3）",
    en="there is no portable Python in it (Windows: python.exe; Linux: bin/python3)",
)
