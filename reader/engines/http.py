"""Any server that speaks OpenAI's speech protocol: ``POST BASE/audio/speech``.

That is how VieNeu-TTS, Kokoro servers, LocalAI and commercial voices are used without code:

    [http]                                  # in reader.toml
    address = "http://127.0.0.1:8000/v1"
    model = "vieneu"
    voices = ["Ly", "Bình"]

The key comes from ``$READER_HTTP_KEY`` (or the variable that `key_variable` names), else from the
user's keyring (service "doc-bai-viet", name "http"); it is sent, and shown or written nowhere.
"""

from __future__ import annotations

import importlib.util
import os
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from reader.engines.clauses import pieces
from reader.engines.client import Client
from reader.engines.decoding import decoded, joined
from reader.engines.protocol import Workers
from reader.errors import EngineMissingError
from reader.language import say
from reader.values import Voice
from reader.whereabouts import APP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.settings import Settings
    from reader.values import Delivery, Sentence, Sound

_SAMPLE_RATE: Final = 24_000
_MOST_CHARACTERS: Final = 4_000  # the protocol's own bound is 4,096
_USUAL_VOICE: Final = "alloy"


class Http:
    """The server as it is: no word times; speed is ours, because many servers ignore theirs."""

    name = "http"
    workers = Workers("thread", 8)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings.http
        if not self._settings.address:
            raise _no_address()
        self.address = self._settings.address.rstrip("/")
        self.version = f"{self._settings.model}@{urlsplit(self.address).netloc.rpartition('@')[2]}"
        self._headers = _authorization(self._settings.key_variable)
        self._client = Client(settings.online.jobs, settings.online.budget)

    def voices(self) -> Sequence[Voice]:
        """Those that the settings name; the protocol has no way to ask."""
        return [
            Voice(self.name, name, "vi", "", "", _SAMPLE_RATE, online=True)
            for name in self._settings.voices
        ]

    def speak(self, sentence: Sentence, delivery: Delivery) -> Sound:
        """The sentence as sound, asked for in one request or a few."""
        voice = delivery.voice or next(iter(self._settings.voices), _USUAL_VOICE)
        requests = [
            (f"{self.address}/audio/speech", {"json": self._body(part, voice)} | self._headers)
            for part in pieces(sentence.spoken, _MOST_CHARACTERS)
        ]
        replies = self._client.post_all(requests)
        return joined([decoded(reply.body, _SAMPLE_RATE) for reply in replies])

    def _body(self, text: str, voice: str) -> dict[str, str]:
        model = self._settings.model
        return {"model": model, "input": text, "voice": voice, "response_format": "mp3"}

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _authorization(variable: str) -> dict[str, Any]:
    key = os.environ.get(variable) or _from_keyring()
    return {"headers": {"Authorization": f"Bearer {key}"}} if key else {}


def _from_keyring() -> str | None:
    """The key in the user's keyring; None where there is no keyring or nothing in it."""
    if importlib.util.find_spec("keyring") is None:
        return None
    keyring: Any = importlib.import_module("keyring")
    try:
        key: str | None = keyring.get_password(APP, "http")
    except keyring.errors.KeyringError:
        return None  # locked or without a backend, as on servers: the key is optional
    return key


def _no_address() -> EngineMissingError:
    return EngineMissingError(
        say("the engine “http” has no server", "bộ đọc “http” chưa có máy chủ"),
        fix=say(
            "Set [http] address in reader.toml, or READER_HTTP_ADDRESS.",
            "Hãy đặt [http] address trong reader.toml, hoặc READER_HTTP_ADDRESS.",
        ),
    )
