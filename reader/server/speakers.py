"""Who speaks now: chosen once, asked about again after a while, replaced when it fails."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import threading
import time
from typing import TYPE_CHECKING, Final

from reader import cache
from reader.audio import codec
from reader.engines import choose, delivery, get
from reader.errors import NotFoundError
from reader.language import say
from reader.outputs import document

if TYPE_CHECKING:
    from reader.engines import Engine
    from reader.settings import Settings
    from reader.values import Delivery, Script

_AUTO: Final = "auto"
EMBEDDED: Final = "espeak"
_TRUSTED: Final = 60.0
"""Seconds for which a choice, or a failure, is believed."""
_SCHEME: Final = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Speaker:
    """An engine with a voice, and how it speaks."""

    engine: str
    version: str
    delivery: Delivery

    def key(self, script: Script) -> str:
        """What is said, by whom and how: 64 hexadecimal digits."""
        sentences = [
            [cache.key(self.engine, self.version, self.delivery, codec.USUAL, s), s.pause, s.text]
            for s in script.sentences
        ]
        what = [_SCHEME, document.of_article(script.article), sentences]
        return hashlib.sha256(json.dumps(what).encode()).hexdigest()


class Speakers:
    """The voices that visitors may choose from.

    All methods may wait for the network for a few seconds: they are for threads.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._names = settings.server.voices or (settings.voice.name,)
        self._lock = threading.Lock()
        self._engine, self._until = "", 0.0
        self._known: dict[str, Speaker] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the voices, the usual one first; "" is the engine's own choice."""
        return self._names

    def speaker(self, voice: str = "") -> Speaker:
        """Who speaks for a visitor who chose this voice.

        Raises:
            NotFoundError: There is no such voice to choose.
            EngineError: The engine cannot speak here.
        """
        if voice and voice not in self._names:
            raise NotFoundError(
                say(f"there is no voice {voice!r} here", f"ở đây không có giọng {voice!r}"),
                fix=say("Choose one that the article lists.", "Hãy chọn giọng có trong danh sách."),
            )
        with self._lock:
            if time.monotonic() > self._until:
                self._choose(self._best())
            if voice not in self._known:
                self._known[voice] = self._introduced(voice)
            return self._known[voice]

    def instead(self, failed: Speaker) -> Speaker | None:
        """Who reads for a while where this one failed: under "auto" the embedded voice."""
        if self._settings.voice.engine != _AUTO or failed.engine == EMBEDDED:
            return None
        with self._lock:
            self._choose(EMBEDDED)
        return self.speaker()

    def engine(self, speaker: Speaker) -> Engine:
        """The engine itself, to be closed by whoever asked."""
        return get(speaker.engine, self._settings)

    def _choose(self, engine: str) -> None:
        self._engine, self._until = engine, time.monotonic() + _TRUSTED
        self._known.clear()

    def _best(self) -> str:
        """The engine of the settings; for "auto" the best one that answers."""
        if self._settings.voice.engine != _AUTO:
            return self._settings.voice.engine
        engine = choose(_AUTO, self._settings).engine
        engine.close()
        return engine.name

    def _introduced(self, voice: str) -> Speaker:
        engine = get(self._engine, self._settings)
        try:
            return Speaker(engine.name, engine.version, self._delivery(engine, voice))
        finally:
            engine.close()

    def _delivery(self, engine: Engine, voice: str) -> Delivery:
        """The voice asked for; under "auto" the embedded engine has none of another's voices."""
        is_substitute = engine.name == EMBEDDED and self._settings.voice.engine == _AUTO
        name = "" if is_substitute else voice or self._names[0]
        speaking = self._settings.voice._replace(name=name)
        return delivery(engine, self._settings._replace(voice=speaking))
