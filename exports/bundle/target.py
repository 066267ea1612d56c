"""The computers a bundle is made for, in the words of packaging."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from packaging.markers import Environment
from packaging.tags import Tag, compatible_tags, cpython_tags

from sites.base import Frozen

OLDEST_GLIBC, NEWEST_GLIBC = 5, 28
"""glibc 2.28 is that of UOS 20 and Kylin V10; wheels for a newer one would not load there."""


class Target(Frozen):
    """One kind of computer, and the Python there: ``python`` is (3, 12)."""

    platform: str
    python: tuple[int, int]

    @property
    def version(self) -> str:
        """The Python as people write it."""
        return ".".join(map(str, self.python))

    @property
    def platforms(self) -> tuple[str, ...]:
        """Platform tags that fit, the best first."""
        return TARGETS[self.platform]

    @cached_property
    def tags(self) -> frozenset[Tag]:
        """Tags of every wheel that fits."""
        return frozenset(self._tags())

    def _tags(self) -> Iterator[Tag]:
        interpreter = "cp" + "".join(map(str, self.python))
        yield from cpython_tags(self.python, platforms=self.platforms)
        yield from compatible_tags(self.python, interpreter, self.platforms)

    def environment(self, extra: str = "") -> dict[str, str]:
        """What the markers of requirements ask about: of that computer, not of this one."""
        windows = self.platform == "windows"
        there = Environment(
            implementation_name="cpython",
            implementation_version=f"{self.version}.0",
            os_name="nt" if windows else "posix",
            platform_machine="AMD64" if windows else "x86_64",
            platform_python_implementation="CPython",
            platform_release="",
            platform_system="Windows" if windows else "Linux",
            platform_version="",
            python_full_version=f"{self.version}.0",
            python_version=self.version,
            sys_platform="win32" if windows else "linux",
        )
        return {**there, "extra": extra}  # type: ignore[dict-item]


TARGETS: dict[str, tuple[str, ...]] = {
    "windows": ("win_amd64",),
    "linux": (
        *(f"manylinux_2_{n}_x86_64" for n in range(NEWEST_GLIBC, OLDEST_GLIBC - 1, -1)),
        "manylinux2014_x86_64",
        "manylinux2010_x86_64",
        "manylinux1_x86_64",
        "linux_x86_64",
    ),
}
"""Platform tags by the word of the command line: Windows x64, Linux x86-64."""
