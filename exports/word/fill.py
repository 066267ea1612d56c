"""Fills templates: in a sandbox, with every value escaped, and what is wrong told in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from exports.files import Write
from exports.word.paper import Paper, PaperKind
from sites.base import Text
from sites.errors import BookError, Fault

OURS = Path(__file__).parent / "templates"
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')
LONGEST_NAME = 80


def paper_files(
    papers: Iterable[Paper], folder: Path, templates: Path | None = None
) -> dict[Path, Write]:
    """What `exports.files.write_all` writes: each paper filled in, by the file it becomes.

    A template in ``templates`` (现场检查笔录.docx, …) replaces ours of the same name.

    Raises
    ------
    BookError
        If the library for Word is missing, or a template is damaged, asks for what there is not,
        or tries what a template may not.
    """
    _see_installed()
    chosen = _templates(templates)
    files: dict[Path, Write] = {}
    for paper in papers:
        content = _filled(chosen[paper.kind], paper.words)
        files[_free(folder, paper.name, files)] = lambda path, c=content: _write(path, c)  # type: ignore[misc]
    return files


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _free(folder: Path, name: str, taken: Mapping[Path, Any]) -> Path:
    """A file name that every system takes, and that no other paper has."""
    plain = _UNSAFE.sub("_", name).strip("._")[:LONGEST_NAME] or "文书"
    number, path = 1, folder / f"{plain}.docx"
    while path in taken:
        number += 1
        path = folder / f"{plain}-{number}.docx"
    return path


def _see_installed() -> None:
    try:
        import docxtpl  # noqa: F401
    except ImportError:
        found = Text(zh="没有安装写Word文件的库", en="no library for Word files")
        expected = Text(zh="安装时加上 [word]", en="an installation with [word]")
        raise BookError([Fault(found=found, expected=expected)]) from None


def _templates(replaced: Path | None) -> dict[PaperKind, Path]:
    from exports.word.paper import KINDS

    if replaced is not None and not replaced.is_dir():
        found = Text(zh="没有这个模板文件夹", en="no such folder of templates")
        raise BookError([_fault(replaced, found)])
    own = {kind: replaced / f"{kind}.docx" for kind in KINDS} if replaced else {}
    return {
        kind: own[kind] if kind in own and own[kind].is_file() else OURS / f"{kind}.docx"
        for kind in KINDS
    }


def _filled(template: Path, words: Mapping[str, Any]) -> bytes:
    """One paper as the bytes of a docx file."""
    from io import BytesIO

    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    sandbox = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    document = DocxTemplate(str(template))
    try:
        document.get_docx()
    except Exception as error:  # whatever zip and XML readers raise on what is no Word file
        found = Text(zh="文件损坏或不是Word文件", en="a damaged file")
        raise BookError([_fault(template, found)]) from error
    try:
        document.render(_plain(words), sandbox, autoescape=True)
    except Exception as error:  # whatever somebody wrote between the braces
        found = Text(zh=f"模板里写错了（{error}）", en=f"a fault in it ({error})")
        raise BookError([_fault(template, found)]) from error
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _plain(value: Any) -> Any:
    """A copy without what XML cannot hold, which people paste from anywhere."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", str(value))


def _fault(template: Path, found: Text) -> Fault:
    expected = Text(
        zh="一份Word模板（.docx），只用随软件模板里的那些填空",
        en="a Word template (.docx) with the blanks of the one that comes with the program",
    )
    return Fault(sheet=str(template), found=found, expected=expected)
