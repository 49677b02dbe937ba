"""The small parts by themselves: patience, pieces, steps, foreign sentences, choosing."""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import socket
import time
from email.utils import formatdate
from pathlib import Path

import numpy as np
import pytest

from reader import engines
from reader.audio.loudness import samples_of, with_samples
from reader.engines import choice, reach, registry, steps
from reader.engines.clauses import pieces
from reader.engines.client import retry_after, wait_before
from reader.errors import BadSoundError, EngineMissingError, UsageError
from reader.settings import GttsSettings, Settings, VoiceSettings
from reader.testing import LONG, SHORT, sentence
from reader.values import (
    Article,
    Block,
    BlockKind,
    Delivery,
    Mark,
    Script,
    Sound,
)

PIECES = {
    "short": ("một hai", 100, ["một hai"]),
    "at the sentence": ("một hai. ba bốn, năm", 12, ["một hai.", "ba bốn, năm"]),
    "at the clause": ("một hai ba, bốn năm sáu", 15, ["một hai ba,", "bốn năm sáu"]),
    "at the word": ("một hai ba bốn năm", 10, ["một hai ba", "bốn năm"]),
    "anywhere": ("nghiêng" * 3, 8, ["nghiêngn", "ghiêngng", "hiêng"]),
    "no lone word": ("à, một hai ba bốn năm", 12, ["à, một hai", "ba bốn năm"]),
    "nothing": ("  ", 5, []),
}


@pytest.mark.parametrize(("text", "most", "expected"), PIECES.values(), ids=PIECES)
def test_pieces(text: str, most: int, expected: list[str]) -> None:
    assert list(pieces(text, most)) == expected


def test_pieces_lose_nothing() -> None:
    text = f"{LONG} {SHORT} {LONG}"
    for most in (20, 57, 100):
        cut = list(pieces(text, most))
        assert " ".join(cut) == text
        assert max(map(len, cut)) <= most


def test_waits_double_up_to_a_bound_and_never_agree() -> None:
    waits = [wait_before(attempt, None, 1.0) for attempt in range(1, 12)]
    assert waits[:3] == [0.25, 0.5, 1.0]
    assert waits[-1] == 16.0
    assert wait_before(3, None, 0.0) == 0.5
    assert wait_before(1, 7.0, 0.5) >= 7.0


NOW = 1_700_000_000.0
AFTER = {
    "7": 7.0,
    "0": 0.0,
    formatdate(NOW + 30, usegmt=True): 30.0,
    formatdate(NOW - 30, usegmt=True): 0.0,
    "soon": None,
    "": None,
    "-5": None,
}


@pytest.mark.parametrize(("value", "seconds"), AFTER.items())
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after({"Retry-After": value}, NOW) == seconds


def tone(seconds: float, rate: int = 24_000, amplitude: float = 0.3) -> np.ndarray:
    times = np.arange(round(seconds * rate)) / rate
    return (amplitude * np.sin(2 * np.pi * 220 * times)).astype(np.float32)


def sound(*parts: np.ndarray, marks: tuple[Mark, ...] = ()) -> Sound:
    return dataclasses.replace(with_samples(Sound(b"", 24_000), np.concatenate(parts)), marks=marks)


def silence(seconds: float, noise: float = 0.0) -> np.ndarray:
    samples = np.random.default_rng(0).standard_normal(round(seconds * 24_000)) * noise
    return samples.astype(np.float32)


@pytest.mark.parametrize("noise", [0.0, 0.0004])
def test_silence_is_trimmed_and_marks_move(noise: float) -> None:
    raw = sound(
        silence(0.5, noise), tone(1), silence(0.8, noise), marks=(Mark(12_000, 0), Mark(24_000, 1))
    )
    trimmed = steps.trimmed(raw)
    assert 1.0 <= trimmed.seconds <= 1.06
    assert trimmed.marks[1].sample - trimmed.marks[0].sample == 12_000
    assert 0 <= trimmed.marks[0].sample <= 0.03 * 24_000


@pytest.mark.parametrize("samples", [silence(1), silence(1, 0.0002), silence(0)])
def test_silence_alone_is_no_sound(samples: np.ndarray) -> None:
    with pytest.raises(BadSoundError):
        steps.trimmed(sound(samples))


def fading(seconds: float) -> np.ndarray:
    samples = tone(seconds)
    samples[-2400:] *= np.linspace(1, 0, 2400, dtype=np.float32) ** 2
    return samples


WHOLE = {
    "as expected": (fading(4.0), 4.0, True),
    "a quick speaker": (fading(2.8), 4.0, True),
    "a slow speaker": (fading(7.0), 4.0, True),
    "half of it": (tone(2.0), 4.0, False),
    "half of it, faded": (fading(2.0), 4.0, False),
    "cut in the last word": (tone(3.2), 4.0, False),
    "endless": (fading(9.0), 4.0, False),
    "too short to tell": (tone(0.2), 0.8, True),
    "nothing known": (tone(0.2), 0.0, True),
}


@pytest.mark.parametrize(("samples", "seconds", "whole"), WHOLE.values(), ids=WHOLE)
def test_a_cut_is_told_from_a_quick_speaker(
    samples: np.ndarray,
    seconds: float,
    whole: bool,  # noqa: FBT001 - what is to be told
) -> None:
    if whole:
        assert steps.checked(sound(samples), seconds)
    else:
        with pytest.raises(BadSoundError, match="expected"):
            steps.checked(sound(samples), seconds)


def test_marks_that_all_come_late_are_moved() -> None:
    """As by the delay of an encoder that the service does not tell."""
    espeak = engines.get("espeak")
    reference = espeak.speak(sentence(LONG), Delivery())
    spoken = espeak.speak(sentence(LONG), Delivery("vi-vn-x-south", 1.1))
    late = tuple(Mark(m.sample + 2_000, m.word) for m in spoken.marks)
    mended = steps.marked(dataclasses.replace(spoken, marks=late), sentence(LONG), reference)
    apart = [abs(a.sample - b.sample) for a, b in zip(mended.marks, spoken.marks, strict=True)]
    assert np.median(apart) < 0.02 * spoken.sample_rate
    assert steps.marked(spoken, sentence(LONG), reference).marks == spoken.marks


def script(*languages: str) -> Script:
    block = Block(BlockKind.PARAGRAPH, SHORT)
    sentences = tuple(sentence(SHORT, language) for language in languages)
    return Script(Article("", (block,)), sentences)


POLICIES = {
    "speak": ["vi", "en-US", "vi-VN"],
    "skip": ["vi", "vi-VN"],
    "vietnamese": ["vi", "vi", "vi-VN"],
}


@pytest.mark.parametrize(("policy", "languages"), POLICIES.items())
def test_foreign_sentences(policy: str, languages: list[str]) -> None:
    read = engines.for_voices(script("vi", "en-US", "vi-VN"), policy)
    assert [s.language for s in read.sentences] == languages


def test_an_unknown_policy_names_the_known() -> None:
    with pytest.raises(UsageError, match="skip, vietnamese"):
        engines.for_voices(script("vi"), "sing")


def test_an_unknown_engine_names_the_known() -> None:
    with pytest.raises(UsageError, match="gtts, edge, piper, http, espeak"):
        engines.get("festival")


def test_an_engine_without_its_settings_says_what_to_do() -> None:
    with pytest.raises(EngineMissingError, match="READER_HTTP_ADDRESS"):
        engines.get("http")
    with pytest.raises(EngineMissingError, match="reader voices download vi_VN-vais1000-medium"):
        engines.get("piper")


def test_auto_takes_the_online_engine_where_it_answers(standins: str) -> None:
    chosen = engines.choose("auto", Settings(gtts=GttsSettings(address=f"{standins}/gtts/ok/")))
    assert (chosen.engine.name, chosen.tried) == ("gtts", ())
    chosen.engine.close()


def test_auto_falls_back_with_one_line(caplog: pytest.LogCaptureFixture) -> None:
    chosen = engines.choose("auto", Settings(gtts=GttsSettings(address="http://127.0.0.1:9/")))
    assert chosen.engine.name == "espeak"
    assert [name for name, _ in chosen.tried] == ["gtts", "piper"]
    assert caplog.messages == [chosen.why]
    assert "gtts cannot be reached" in chosen.why


def test_a_named_engine_is_never_exchanged() -> None:
    chosen = engines.choose("espeak", Settings(gtts=GttsSettings(address="http://127.0.0.1:9/")))
    assert (chosen.engine.name, chosen.tried) == ("espeak", ())


def test_a_network_that_swallows_everything_is_found_out_in_time() -> None:
    """A full backlog on this machine swallows connections as a silent firewall does."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server:
        port = server.getsockname()[1]
        held = [socket.socket() for _ in range(4)]
        for caller in held:
            caller.settimeout(0)
            caller.connect_ex(("127.0.0.1", port))
        assert reach.WITHIN < 3
        started = time.monotonic()
        problem = reach.unreachable(f"https://127.0.0.1:{port}/", within=0.5)
        assert time.monotonic() - started < 0.8
        assert problem
        for caller in held:
            caller.close()


def test_a_server_that_cannot_prove_itself_is_out_of_reach(standins: str) -> None:
    assert reach.unreachable(standins) == ""
    assert reach.unreachable(standins.replace("http", "https"))


def test_a_proxy_is_asked_in_the_server_s_place(
    standins: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", standins)
    assert reach.unreachable("https://translate.invalid/") == ""
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    assert reach.unreachable("https://translate.invalid/")


DIALECTS = {"north": "vi", "central": "vi-vn-x-central", "south": "vi-vn-x-south", "moon": ""}


@pytest.mark.parametrize(("dialect", "voice"), DIALECTS.items())
def test_a_dialect_finds_its_voice(dialect: str, voice: str) -> None:
    espeak = engines.get("espeak")
    settings = Settings(voice=VoiceSettings(dialect=dialect, rate=1.5))
    assert engines.delivery(espeak, settings) == Delivery(voice, 1.5)


def test_a_voice_of_another_engine_is_an_error() -> None:
    with pytest.raises(EngineMissingError, match="vi-vn-x-south"):
        engines.delivery(
            engines.get("espeak"), Settings(voice=VoiceSettings(name="vi-VN-HoaiMyNeural"))
        )


def test_a_voice_is_measured_once_and_kept(standins: str) -> None:
    settings = Settings(gtts=GttsSettings(address=f"{standins}/gtts/ok/"))
    path = Path(os.environ["READER_STATE"]) / "voices.json"

    def spoken() -> Sound:
        engine = engines.get("gtts", settings)
        try:
            return engine.speak(sentence(LONG), Delivery())
        finally:
            engine.close()

    first = spoken()
    (kept,) = json.loads(path.read_text(encoding="utf-8")).values()
    assert 1 < kept[0] < 12  # the stand-in is quiet
    assert 0.7 < kept[1] < 1.3
    path.write_text(json.dumps({next(iter(json.loads(path.read_text()))): [kept[0] - 6, 1.0]}))
    quieter = spoken()
    assert samples_of(quieter).std() < 0.7 * samples_of(first).std()
    path.write_text("damaged")
    assert spoken().seconds == first.seconds
    assert abs(samples_of(spoken()).std() / samples_of(first).std() - 1) < 0.05


def test_one_gain_for_all_sentences(standins: str) -> None:
    """What the voice says more quietly stays quieter: nothing pumps."""
    settings = Settings(gtts=GttsSettings(address=f"{standins}/gtts/ok/"))
    raw, finished = registry.raw("gtts", settings), engines.get("gtts", settings)
    gains = []
    for text in (SHORT, LONG, "Đội tuyển đã thắng ba không.", "Ừ thì mưa."):
        before = steps.trimmed(raw.speak(sentence(text), Delivery()))
        after = finished.speak(sentence(text), Delivery())
        quiet = np.abs(samples_of(before)) < 0.05  # where the limiter has nothing to do
        gains.append(samples_of(after)[quiet].std() / samples_of(before)[quiet].std())
    raw.close()
    finished.close()
    assert all(abs(a / b - 1) < 0.1 for a, b in itertools.pairwise(gains))


def test_choosing_knows_only_engines_that_are() -> None:
    assert set(choice.ORDER) <= set(engines.names())
