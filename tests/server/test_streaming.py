"""Sound while it is made: early, once for everyone, and never half of it taken for the whole."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import threading
from typing import TYPE_CHECKING, Any

import httpx
import miniaudio
import pytest
from standins import held_speech

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from server.conftest import Running
    from standins.held_speech import Held

AUDIO, TIMING = "/api/v1/audio", "/api/v1/timing"
WHOLE = 60_000
"""Bytes that a whole story has at least, and its free beginning has not."""


@pytest.fixture(scope="module")
def held() -> Iterator[Held]:
    with held_speech.running() as server:
        yield server


@pytest.fixture(scope="module")
def server(held: Held, start: Callable[..., Any]) -> Iterator[Running]:
    with start(held, linger=0.3) as running:
        yield running


@contextlib.contextmanager
def listening(server: Running, url: str) -> Iterator[Iterator[bytes]]:
    with server.client.stream("GET", AUDIO, params={"url": url}) as answer:
        assert answer.status_code == 200
        yield answer.iter_raw()


def times(server: Running, url: str) -> dict[str, Any]:
    told: dict[str, Any] = server.get(TIMING, url).json()
    return told


def test_it_is_heard_before_it_is_made(server: Running, held: Held, site: str) -> None:
    url = f"{site}/story/An"
    with listening(server, url) as pieces:
        sound = next(pieces)
        assert miniaudio.decode(sound, nchannels=1, sample_rate=24_000).samples
        early = times(server, url)
        assert early["complete"] is False
        assert 1 <= len(early["sentences"]) <= 3
        assert server.get("/api/v1/articles", url).json()["complete"] is False
        assert server.get("/api/v1/captions", url).text.count("-->") >= 1
        held.tell("An")
        sound += b"".join(pieces)
    late = times(server, url)
    assert (late["complete"], len(late["sentences"])) == (True, 6)
    assert late["sentences"][: len(early["sentences"])] == early["sentences"]
    decoded = miniaudio.decode(sound, nchannels=1, sample_rate=24_000)
    assert len(decoded.samples) / 24 == pytest.approx(late["duration"], abs=100)


def test_many_listen_and_it_is_made_once(server: Running, held: Held, site: str) -> None:
    """200 in tests/benchmarks/serving.py; here as many as a busy machine has time for."""
    before = server.metric('reader_recordings_total{outcome="made"}')

    async def all_of_them() -> list[httpx.Response]:
        many = httpx.Limits(max_connections=60)
        async with httpx.AsyncClient(base_url=server.base, timeout=60, limits=many) as client:
            params = {"url": f"{site}/story/Chi"}
            listeners = [asyncio.create_task(client.get(AUDIO, params=params)) for _ in range(50)]
            while server.service.studio.listeners < 50:
                assert not any(listener.done() for listener in listeners)
                await asyncio.sleep(0.02)
            held.tell("Chi")
            return await asyncio.gather(*listeners)

    heard = {answer.content for answer in asyncio.run(all_of_them())}
    assert [len(sound) > WHOLE for sound in heard] == [True]
    assert server.metric('reader_recordings_total{outcome="made"}') == before + 1
    assert set(held.times("Chi").values()) == {1}


def test_who_does_not_read_holds_nobody_up(server: Running, held: Held, site: str) -> None:
    with listening(server, f"{site}/story/Dung"):  # and never reads on
        held.tell("Dung")
        with listening(server, f"{site}/story/Dung") as pieces:
            assert len(b"".join(pieces)) > WHOLE


def test_what_nobody_waits_for_is_not_made(server: Running, held: Held, site: str) -> None:
    before = server.metric('reader_recordings_total{outcome="left"}')
    with listening(server, f"{site}/story/Hoa") as pieces:
        next(pieces)
    server.until(lambda: server.service.studio.listeners == 0)
    threading.Event().wait(0.4)
    held.tell("Hoa")
    server.until(lambda: server.metric('reader_recordings_total{outcome="left"}') == before + 1)
    with listening(server, f"{site}/story/Hoa") as pieces:  # what was made of it is kept
        assert len(b"".join(pieces)) > WHOLE
    assert set(held.times("Hoa").values()) == {1}


def test_what_is_asked_for_is_made_without_listeners(
    server: Running, held: Held, site: str
) -> None:
    url = f"{site}/story/Lan"
    begun = server.post("/api/v1/recordings", url)
    assert (begun.status_code, begun.json()["state"]) == (202, "making")
    threading.Event().wait(0.4)
    held.tell("Lan")
    server.until(lambda: server.post("/api/v1/recordings", url).status_code == 200)
    done = server.post("/api/v1/recordings", url).json()
    assert (done["state"], done["made"]) == ("complete", done["sentences"])


def test_a_voice_that_fails_breaks_the_connection(server: Running, held: Held, site: str) -> None:
    held.refuse("Mai")
    url = f"{site}/story/Mai"
    with pytest.raises(httpx.RemoteProtocolError), listening(server, url) as pieces:
        b"".join(pieces)
    assert times(server, url)["complete"] is False
    assert server.metric('reader_recordings_total{outcome="failed"}') >= 1


def test_a_voice_that_fails_at_once_is_an_answer(briefly: Callable[..., Any], site: str) -> None:
    with held_speech.running() as gone:
        pass
    with briefly(gone) as server:
        answer = server.get(AUDIO, f"{site}/")
        assert (answer.status_code, answer.json()["status"]) == (503, 503)
        assert int(answer.headers["retry-after"]) > 0
        assert "no connection" in answer.json()["what"]


def test_only_so_many_are_made_and_wait(briefly: Callable[..., Any], held: Held, site: str) -> None:
    with briefly(held, makers=1, waiting=1) as server:
        making, waiting, refused = (f"{site}/story/{name}" for name in ("Nga", "Oanh", "Thu"))
        assert server.post("/api/v1/recordings", making).status_code == 202
        assert server.post("/api/v1/recordings", waiting).status_code == 202
        busy = server.get(AUDIO, refused)
        assert busy.status_code == 503
        assert busy.json()["type"] == "urn:doc-bai-viet:problem:engine-busy"
        assert int(busy.headers["retry-after"]) > 0
        heard: list[bytes] = []
        listener = threading.Thread(target=lambda: heard.append(server.get(AUDIO, waiting).content))
        listener.start()  # in the queue, before its first sentence
        server.until(lambda: server.service.studio.listeners == 1)
        held.tell("Nga")
        held.tell("Oanh")
        listener.join(60)
        assert len(heard[0]) > WHOLE


def test_a_server_that_stops_leaves_nothing_behind(
    briefly: Callable[..., Any], held: Held, site: str
) -> None:
    """Though a voice is silent and somebody listens."""
    others = set(multiprocessing.active_children())
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(briefly(held))
        stack.enter_context(pytest.raises(httpx.RemoteProtocolError))
        pieces = stack.enter_context(listening(server, f"{site}/story/Vy"))
        next(pieces)
        assert set(multiprocessing.active_children()) > others
        server.stop()
        b"".join(pieces)
    assert set(multiprocessing.active_children()) == others


def test_the_finished_recording_outlives_the_server(
    briefly: Callable[..., Any], held: Held, site: str
) -> None:
    held.tell("Yên")
    with briefly(held) as server:
        told = server.recorded(f"{site}/story/Yên")
    with briefly(held) as server:
        again = server.get("/api/v1/articles", f"{site}/story/Yên").json()
        sound = server.client.get(again["audio"].removeprefix("../.."))
    assert again == told
    assert len(sound.content) > WHOLE
    assert set(held.times("Yên").values()) == {1}
