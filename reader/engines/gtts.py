"""Google Translate's voice through the package `gtts`: online, free, the everyday choice.

The package knows what a request looks like; the request travels over our own client, because the
package's own sends it unverified, without a time-out, and once. Whatever is longer than the
service takes is cut at clauses before the package would cut it at every comma.

Protocol, as seen in gTTS 2.5.4: a form with ``f.req``; in the answer a line named ``jQ1olc`` holds
MP3 in base 64. An answer without it is no sound, whatever its status says.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any, Final

from reader.engines.clauses import pieces
from reader.engines.client import Client
from reader.engines.decoding import decoded, joined
from reader.engines.protocol import Workers
from reader.errors import BadSoundError
from reader.language import say
from reader.values import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.settings import Settings
    from reader.values import Delivery, Sentence, Sound

_SAMPLE_RATE: Final = 24_000
_PATH: Final = "_/TranslateWebserverUi/data/batchexecute"
_AUDIO: Final = re.compile(rb'jQ1olc","\[\\"([A-Za-z0-9+/=]+)\\"\]')


class Gtts:
    """The service as it is: one voice a language, one speed, no word times."""

    name = "gtts"
    version = "1"  # the service tells none
    workers = Workers("thread", 8)  # more than are in flight: some are aligning meanwhile

    def __init__(self, settings: Settings) -> None:
        self._tld = settings.gtts.tld
        self.address = settings.gtts.address or _address(self._tld)
        self._client = Client(settings.online.jobs, settings.online.budget)

    def voices(self) -> Sequence[Voice]:
        """The one Vietnamese voice."""
        return [Voice(self.name, "vi", "vi", "north", "female", _SAMPLE_RATE, online=True)]

    def speak(self, sentence: Sentence, delivery: Delivery) -> Sound:
        """The sentence, asked for in as many requests as it takes, at once."""
        del delivery  # the service has nothing to choose from
        requests = [
            (self.address, {"data": body, "headers": _headers()})
            for part in pieces(sentence.spoken, _most_characters())
            for body in self._bodies(part, sentence.language)
        ]
        replies = self._client.post_all(requests)
        return joined([decoded(_audio(reply.body), _SAMPLE_RATE) for reply in replies])

    def _bodies(self, text: str, language: str) -> Iterator[str]:
        request = _gtts().gTTS(text, tld=self._tld, lang=_language(language), lang_check=False)
        yield from request.get_bodies()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _gtts() -> Any:
    from gtts import tts

    return tts


def _address(tld: str) -> str:
    address: str = _gtts()._translate_url(tld=tld, path=_PATH)  # noqa: SLF001 - its only seam
    return address


def _headers() -> dict[str, str]:
    headers: dict[str, str] = _gtts().gTTS.GOOGLE_TTS_HEADERS
    return headers


def _most_characters() -> int:
    most: int = _gtts().gTTS.GOOGLE_TTS_MAX_CHARS
    return most


def _language(tag: str) -> str:
    """The service's name for a language: all but Chinese and Portuguese go without a region."""
    primary = tag.partition("-")[0].lower()
    return tag if primary in ("zh", "pt") else primary


def _audio(body: bytes) -> bytes:
    found = _AUDIO.search(body)
    try:
        return base64.b64decode(found[1], validate=True) if found else b""
    except binascii.Error as error:
        raise BadSoundError(
            say("Google's answer is damaged", "câu trả lời của Google bị hỏng"), str(error)
        ) from error
