"""Words of other languages, by the ear: letters to Vietnamese syllables.

A Vietnamese syllable is onset + rime, with few codas and no clusters. So a cluster is opened with
"ờ" ("Brown" → "bờ rao…"), a coda becomes its nearest ("l" → "n", "d" → "t"), and a rime that ends
in a stop takes the tone that such rimes bear. Common names stand in ``data/names.tsv``; this is
for the rest, so that a listener recognises something, and nothing is left unsaid.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final

from reader.patterns import lazy
from reader.vietnamese.letters import spell
from reader.vietnamese.syllables import is_syllable

_KEPT: Final = frozenset("ăâđêôơư")
_SOUNDS: Final = tuple(
    (lazy(pattern), sound)
    for pattern, sound in (
        (r"tch|tsch", "ch"),
        (r"sch|sh", "s"),
        (r"ph", "f"),
        (r"ck|cq|kk|cc(?![eiy])", "k"),
        (r"qu", "kw"),
        (r"q", "k"),
        (r"c(?=[eiy])", "x"),
        (r"c(?!h)", "k"),
        (r"(?<=[aeiouy])x", "ks"),
        (r"^x|x", "x"),
        (r"gh(?=$|[^eiaou])", ""),
        (r"gn$", "n"),
        (r"dge?(?=$)", "ch"),
        (r"ge$", "ch"),
        (r"j|dj", "J"),
        (r"g(?=[eiy])", "J"),
        (r"([bdfgklmnprstvz])\1", r"\1"),
        (r"(?<=[aeiouy][bdfgklmnprstvxzJ])e(?=s?$)", ""),
        (r"(?<=[aeiouy][lnrs][bdfgklmnprstvxzJ])e(?=s?$)", ""),
        (r"(?<=[aeiou])w(?![aeiou])", "u"),
        (r"ee|ea(?!u)|ie(?=$)", "i"),
        (r"oo|ou", "u"),
        (r"eau|au|aw", "ô"),
        (r"ew|eu", "iu"),
        (r"ai|ei|ey|ay", "A"),
        (r"ie|ia(?=[^$])", "ia"),
        (r"oa", "ô"),
        (r"y(?=[aeiou])", "i"),
        (r"y", "i"),
        (r"e(?=$)", "ê"),
        (r"e(?=[mnptkclrsx])", "E"),
        (r"e", "ê"),
        (r"o(?=$|[bdfgklmnprstvzJx][aeiouêô])", "ô"),
        (r"^s(?=[aeiouêô])", "x"),
        (r"z", "d"),
        (r"(?<=[a-zêô])kh", "k"),
        (r"A", "ây"),
        (r"E", "e"),
    )
)
_ONSETS: Final = {
    "J": "gi", "f": "ph", "w": "u", "j": "gi", "x": "x", "": "", "ch": "ch", "th": "th", "tr": "tr",
    "kh": "kh", "ng": "ng", "nh": "nh", "kw": "qu", "gh": "g", "p": "p",
}  # fmt: skip
_CODAS: Final = {
    "m": "m", "n": "n", "ng": "ng", "nh": "nh", "p": "p", "t": "t", "k": "c", "c": "c", "ch": "ch",
    "b": "p", "d": "t", "g": "c", "f": "p", "v": "p", "l": "n", "x": "t", "s": "t", "th": "t",
    "J": "ch", "r": "", "h": "", "w": "", "kh": "c",
}  # fmt: skip
_CLUSTERS: Final = ("ch", "th", "kh", "ng", "nh", "kw", "tr")
_VOWELS: Final = "aeiouyêôơưăâ"
_DIPHTHONGS: Final = ("ây", "ia", "ai", "ao", "oi", "ui", "âu", "iu", "êu")
_PIECE: Final = lazy(rf"([^{_VOWELS}]*)({'|'.join(_DIPHTHONGS)}|[{_VOWELS}])")
_ROUNDED: Final = {"a": "oa", "e": "oe", "ê": "uê", "i": "uy", "ây": "uây"}
"""A vowel after the sound of "w"."""
_ACUTE: Final = "\u0301"
_STOPS: Final = ("c", "ch", "p", "t")
_SHORTEST: Final = 2


@functools.lru_cache(maxsize=10_000)
def say(word: str) -> str:
    """What a Vietnamese voice can say for a word: valid syllables, or letter names.

    Empty only where nothing in the word can be said.
    """
    plain = _latin(word)
    if not any(c in _VOWELS for c in plain) or len(plain) < _SHORTEST:
        return spell(plain)
    syllables = _syllables(_sounds(plain))
    return " ".join(syllables) if syllables else spell(plain)


def _latin(word: str) -> str:
    """In Latin letters, lower case, without marks that Vietnamese has not."""
    kept = "".join(c if c in _KEPT else _bare(c) for c in word.lower())
    return re.sub(r"[^a-zăâđêôơư]", "", kept)


def _bare(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    if unicodedata.category(char).startswith("S"):
        return ""
    if base.isascii():
        return base
    import anyascii

    return anyascii.anyascii(char).lower()


def _sounds(word: str) -> str:
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _syllables(sounds: str) -> list[str]:
    pieces = [(m[1], m[2]) for m in _PIECE.finditer(sounds)]
    if not pieces:
        return []
    tail = sounds[sum(len(a) + len(b) for a, b in pieces) :]
    said: list[str] = []
    onset = _opened(pieces[0][0], said)
    for index, (_, vowel) in enumerate(pieces):
        between = pieces[index + 1][0] if index + 1 < len(pieces) else tail
        last = index + 1 == len(pieces)
        coda, rest = (_ending(between), "") if last else _parted(between)
        said.append(_syllable(onset, vowel, coda))
        onset = rest if last else _opened(rest, said)
    return [s for s in said if s]


def _parted(consonants: str) -> tuple[str, str]:
    """What closes a syllable, and what opens the next."""
    units = _units(consonants)
    if len(units) <= 1:
        return "", consonants
    return units[0], "".join(units[1:])


def _ending(consonants: str) -> str:
    units = [u for u in _units(consonants) if _CODAS.get(u)]
    return units[0] if units else ""


def _units(consonants: str) -> list[str]:
    return re.findall("|".join((*_CLUSTERS, ".")), consonants)


def _opened(consonants: str, said: list[str]) -> str:
    """The last consonant begins the syllable; those before it are opened with "ờ"."""
    units = _units(consonants)
    said.extend(f"{_onset(unit, 'ờ')}ờ" for unit in units[:-1] if _syllable(unit, "ơ", ""))
    return units[-1] if units else ""


def _onset(unit: str, vowel: str) -> str:
    onset = _ONSETS.get(unit, unit)
    front = vowel[:1] in "eêiy"
    if onset == "gi" and vowel[:1] == "i":
        return "g"
    return {
        "k": "k" if front else "c",
        "g": "gh" if front else "g",
        "ng": "ngh" if front else "ng",
    }.get(onset, onset)


def _syllable(onset: str, vowel: str, coda: str) -> str:
    """The nearest Vietnamese syllable: with its coda, without, or the plainest."""
    vowel = "i" if vowel == "y" else vowel
    for ending in (_CODAS.get(coda, ""), ""):
        for start in (_onset(onset, vowel), ""):
            if is_syllable(made := _toned(start, vowel, ending)):
                return made
    return ""


def _toned(onset: str, vowel: str, coda: str) -> str:
    if onset == "u" and vowel in _ROUNDED:
        onset, vowel = "", _ROUNDED[vowel]
    if coda in _STOPS:
        main = len(vowel) - 1 if vowel in _ROUNDED.values() else 0
        marked = unicodedata.normalize("NFC", vowel[main] + _ACUTE)
        vowel = vowel[:main] + marked + vowel[main + 1 :]
    return f"{onset}{vowel}{coda}"
