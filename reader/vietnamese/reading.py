"""Text → words: the user's lexicon, rules and abbreviations where they hold, else as written.

Pure, total and exact: every written word is in the span of one `Word`, in order; whatever the
text, nothing is raised. Most words are plain syllables and never meet a rule, which is what
makes the walk fast.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from reader import tables
from reader.patterns import lazy
from reader.values import Word
from reader.vietnamese import foreign, lexicon
from reader.vietnamese.lexicon import NOTHING
from reader.vietnamese.numbers import DIALECTS, NORTH, Dialect, digits
from reader.vietnamese.rule import first
from reader.vietnamese.rules import CAPITALS, DIGITS, SIGNS, WORDS
from reader.vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.vietnamese.lexicon import Lexicon
    from reader.vietnamese.rule import Rule

_RUN: Final = lazy(r"[^\W\d_]+")
_NAME: Final = lazy(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ROW: Final = lazy(r"\d+")
_TOKEN: Final = lazy(r"[^\W_]+|_+")
_GLUE: Final = frozenset("0123456789@_&.'’²³")
_ABBREVIATIONS: Final = lexicon.shipped("abbreviations")
_NAMES: Final = tables.pairs("reader.vietnamese", "names")
_ROMAN: Final = frozenset("IVXLCDM")
_TWO_WORDS: Final = lazy(r"[^\W\d_]+[ -][^\W\d_]+")
_IN_BRACKETS: Final = lazy(r"\(\s?([A-ZĐƯ][A-ZĐƯa-z&./-]{1,11})\s?\)")
_TERMINAL: Final = ".!?…"
_PAUSES: Final = ";:,"
_SOFT: Final = lazy(r"[()\[\]{}“”\"«»|•·\n→]|\s[-–—]+\s|[–—]")
_SILENT_BRACKETS: Final = lazy(r"\([^()]*\)")
_DOTS: Final = lazy(r"\.{2,}|…")
_SCRIPT: Final = 200


class Step(NamedTuple):
    """One reading, for people who ask why: rule, span, before, after."""

    rule: str
    start: int
    end: int
    before: str
    after: str


class _Said(NamedTuple):
    """What stands at a place: where it ends, what is said, by which rule."""

    end: int
    spoken: str
    rule: str = ""


def read(text: str, dialect: str = "north", lexicon: Lexicon = NOTHING) -> tuple[Word, ...]:
    """Every written word of a text in NFC, in order, and what is said for it."""
    found = list(_words(text, DIALECTS.get(dialect, NORTH), lexicon))
    return tuple(_with_punctuation(text, found))


def steps(text: str, dialect: str = "north", lexicon: Lexicon = NOTHING) -> tuple[Step, ...]:
    """The readings that are not as written."""
    return tuple(
        Step(w.rule, w.start, w.end, text[w.start : w.end], w.spoken)
        for w in read(text, dialect, lexicon)
        if w.rule
    )


def spoken(text: str, dialect: str = "north", lexicon: Lexicon = NOTHING) -> str:
    """The text as it is said."""
    words = read(unicodedata.normalize("NFC", text), dialect, lexicon)
    said = " ".join(w.spoken + w.punctuation for w in words if w.spoken)
    return said if text.rstrip()[-1:] in _PAUSES else said.rstrip(",")


Found = tuple[int, _Said]


def _words(text: str, dialect: Dialect, own: Lexicon) -> Iterator[Found]:
    at, end = 0, len(text)
    while at < end:
        char = text[at]
        if char == " ":
            at += 1
            continue
        run = _RUN.match(text, at) if char.isalpha() else None
        if run and run[0] not in own and _is_plain(run[0]) and not _glued(text, run.end()):
            said: _Said | None = _Said(run.end(), run[0])
        else:
            said = None if char.isspace() else _said(text, at, run, dialect, own)
        if said is None:
            at += 1
            continue
        yield at, said
        at = said.end


def _glued(text: str, stop: int) -> bool:
    """Whether a run of letters is part of something longer: an address, a code."""
    if stop < len(text) and text[stop] in _GLUE:
        return text[stop] in "0123456789_²³" or text[stop + 1 : stop + 2].isalnum()
    return False


@functools.lru_cache(maxsize=50_000)
def _is_plain(run: str) -> bool:
    """Whether a run of letters is a syllable that no table and no rule cares for."""
    if not is_syllable(run) or run in _ABBREVIATIONS or run.lower() in _NAMES:
        return False
    if run in _FIRST_OF_TWO or run in "xX" or (len(run) == 1 and run.isupper()):
        return False
    return not run.isupper() or not (len(run) <= 3 or _ROMAN.issuperset(run))  # noqa: PLR2004 - "ROE" may be letters


_FIRST_OF_TWO: Final = {key.split()[0].capitalize() for key in _NAMES if " " in key}


def _said(
    text: str, at: int, run: re.Match[str] | None, dialect: Dialect, own: Lexicon
) -> _Said | None:
    """Whatever is no plain syllable: the user's own readings go first."""
    if entry := own.find(text, at) if own else None:
        return _Said(at + len(entry.written), entry.spoken, "lexicon")
    return _word(text, at, run, dialect) if run else _number_or_sign(text, at, dialect)


def _word(text: str, at: int, run: re.Match[str], dialect: Dialect) -> _Said | None:
    """A run of letters that may be more than a syllable."""
    return (
        _repeated(text, at, run)
        or _by_rule(WORDS, text, at, dialect)
        or _abbreviated(text, at)
        or _named(text, at)
        or _by_rule(CAPITALS, text, at, dialect)
        or _as_written(text, at)
    )


def _number_or_sign(text: str, at: int, dialect: Dialect) -> _Said | None:
    if text[at].isdecimal():
        return _by_rule(DIGITS, text, at, dialect) or _digits(text, at)
    return _by_rule(SIGNS, text, at, dialect) or _other(text, at)


def _by_rule(rules: Sequence[Rule], text: str, at: int, dialect: Dialect) -> _Said | None:
    found = first(rules, text, at, dialect)
    return _Said(found[1], found[2], found[0].name) if found else None


def _repeated(text: str, at: int, run: re.Match[str]) -> _Said | None:
    """What stands in brackets and was said just before: Mặt trận Tổ quốc (MTTQ)."""
    if not at or text[at - 1] != "(" or not run[0][0].isupper():
        return None
    brackets = _IN_BRACKETS.match(text, at - 1)
    if not brackets:
        return None
    letters = re.sub(r"[^\w]", "", brackets[1]).casefold()
    before = re.findall(r"[^\W_]+", text[max(0, at - _SCRIPT) : at])
    if _initials_end(before, letters) or _just_said(brackets[1], before):
        return _Said(brackets.end(1), "", "said before")
    return None


def _initials_end(words: list[str], letters: str) -> bool:
    """Whether the last words begin with these letters; "và", "của", "các" may be skipped."""
    full = "".join(w[0] for w in words).casefold()
    lean = "".join(w[0] for w in words if w.lower() not in _SMALL).casefold()
    return full.endswith(letters) or lean.endswith(letters)


_SMALL: Final = frozenset({"và", "của", "các", "về", "of", "and", "the", "for"})


def _just_said(abbreviation: str, words: list[str]) -> bool:
    entry = _ABBREVIATIONS.find(f"{abbreviation} ", 0)
    said = " ".join(words).casefold()
    return bool(entry and said.endswith(entry.spoken.casefold()))


def _abbreviated(text: str, at: int) -> _Said | None:
    entry = _ABBREVIATIONS.find(text, at)
    return _Said(at + len(entry.written), entry.spoken, "abbreviation") if entry else None


def _named(text: str, at: int) -> _Said | None:
    """A name of the table: two words, a word with an apostrophe, one word."""
    for pattern in (_TWO_WORDS, _NAME, _RUN):
        match = pattern.match(text, at)
        if match and (said := _NAMES.get(match[0].lower())) and not _goes_on(text, match.end()):
            return _Said(match.end(), said, "name")
    return None


def _goes_on(text: str, end: int) -> bool:
    return text[end : end + 1].isalnum()


def _as_written(text: str, at: int) -> _Said | None:
    """A syllable as it is; any other word by the ear."""
    match = _NAME.match(text, at)
    if not match or _goes_on(text, match.end()):
        token = _TOKEN.match(text, at)
        return _mixed(token[0], at) if token else None
    if is_syllable(match[0]):
        return _Said(match.end(), match[0])
    said = " ".join(filter(None, map(foreign.say, re.findall(r"[^\W\d_]+", match[0]))))
    return _Said(match.end(), said, "foreign word")


def _mixed(token: str, at: int) -> _Said:
    """Letters and digits of any script, part by part."""
    parts = re.findall(r"[^\W\d_]+|\d+", token)
    said = (digits(p) if p.isdecimal() else p if is_syllable(p) else foreign.say(p) for p in parts)
    return _Said(at + len(token), " ".join(filter(None, said)), "letters and digits")


def _digits(text: str, at: int) -> _Said:
    match = _ROW.match(text, at)
    end = match.end() if match else at + 1
    return _Said(end, digits(text[at:end]), "digits")


def _other(text: str, at: int) -> _Said | None:
    """A word character that is no letter and no digit: "²", "①", a mark on its own."""
    if not re.match(r"[^\W_]", text[at]):
        return None
    plain = unicodedata.normalize("NFKC", text[at])
    said = digits(plain) if plain.isdecimal() else foreign.say(plain)
    return _Said(at + 1, said, "sign")


def _with_punctuation(text: str, found: list[Found]) -> Iterator[Word]:
    """Each word takes the pause that stands between it and the next that is heard."""
    gap, after, last = "", len(text), True
    words: list[Word] = []
    for start, said in reversed(found):
        gap = text[said.end : after] + gap
        after = start
        if said.spoken:
            glued = gap == " " or (gap == "." and bool(words) and words[-1].spoken != "")
            pause = "" if glued else _pause(gap, last=last)
            last = False
            words.append(Word(start, said.end, said.spoken, pause, said.rule))
            gap = ""
        else:
            words.append(Word(start, said.end, "", "", said.rule))
            gap = ("." if said.rule == "end mark" else "") + gap
    return reversed(words)


def _pause(gap: str, *, last: bool) -> str:
    """The strongest sign in what is not said between two words, or after the last."""
    gap = _SILENT_BRACKETS.sub(" ", gap)
    if _DOTS.search(gap):
        return "…"
    for sign in _TERMINAL + _PAUSES:
        if sign in gap:
            return sign
    return "," if _SOFT.search(gap) and not last else ""
