"""A whole workbook merged into the ledger, sheet by sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sites.base import Frozen, Language, Text
from sites.book import SiteBook
from sites.errors import BookError, Fault
from sites.ledger.act import Act
from sites.ledger.merging import merge_rows
from sites.ledger.nouns import NOUNS, Noun
from sites.merging import MergeReport
from sites.reading import WholeFile
from sites.reading.mark import Mark
from sites.vocabulary import SHEETS

BOOK_NOUNS = tuple(noun for noun in NOUNS.values() if noun.in_book)


def take_in(
    act: Act, file: WholeFile, source: str, drop: Collection[str] = ()
) -> tuple[MergeReport, ...]:
    """Merge the sheets that a workbook has into the ledger; those of ``drop`` lose missing rows.

    A hazard that is new here, or whose state the file changed, is 未核: it keeps the state found,
    and the machine of states judges only what is done in this ledger (DESIGN §6).
    """
    ours = file.mark is not None and file.mark.ledger == act.ledger_id
    base = file.mark.seq if ours and file.mark else None
    return tuple(
        merge_rows(
            act, noun.name, rows_of(file.book, noun), base, source,
            fields=_fields(file, noun), whole=noun.name in file.given, drop=noun.name in drop,
            also=_unverified if noun.name == "hazards" else _as_it_is, place=file.folder,
        )
        for noun in BOOK_NOUNS
        if noun.name in file.given or noun.name == "companies"
    )  # fmt: skip


def _fields(file: WholeFile, noun: Noun) -> frozenset[str]:
    if noun.name not in file.given:
        return frozenset({"name"})  # companies that 工地 names
    made = {"state", "extra"} if noun.name == "hazards" else set()
    return file.given[noun.name] | made


def _as_it_is(_: Any, after: Frozen) -> Frozen:
    return after


def _unverified(before: Any, after: Any) -> Frozen:
    judged_here = before is not None and before.state == after.state
    cleared = before is not None and before.unverified and not after.unverified
    return after if judged_here or cleared else after.but(unverified=True)


def rows_of(book: SiteBook, noun: Noun) -> tuple[Any, ...]:
    """The rows of a noun that a workbook has."""
    found = getattr(book, noun.name)
    return found if isinstance(found, tuple) else (found,)


def without_twins(book: SiteBook, lang: Language) -> SiteBook:
    """Return the book with rows that are the same in every cell only once.

    Raises
    ------
    BookError
        Where rows differ but go by one natural key, so that the ledger could not tell them apart.
    """
    faults = tuple(_twins(book, lang))
    if faults:
        raise BookError(faults)
    once = {
        noun.name: tuple({noun.key_of(row): row for row in rows_of(book, noun)}.values())
        for noun in BOOK_NOUNS
        if noun.key
    }
    return book.but(**once)


def _twins(book: SiteBook, lang: Language) -> Iterator[Fault]:
    for noun in BOOK_NOUNS:
        sheet = SHEETS[noun.name]
        seen: dict[str, Any] = {}
        for row in rows_of(book, noun):
            row = row.but(cell="") if "cell" in type(row).model_fields else row
            key = noun.key_of(row)
            if seen.setdefault(key, row) != row:
                names = [sheet.column(field) for field in noun.key]
                yield Fault(
                    sheet=sheet.name(lang),
                    found=Text(zh=f"不同的几行都是“{key}”", en=f"several rows for “{key}”"),
                    expected=Text(
                        zh=f"“{'、'.join(c.zh for c in names)}”合起来不重复的行",
                        en=f"rows that differ in {', '.join(c.en for c in names)}",
                    ),
                )


def dropped_sheets(names: Collection[str]) -> tuple[str, ...]:
    """The nouns of the sheets that people named.

    Raises
    ------
    BookError
        Where a name is none of a sheet.
    """
    from sites.reading.tables import sheet_key

    known = {name: sheet_key(name) for name in names}
    faults = [
        Fault(
            sheet="--drop",
            found=Text(zh=f"“{name}”", en=f"“{name}”"),
            expected=Text(
                zh=f"工作表名称：{'、'.join(s.zh for s in SHEETS.values())}",
                en=f"a sheet: {', '.join(s.en for s in SHEETS.values())}",
            ),
        )
        for name, key in known.items()
        if key is None or key == "settings"
    ]
    if faults:
        raise BookError(faults)
    return tuple(key for key in known.values() if key)


def mark_now(rows: Any) -> Mark:
    """The mark of what is written from the ledger at this moment."""
    return Mark(ledger=rows.ledger_id, seq=rows.head[0])
