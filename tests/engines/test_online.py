"""The online engines on good and bad days: each failure has its end, and none is silent."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from reader import engines
from reader.errors import BadSoundError, EngineBusyError, EngineError
from reader.settings import (
    EdgeSettings,
    GttsSettings,
    HttpSettings,
    OnlineSettings,
    Settings,
)
from reader.testing import LONG, SHORT, sentence
from reader.values import Delivery

if TYPE_CHECKING:
    from collections.abc import Callable

IMPATIENT = {"broken": OnlineSettings(budget=1.0)}
"""Where asking again is in vain; elsewhere a busy machine may take its time."""


def gtts(standins: str, mode: str) -> Settings:
    address = GttsSettings(address=f"{standins}/gtts/{mode}/")
    return Settings(gtts=address, online=IMPATIENT.get(mode, OnlineSettings()))


def http(standins: str, mode: str) -> Settings:
    address = HttpSettings(f"{standins}/openai/{mode}/v1")
    return Settings(http=address, online=IMPATIENT.get(mode, OnlineSettings()))


def edge(standins: str, mode: str) -> Settings:
    address = standins.replace("http", "ws") + f"/edge/{mode}/v1?TrustedClientToken=0"
    return Settings(edge=EdgeSettings(address))


ENGINES: dict[str, Callable[[str, str], Settings]] = {"gtts": gtts, "http": http, "edge": edge}
GOOD_IN_THE_END = {
    "gtts": ("ok", "limited", "shaky", "flaky"),
    "http": ("ok", "limited", "shaky", "flaky"),
    "edge": ("ok", "late", "wordless", "skewed", "flaky"),
}
FAILING = {
    "gtts": ("broken", "closed", "refusing", "empty", "cut", "garbage", "drop"),
    "http": ("broken", "closed", "refusing", "empty", "cut", "garbage", "drop"),
    "edge": ("refusing", "empty", "cut", "garbage", "drop"),
}
ENDS = {
    "closed": EngineBusyError,
    "empty": BadSoundError,
    "cut": BadSoundError,
    "garbage": BadSoundError,
}


def pairs(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(name, mode) for name, modes in table.items() for mode in modes]


@pytest.mark.parametrize(("name", "mode"), pairs(GOOD_IN_THE_END))
def test_what_passes_is_sat_out(standins: str, name: str, mode: str) -> None:
    engine = engines.get(name, ENGINES[name](standins, mode))
    sound = engine.speak(sentence(LONG), Delivery())
    engine.close()
    assert sound.seconds > 7
    assert [mark.word for mark in sound.marks] == list(range(len(sentence(LONG).words)))


@pytest.mark.parametrize(("name", "mode"), pairs(FAILING))
def test_what_does_not_pass_is_one_clear_error(standins: str, name: str, mode: str) -> None:
    engine = engines.get(name, ENGINES[name](standins, mode))
    started = time.monotonic()
    with pytest.raises(ENDS.get(mode, EngineError)) as raised:
        engine.speak(sentence(LONG), Delivery())
    engine.close()
    assert time.monotonic() - started < 20
    assert raised.value.what
    assert "TrustedClientToken" not in str(raised.value)


@pytest.mark.parametrize("name", ENGINES)
def test_a_refused_connection_is_told_soon(name: str) -> None:
    engine = engines.get(name, ENGINES[name]("http://127.0.0.1:9", "ok"))
    started = time.monotonic()
    with pytest.raises(EngineError):
        engine.speak(sentence(SHORT), Delivery())
    engine.close()
    assert time.monotonic() - started < 6


@pytest.mark.parametrize("name", ENGINES)
def test_closing_ends_the_waiting(standins: str, name: str) -> None:
    engine = engines.get(name, ENGINES[name](standins, "slow"))
    started = time.monotonic()
    threading.Timer(0.3, engine.close).start()
    with pytest.raises(EngineError, match="stopped"):
        engine.speak(sentence(SHORT), Delivery())
    assert time.monotonic() - started < 1.5
    with pytest.raises(EngineError, match="stopped"):
        engine.speak(sentence(SHORT), Delivery())


def statistics(standins: str, day: str) -> dict[str, int]:
    with urllib.request.urlopen(f"{standins}/statistics") as answer:  # noqa: S310 - our own
        days: dict[str, dict[str, int]] = json.load(answer)
    return days.get(day, {"requests": 0, "limited": 0, "most_in_flight": 0})


def test_no_more_than_four_requests_are_in_flight_and_none_is_lost(standins: str) -> None:
    """A third of the answers are 429."""
    before = statistics(standins, "gtts/limited")
    engine = engines.get("gtts", gtts(standins, "limited"))
    texts = [f"{LONG} Câu số {number}." for number in ("một", "hai", "ba", "bốn", "năm", "sáu")]
    with ThreadPoolExecutor(engine.workers.most) as pool:
        sounds = list(pool.map(lambda t: engine.speak(sentence(t), Delivery()), texts))
    engine.close()
    after = statistics(standins, "gtts/limited")
    assert after["limited"] > before["limited"]
    assert after["most_in_flight"] <= 4
    assert all(sound.seconds > 7 for sound in sounds)


def test_a_long_sentence_is_asked_for_in_few_pieces(standins: str) -> None:
    before = statistics(standins, "gtts/ok")["requests"]
    engine = engines.get("gtts", gtts(standins, "ok"))
    engine.speak(sentence(SHORT), Delivery())  # the voice is measured, too
    spent = statistics(standins, "gtts/ok")["requests"] - before
    engine.speak(sentence(LONG), Delivery())
    engine.close()
    assert spent == 3  # one, and two for the text that the voice is measured by
    assert statistics(standins, "gtts/ok")["requests"] - before - spent == 2


def test_the_key_comes_from_the_environment_and_is_shown_nowhere(
    standins: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    monkeypatch.setenv("READER_HTTP_KEY", "a wrong secret")
    engine = engines.get("http", http(standins, "keyed"))
    with pytest.raises(EngineError, match="HTTP 401") as raised:
        engine.speak(sentence(SHORT), Delivery())
    engine.close()
    assert "secret" not in f"{raised.value!r} {caplog.text}"

    monkeypatch.setenv("READER_HTTP_KEY", "open sesame")
    engine = engines.get("http", http(standins, "keyed"))
    assert engine.speak(sentence(SHORT), Delivery()).seconds > 1
    engine.close()
    assert "sesame" not in caplog.text


def test_a_sentence_in_english_is_asked_for_in_english(standins: str) -> None:
    """The stand-in speaks the language that it is asked for."""
    for name in ("gtts", "edge"):
        engine = engines.get(name, ENGINES[name](standins, "ok"))
        text = "The quick brown fox jumps over the lazy dog and runs away."
        english, vietnamese = (
            engine.speak(sentence(text, language), Delivery()) for language in ("en", "vi")
        )
        engine.close()
        assert abs(english.seconds - vietnamese.seconds) > 0.2
