"""Words with a reading of their own: tables of written form, spoken form and context.

A table is a TSV file in UTF-8, a line a word::

    written <TAB> spoken [<TAB> context]

Lines that start with ``#`` are comments. A context tells where the reading holds: alternatives
between ``|``, each a phrase in which ``_`` stands for the written form ("chị _", "_ <name>",
"<number> _"); a phrase without ``_`` may stand anywhere in the text. ``<name>`` is a word with a
capital, ``<number>`` a row of digits. Of several readings of one form the first that holds is
taken, longer forms before shorter ones.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from reader import tables
from reader.errors import SettingsError
from reader.language import say
from reader.patterns import lazy
from reader.vietnamese.letters import UPPER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HERE: Final = "\0"
_AROUND: Final = 200
"""Characters before and after a word in which its context is looked for."""
_PLACES: Final = {
    "_": _HERE,
    "<name>": rf"[{UPPER}]\w*",
    "<number>": r"\d[\d.,]*[A-Z]?",
}
_RUN: Final = lazy(r"\w+|\W")
_FIELDS: Final = (2, 3)


class Entry(NamedTuple):
    """One reading of a written form, and where it holds."""

    written: str
    spoken: str
    contexts: tuple[re.Pattern[str], ...] = ()

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether this is the reading of ``text[start:end]``."""
        if not self.contexts:
            return True
        around = f"{text[max(0, start - _AROUND) : start]}{_HERE}{text[end : end + _AROUND]}"
        return any(context.search(around) for context in self.contexts)


class Lexicon:
    """Entries, found by the run of letters that they start with."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            run = _RUN.match(entry.written)
            if run:
                self._entries.setdefault(run[0], []).append(entry)
        for alike in self._entries.values():
            alike.sort(key=lambda entry: -len(entry.written))

    def __bool__(self) -> bool:
        return bool(self._entries)

    def __contains__(self, run: str) -> bool:
        """Whether an entry begins with this run of letters."""
        return run in self._entries

    def find(self, text: str, at: int) -> Entry | None:
        """The entry that stands at a place of a text where a word begins."""
        run = _RUN.match(text, at)
        for entry in self._entries.get(run[0], ()) if run else ():
            end = at + len(entry.written)
            if not text.startswith(entry.written, at) or _goes_on(text, end):
                continue
            if entry.holds(text, at, end):
                return entry
        return None


NOTHING: Final = Lexicon(())


def _goes_on(text: str, end: int) -> bool:
    """Whether a word that would end here goes on."""
    return end < len(text) and text[end - 1].isalnum() and (text[end].isalnum() or text[end] == "_")


def shipped(name: str) -> Lexicon:
    """A table that comes with the program."""
    return Lexicon(entries(tables.text("reader.vietnamese", name), name))


def load(paths: Iterable[str | Path]) -> Lexicon:
    """The user's own tables; what comes first goes before what comes later.

    Raises:
        SettingsError: A file cannot be read, or a line of it has no two fields.
    """
    return Lexicon(entry for path in paths for entry in entries(_content(Path(path)), str(path)))


def entries(table: str, name: str) -> Iterator[Entry]:
    """The entries of a table; `name` is for errors.

    Raises:
        SettingsError: A line has not two or three fields.
    """
    for number, line in enumerate(unicodedata.normalize("NFC", table).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) not in _FIELDS or not fields[0]:
            raise SettingsError(
                say(f"Từ điển {name}, dòng {number}", f"Lexicon {name}, line {number}"),
                say(
                    f"«{line.strip()[:60]}» không đủ hai cột", f"“{line.strip()[:60]}” is no entry"
                ),
                say(
                    "Mỗi dòng: chữ viết, phím Tab, cách đọc.",
                    "Each line: written form, a tab, spoken form.",
                ),
            )
        yield Entry(fields[0], " ".join(fields[1].split()), _contexts(fields[2:]))


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        why = say("không phải UTF-8", "it is not UTF-8")
        cause: Exception = error
    except OSError as error:
        why, cause = str(error.strerror or error), error
    raise SettingsError(
        say(f"Không đọc được từ điển {path}", f"Cannot read the lexicon {path}"),
        why,
        say("Kiểm tra lại --lexicon.", "Check --lexicon."),
    ) from cause


def _contexts(column: list[str]) -> tuple[re.Pattern[str], ...]:
    phrases = [p.strip() for c in column for p in c.split("|")]
    return tuple(_context(phrase) for phrase in phrases if phrase)


def _context(phrase: str) -> re.Pattern[str]:
    words = r"\W{0,3}".join(_PLACES.get(w) or re.escape(w) for w in phrase.split())
    return lazy(rf"(?<!\w){words}" + ("" if phrase.endswith("_") else r"(?!\w)"))
