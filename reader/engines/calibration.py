"""What is measured of a voice once and kept: how loud it is, and how fast.

One gain a voice, never one a sentence: a whisper stays quieter than a shout, and nothing pumps.
The figures lie in ``voices.json`` in the user's state folder (``$READER_STATE``).
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import threading
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reader.audio.loudness import gain_to
from reader.engines.steps import spoken
from reader.language import say
from reader.values import Delivery, Sentence, Word
from reader.whereabouts import state_folder

if TYPE_CHECKING:
    from pathlib import Path

    from reader.engines.protocol import Engine

_log = logging.getLogger(__name__)

_FILE: Final = "voices.json"
_SLACK: Final = 1.2  # how slow or fast the voice is, is what is to be found out
_TEXT: Final = (
    "Hôm nay trời nắng đẹp, chúng tôi cùng nhau đọc một bài báo, "
    "rồi kể lại cho mọi người nghe những điều thú vị ở trong đó"
)


class Calibration(NamedTuple):
    """Of one voice.

    Attributes:
        gain: Decibels that bring it to the wanted loudness.
        pace: How long it takes for what the embedded voice says in one second.
    """

    gain: float
    pace: float


class Calibrations:
    """Of the voices of one engine; measured when first asked for."""

    def __init__(self, engine: Engine, reference: Engine, target: float) -> None:
        self._engine, self._reference, self._target = engine, reference, target
        self._lock = threading.Lock()
        self._known: dict[str, Calibration] = {}

    def of(self, voice: str) -> Calibration:
        """The calibration of a voice by its name.

        Raises:
            EngineError: The voice had to be measured, and could not speak.
        """
        with self._lock:
            if voice not in self._known:
                self._known[voice] = self._kept(voice) or self._measured(voice)
            return self._known[voice]

    def _key(self, voice: str) -> str:
        return f"{self._engine.name} {self._engine.version} {voice} {self._target:g}"

    def _kept(self, voice: str) -> Calibration | None:
        found = _read().get(self._key(voice))
        return Calibration(*found) if found else None

    def _measured(self, voice: str) -> Calibration:
        sentence = _sentence()
        expected = self._reference.speak(sentence, Delivery()).seconds
        sound = spoken(self._engine, sentence, Delivery(voice), expected, _SLACK)
        measured = Calibration(
            round(gain_to(sound, self._target), 2), round(sound.seconds / expected, 3)
        )
        _write({**_read(), self._key(voice): list(measured)})
        return measured


def _sentence() -> Sentence:
    """The text as one sentence; its words are all that counts here."""
    words, start = [], 0
    for written in _TEXT.split():
        bare = written.rstrip(",")
        words.append(Word(start, start + len(bare), bare, written[len(bare) :]))
        start += len(written) + 1
    return Sentence(0, 0, len(_TEXT), _TEXT, tuple(words))


def _path() -> Path:
    return state_folder() / _FILE


def _read() -> dict[str, Any]:
    """What is kept; nothing where the file is missing or damaged: it is measured again."""
    with contextlib.suppress(OSError, ValueError):
        kept = json.loads(_path().read_text(encoding="utf-8"))
        return kept if isinstance(kept, dict) else {}
    return {}


def _write(kept: dict[str, Any]) -> None:
    path = _path()
    beside = path.with_name(f"{_FILE}.{os.getpid()}.{threading.get_ident()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(kept, indent=1, sort_keys=True), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        _log.warning(
            say(
                "cannot keep what was measured of the voice, it will be measured again: %s",
                "không lưu được số đo của giọng đọc, lần sau sẽ đo lại: %s",
            ),
            error,
        )
