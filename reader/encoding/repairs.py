"""The repair of text that older software damaged: read by the wrong table, or typed before Unicode.

Each repair is tried only where its signs are seen, and kept only where the text is more
Vietnamese after it than before (`_vietnamese`), so that good text is never changed but for NFC.
Sources: TCVN 5712:1993; VNI Software's table; RFC 1456 (VIQR); for double-encoded UTF-8, ftfy.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from reader import tables
from reader.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Callable

_COMMON: Final = lazy(
    r"(?<!\w)(?:và|của|là|có|được|các|cho|những|người|không|một|này|đã|với|để|đến|về|như|nhà|nước|việt"
    r"|tại|từ|ở|đó|năm|ngày|tháng|thành|phố|hội|chính|phủ|quốc|gia|bộ|trưởng|công|việc|phát|triển|hà|nội"
    r"|sự|cũng|nhiều|đồng|đầu|tư|kinh|tế|xã|lý|vụ|học|sinh|trên|ra|vào|bị|khi|sẽ|đang|theo|tổ|chức)(?!\w)",
    re.IGNORECASE,
)
_LEAST: Final = 2
_BETTER: Final = 2
_MARKS: Final = lazy("[A-Za-zĂÂÊÔƠƯăâêôơưÀ-ỹ][\u0300-\u036f]+")
_ANY_MARK: Final = lazy("[\u0300-\u036f]")
_QUALITY: Final = "\u0302\u0306\u031b"
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_ENTITY: Final = lazy(r"(?<![&#\w])([^\W\d_]{4,});")
_ENTITY_NAME: Final = lazy(
    r"(?:[aeiouyAEIOUY](?:grave|acute|circ|tilde)|eth|ETH|ldquo|rdquo|lsquo|rsquo|hellip|ndash|mdash|nbsp|laquo|raquo)$"
)
_ESCAPED_TWICE: Final = lazy(r"&amp;(#\d{2,5}|#x[\da-fA-F]{2,4}|[a-zA-Z]{2,8}\d?);")
_ENDINGS: Final = (
    "grave;", "acute;", "circ;", "tilde;", "eth;", "quo;", "hellip;", "dash;", "nbsp;",
)  # fmt: skip
_VIQR_MARKS: Final = {
    "^": "\u0302", "(": "\u0306", "+": "\u031b", "'": "\u0301", "`": "\u0300", "?": "\u0309",
    "~": "\u0303", ".": "\u0323",
}  # fmt: skip
_VIQR: Final = lazy(r"([aeouAEOU][\^(+]|[aeiouyAEIOUY])(['`?~.](?=[a-zA-Z]|\W|$))?|([dD])[dD]")


class Repair(NamedTuple):
    """One kind of damage.

    Attributes:
        name: As told to people.
        signs: What is seen of it.
        mend: The whole text mended.
    """

    name: str
    signs: re.Pattern[str]
    mend: Callable[[str], str]


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it was meant, in NFC, and what was done to it."""
    done: list[str] = []
    for damage in () if _is_good(text) else _DAMAGES:
        if damage.signs.search(text):
            mended = damage.mend(text)
            if mended != text and _is_better(mended, text):
                text = mended
                done.append(damage.name)
    for name, change in _ALWAYS:
        changed = change(text)
        if changed != text:
            text = changed
            done.append(name)
    return text, tuple(done)


def _is_good(text: str) -> bool:
    """Whether a text is full of letters that only right Vietnamese has."""
    return sum(1 for _ in itertools.islice(_ONLY_OURS.finditer(text), _ENOUGH)) >= _ENOUGH


_ONLY_OURS: Final = lazy("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_ENOUGH: Final = 200


def _is_better(mended: str, text: str) -> bool:
    before, after = _vietnamese(text), _vietnamese(mended)
    return after >= _LEAST and after >= _BETTER * before


def _vietnamese(text: str) -> int:
    """How many common words with a Vietnamese letter stand in a text."""
    words = _COMMON.findall(unicodedata.normalize("NFC", text[:200_000]))
    return sum(not word.isascii() for word in words)


def _once(text: str) -> str:
    """UTF-8 that was read as windows-1252 and encoded again."""
    import ftfy

    return "\n".join(ftfy.fix_encoding(line) for line in text.split("\n"))


def _outside_tags(mend: Callable[[str], str]) -> Callable[[str], str]:
    """Marks and scripts of a page are ASCII and stay as they are."""

    def mended(text: str) -> str:
        parts = re.split(
            r"(<script\b.*?</script>|<style\b.*?</style>|<[^>]*>|&#?\w+;)", text, flags=re.DOTALL
        )
        return "".join(part if index % 2 else mend(part) for index, part in enumerate(parts))

    return mended


def _tcvn3(text: str) -> str:
    import html

    table = {int(code, 16): letter for code, letter in _tcvn3_table().items()}
    return html.unescape(text).translate(table) if "&" in text else text.translate(table)


@functools.cache
def _tcvn3_table() -> dict[str, str]:
    return tables.pairs("reader.encoding", "tcvn3")


@functools.cache
def _vni_table() -> tuple[re.Pattern[str], dict[str, str]]:
    table = tables.pairs("reader.encoding", "vni")
    longest_first = sorted(table, key=len, reverse=True)
    return lazy("|".join(map(re.escape, longest_first))), table


def _vni(text: str) -> str:
    pattern, table = _vni_table()
    return pattern.sub(lambda m: table[m[0]], text)


def _viqr(text: str) -> str:
    return unicodedata.normalize("NFC", _VIQR.sub(_viqr_letter, text)).replace("\\", "")


def _viqr_letter(m: re.Match[str]) -> str:
    if m[3]:
        return "Đ" if m[3] == "D" else "đ"
    letter, tone = m[1], m[2] or ""
    quality = _VIQR_MARKS[letter[1]] if len(letter) > 1 else ""
    return letter[0] + quality + (_VIQR_MARKS[tone] if tone else "")


def _entities(text: str) -> str:
    """«cograve;n» and «&amp;ograve;», where a page was escaped once too often or once too little."""
    if "&amp;" in text:
        text = _ESCAPED_TWICE.sub(_known_entity, text)
    return _ENTITY.sub(_unbroken, text) if _has_broken(text) else text


def _has_broken(text: str) -> bool:
    """Whether some entity stands there without its ampersand; counting is much faster."""
    return any(
        (told := text.count(ending)) and told > len(re.findall(rf"&[A-Za-z]{{0,2}}{ending}", text))
        for ending in _ENDINGS
    )


def _unbroken(m: re.Match[str]) -> str:
    import html

    name = _ENTITY_NAME.search(m[1])
    return m[1][: name.start()] + html.unescape(f"&{name[0]};") if name else m[0]


def _known_entity(m: re.Match[str]) -> str:
    name = f"{m[1]};"
    return f"&{name}" if m[1].startswith("#") or name in _LETTERS else m[0]


_LETTERS: Final = frozenset(
    f"{letter}{mark};" for letter in "aeiouyAEIOUY" for mark in ("grave", "acute", "circ", "tilde")
) | {"ldquo;", "rdquo;", "lsquo;", "rsquo;", "hellip;", "ndash;", "mdash;", "nbsp;", "eth;", "ETH;"}


def _ordered_marks(text: str) -> str:
    """Marks in the order that composes: hat, breve or horn before the tone, each once."""
    composed = unicodedata.normalize("NFC", text)
    return _MARKS.sub(_composed, composed) if _ANY_MARK.search(composed) else composed


def _composed(m: re.Match[str]) -> str:
    decomposed = unicodedata.normalize("NFD", m[0])
    marks = list(dict.fromkeys(decomposed[1:]))
    marks.sort(key=lambda c: 0 if c in _QUALITY else 1 if c in _TONES else 2)
    return unicodedata.normalize("NFC", decomposed[0] + "".join(marks))


def _stroked(text: str) -> str:
    """Đ typed as the Icelandic letter that looks the same."""
    if "Ð" not in text and "ð" not in text:
        return text
    return text.replace("Ð", "Đ").replace("ð", "đ") if _vietnamese(text) >= _LEAST else text


_DAMAGES: Final = (
    Repair("double-encoded UTF-8", lazy("áº|á»|Ã[\u0080-\u00bf¡-¿]|Ä‘|Æ°|Æ¡|Ä\u0090"), _once),
    Repair("TCVN3", lazy("[a-zA-Z][µ¶·¸¹¨©ª«¬®»¼½¾Æ]|®[a-z­¸µ]"), _outside_tags(_tcvn3)),
    Repair(
        "VNI",
        lazy("[aeouyAEOUYôöÔÖ][ùøûõïéèúüëâáàåãäÙØÛÕÏÂÁÀÅÃÄ]|ñ[aeouöô]"),
        _outside_tags(_vni),
    ),
    Repair(
        "VIQR",
        lazy(r"[a-z]*[aeo]\^['`?~.]?[a-z]*[^<>]{0,40}(?:[uo]\+|dd|[aeo]\^)"),
        _outside_tags(_viqr),
    ),
)
_ALWAYS: Final[tuple[tuple[str, Callable[[str], str]], ...]] = (
    ("broken entities", _entities),
    ("combining marks composed", _ordered_marks),
    ("Đ for Ð", _stroked),
)
