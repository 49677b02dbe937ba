"""Which words are Vietnamese: the grammar of the syllable, as onset and rime tables.

A syllable is onset + rime + tone. A rime that ends in a stop (c, ch, p, t) bears only the tones
sắc and nặng: "cat" is none, "cát" and "cạt" are. Final k stands in names of the Highlands
("Đắk Lắk"). Source: Đoàn Thiện Thuật, Ngữ âm tiếng Việt (1977), the tables of rimes.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import Final

from reader.patterns import lazy

_ONSETS: Final = (
    "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p q r s t v x".split()  # noqa: SIM905 - a table reads best so
)
_OPEN: Final = (
    "a ai ao au ay e eo ê êu i ia iu o oi ô ôi ơ ơi u ua ui uy ư ưa ưi ưu y oa oai oao oay oe oeo "
    "uê uơ uya uyu ươi ươu iêu yêu uôi uây âu ây uêu uao"
)
_CLOSED: Final = {
    "a": "c ch m n ng nh p t k",
    "ă": "c m n ng p t k",
    "â": "c m n ng p t",
    "e": "c m n ng p t k",
    "ê": "ch m n nh p t",
    "i": "ch m n nh p t",
    "iê": "c m n ng p t",
    "yê": "m n ng t",
    "o": "c m n ng p t k",
    "oo": "c ng",
    "ô": "c m n ng p t",
    "ơ": "m n p t",
    "u": "c m n ng p t k",
    "uô": "c m n ng t",
    "ư": "c m n ng t",
    "ươ": "c m n ng p t",
    "oa": "c ch m n ng nh p t",
    "oă": "c m n ng t",
    "oe": "n t p",
    "uâ": "n ng t",
    "uê": "ch nh n",
    "uy": "ch nh t n p",
    "uyê": "n t",
    "y": "ch nh t m n p",
    "ua": "ng n t nh ch",
    "uă": "c m n ng t p",
    "ue": "n t o",
}
_TONES: Final = {
    "\u0300": "huyền",
    "\u0301": "sắc",
    "\u0303": "ngã",
    "\u0309": "hỏi",
    "\u0323": "nặng",
}
_STOPS: Final = ("c", "ch", "p", "t", "k")
_RIMES: Final = frozenset(_OPEN.split()) | {
    nucleus + coda for nucleus, codas in _CLOSED.items() for coda in codas.split()
}
_SYLLABLE: Final = lazy(
    rf"(?:{'|'.join(_ONSETS)})?(?P<rime>{'|'.join(sorted(_RIMES, key=len, reverse=True))})"
)


@functools.lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word, in any case and in NFC, is a Vietnamese syllable."""
    plain, tone = _without_tone(word.lower())
    match = _SYLLABLE.fullmatch(plain)
    if not match or _GI.fullmatch(plain):
        return bool(match or _GI.fullmatch(plain))
    return tone in {"sắc", "nặng"} or not match["rime"].endswith(_STOPS)


_GI: Final = lazy(r"gi(?:n|m|p|êng|êt|ên|a)?")


def _without_tone(word: str) -> tuple[str, str]:
    """The word without its tone mark, and the tone's name ("" for the level one)."""
    decomposed = unicodedata.normalize("NFD", word)
    tone = next((_TONES[c] for c in decomposed if c in _TONES), "")
    kept = "".join(c for c in decomposed if c not in _TONES)
    return unicodedata.normalize("NFC", kept), tone


@functools.cache
def unmarked() -> dict[str, str]:
    """Every syllable as typed without marks → a syllable that can be said: "lien" → "liên"."""
    found: dict[str, str] = {}
    for onset in ("", *_ONSETS):
        for rime in sorted(_RIMES, key=_marks):
            said = f"{onset}{rime}"
            if rime.endswith(_STOPS):
                said = _with_acute(onset, rime)
            if is_syllable(said):
                found.setdefault(_bare(f"{onset}{rime}"), said)
    return found


def _marks(rime: str) -> int:
    return len(unicodedata.normalize("NFD", rime)) - len(rime)


def _with_acute(onset: str, rime: str) -> str:
    coda = next(c for c in ("ch", *_STOPS) if rime.endswith(c))
    nucleus = rime[: -len(coda)]
    marked = unicodedata.normalize("NFC", nucleus[-1] + "\u0301")
    return f"{onset}{nucleus[:-1]}{marked}{coda}"


def _bare(text: str) -> str:
    kept = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(c for c in kept if not unicodedata.combining(c))
