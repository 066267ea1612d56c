"""Collect the wheels of a program for another computer, round by round, and check the heap.

pip asks the markers of requirements (``sys_platform == "win32"``) about the computer it runs on;
so what is wanted is found out here, and pip fetches just that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from email.parser import HeaderParser
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from exports.bundle.target import Target
from sites.base import Text
from sites.errors import Refused

Fetch = Callable[[Target, list[str]], None]
"""Puts the wheels of these requirements, and no others, into the folder."""

Installed = Callable[[str], str | None]
"""The version of a package that runs here, if any: the one that was tried."""

MOST_ROUNDS = 30


class Wheel(NamedTuple):
    """A wheel of the folder."""

    name: str
    version: Version
    path: Path


class Collected(NamedTuple):
    """The wheels of one target, and what of their wishes none of them fulfils."""

    target: Target
    wheels: tuple[Wheel, ...]
    lacking: tuple[str, ...]


def collect(
    folder: Path, wishes: Iterable[str], target: Target, fetch: Fetch, runs: Installed
) -> Collected:
    """Fetch what is wished for and all it needs on the target, until nothing is wanted.

    What the folder has already is not fetched.

    Raises
    ------
    Refused
        If something is wanted that no wheel was fetched for.
    """
    wishes = tuple(wishes)
    for _ in range(MOST_ROUNDS):
        wheels = _fitting(folder, target)
        wanted = _wanted(wheels, wishes, target)
        missing = sorted(set(wanted) - set(wheels))
        if not missing:
            break
        fetch(target, [_pinned(wanted[name], runs) for name in missing])
        gone = set(missing) - set(_fitting(folder, target))
        if gone:
            raise Refused(_no_wheel(sorted(gone), target))
    used = tuple(wheels[name] for name in sorted(wanted))
    return Collected(target, used, lacking(folder, wishes, target))


def lacking(folder: Path, wishes: Iterable[str], target: Target) -> tuple[str, ...]:
    """Requirements of a target that no wheel of the folder fulfils; empty: it will install."""
    wheels = _fitting(folder, target)
    wanted = _wanted(wheels, wishes, target)
    return tuple(
        str(one)
        for name in sorted(wanted)
        for one in wanted[name]
        if name not in wheels or not one.specifier.contains(wheels[name].version, True)
    )


def _fitting(folder: Path, target: Target) -> dict[str, Wheel]:
    """The wheels of a folder that the target can install, the newest of each name."""
    found: dict[str, Wheel] = {}
    for path in sorted(folder.glob("*.whl")):
        name, version, _, tags = parse_wheel_filename(path.name)
        older = name not in found or found[name].version < version
        if older and tags & target.tags:
            found[name] = Wheel(name, version, path)
    return found


def _wanted(
    wheels: dict[str, Wheel], wishes: Iterable[str], target: Target
) -> dict[str, list[Requirement]]:
    """The wishes, and everything asked for by a wheel that is itself wanted, by name."""
    wanted: dict[str, list[Requirement]] = {}
    asked: set[tuple[str, str]] = set()
    todo = [Requirement(wish) for wish in wishes]
    while todo:
        one = todo.pop()
        name = canonicalize_name(one.name)
        if one not in wanted.setdefault(name, []):
            wanted[name].append(one)
        for extra in ("", *sorted(one.extras)):
            if name in wheels and (name, extra) not in asked:
                asked.add((name, extra))
                todo += _asks(wheels[name].path, target.environment(extra))
    return wanted


def _asks(wheel: Path, environment: dict[str, str]) -> Iterator[Requirement]:
    with ZipFile(wheel) as zipped:
        name = next(n for n in zipped.namelist() if n.endswith(".dist-info/METADATA"))
        head = HeaderParser().parsestr(zipped.read(name).decode("utf-8"))
    for line in head.get_all("Requires-Dist") or ():
        asked = Requirement(line)
        if asked.marker is None or asked.marker.evaluate(environment):
            yield asked


def _pinned(wanted: list[Requirement], runs: Installed) -> str:
    """The version that runs here, if it is good enough; else the newest that is."""
    name = canonicalize_name(wanted[0].name)
    here = runs(name)
    if here and all(one.specifier.contains(here, True) for one in wanted):
        return f"{name}=={here}"
    return f"{name}{','.join(sorted({str(one.specifier) for one in wanted} - {''}))}"


def _no_wheel(names: list[str], target: Target) -> Text:
    said = ", ".join(names)
    return Text(
        zh=f"没有找到适用于 {target.platform}、Python {target.version} 的安装包：{said}",
        en=f"no wheel for {target.platform}, Python {target.version}: {said}",
    )
