"""The ordered tables of rules, by what a written form begins with; the first that holds reads it.

The user's lexicon goes before them all, then come the abbreviations of ``data/``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reader.vietnamese.rules.acronyms import ACRONYMS
from reader.vietnamese.rules.amounts import AMOUNTS, KILOMETRES, MONEY, NUMBERS
from reader.vietnamese.rules.codes import CODES, MIXED, OFFICES, PHONES
from reader.vietnamese.rules.dates import DATES, MONTHS, TIMES
from reader.vietnamese.rules.romans import ROMANS
from reader.vietnamese.rules.symbols import DATELINE_WORDS, DATELINES, RANGES, SYMBOLS, TIMES_SIGN
from reader.vietnamese.rules.web import HASHTAGS, WEB

if TYPE_CHECKING:
    from reader.vietnamese.rule import Rule

DIGITS: Final[tuple[Rule, ...]] = (
    *WEB,
    *CODES,
    *PHONES,
    *DATES,
    *TIMES,
    *AMOUNTS,
    *MIXED,
    *NUMBERS,
)
"""Forms that begin with a digit."""
WORDS: Final[tuple[Rule, ...]] = (
    *DATELINE_WORDS,
    *WEB,
    TIMES_SIGN,
    *MONTHS,
    *ROMANS,
    *KILOMETRES,
    *OFFICES,
)
"""Forms that begin with a letter and go before the abbreviations."""
CAPITALS: Final[tuple[Rule, ...]] = (*MONEY, *ACRONYMS)
"""Forms that begin with a letter and go after the abbreviations."""
SIGNS: Final[tuple[Rule, ...]] = (*DATELINES, *HASHTAGS, *PHONES, *RANGES, *MONEY, *SYMBOLS)
"""Everything else."""
