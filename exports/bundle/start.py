"""Starts the board from an offline bundle; it is copied there and needs nothing but Python.

Without words it opens the board; with words they are a command of ``inspect-once``. At the first
start the wheels are installed into ``app/``; no network is asked. ``--fits`` only says, by the exit
code, whether this Python can run the bundle.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
import webbrowser
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PORTS = range(8080, 8100)


def main(words: list[str]) -> int:
    """Install if needed, then open the board or run the command; the exit code."""
    told = json.loads((HERE / "bundle.json").read_text(encoding="utf-8"))
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    fits = python in told["pythons"] and sys.maxsize > 2**32
    if words == ["--fits"]:
        return 0 if fits else 1
    if not fits:
        return print_file("no-python.txt")
    room = HERE / "app" / f"{told['room']}-{python}"
    try:
        if not room.exists():
            install(told, room)
        (HERE / "data").mkdir(exist_ok=True)
    except OSError as error:
        return no(
            f"无法写入本文件夹（{error.strerror}）。请把整个文件夹复制到电脑硬盘上再双击。",
            "This folder cannot be written to. Copy it to the computer's own disk.",
        )
    except subprocess.CalledProcessError:
        return no("安装没有完成，原因见上面几行。", "Installing failed; see the lines above.")
    return run(room, words or board_words())


def install(told: dict[str, Any], room: Path) -> None:
    """Install the wheels beside us into a folder of their own: whole or not at all."""
    print("第一次启动，正在安装（约一两分钟，不联网）……")
    print("First start: installing, a minute or two, no network ...", flush=True)
    new = room.with_name(f".{os.getpid()}")
    pip = next((HERE / "wheels").glob("pip-*.whl"))
    words = ["install", "--isolated", "--no-index", "--find-links", str(HERE / "wheels")]
    words += ["--quiet", "--disable-pip-version-check", "--no-warn-script-location"]
    words += ["--root-user-action", "ignore"]
    try:
        subprocess.run(
            [sys.executable, str(pip / "pip"), *words, "--target", str(new), *told["wishes"]],
            check=True,
        )
        new.rename(room)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def board_words() -> list[str]:
    """The words that open the board; none if it is open already, and only the browser is not."""
    last = HERE / "data" / "port"
    if last.exists() and is_board(at := address(int(last.read_text()))):
        print(f"看板已经打开：{at}  The board is open already.")
        webbrowser.open(at)
        return []
    port = next((port for port in PORTS if is_free(port)), 0)
    last.write_text(str(port))
    print("请不要关闭本窗口：关闭即停止看板。  Keep this window open; closing it ends the board.")
    return ["board", "--port", str(port)]


def run(room: Path, words: list[str]) -> int:
    """Run a command of the installed program in this process."""
    if not words:
        return 0
    sys.path.insert(0, str(room))
    os.environ["PYTHONPATH"] = str(room)
    load_runtime(room)
    os.environ.setdefault("INSPECT_ONCE_LEDGER", str(HERE / "data" / "ledger.sqlite"))
    sys.argv = ["inspect-once", *words]
    program = import_module("cli")  # the one installed in the room
    try:
        program.main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def load_runtime(room: Path) -> None:
    """On a Windows that lacks the C++ runtime, use the one that came in the bundle."""
    ours = room / "msvcp140.dll"
    if sys.platform == "win32" and ours.exists():
        import ctypes

        try:
            ctypes.WinDLL("msvcp140.dll")
        except OSError:
            ctypes.WinDLL(str(ours))


def is_board(at: str) -> bool:
    """Whether a board answers there."""
    try:
        with urllib.request.urlopen(at, timeout=3) as page:
            return "综合查一次" in page.read().decode("utf-8", "replace")
    except OSError:
        return False


def is_free(port: int) -> bool:
    """Whether nobody listens on a port of this computer."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) != 0


def address(port: int) -> str:
    """The board's address on this computer."""
    return f"http://127.0.0.1:{port}/"


def print_file(name: str) -> int:
    """Show a text of the bundle; the exit code of a refusal."""
    print((HERE / name).read_text(encoding="utf-8"))
    return 2


def no(zh: str, en: str) -> int:
    """Say why not, in both languages; the exit code of a refusal."""
    print(zh)
    print(en)
    return 2


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
elif __name__ == "__mp_main__":  # a process that plans, begun by the board
    load_runtime(Path(os.environ["PYTHONPATH"]))
