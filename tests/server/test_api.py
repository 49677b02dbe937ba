"""The JSON API: facts, sound in ranges, times, words, and what goes wrong, said well."""

from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING, Any

import jsonschema
import miniaudio
import pytest

if TYPE_CHECKING:
    from server.conftest import Running


@pytest.fixture(scope="module")
def article(usual: Running, site: str) -> dict[str, Any]:
    """What is told of a finished recording."""
    return usual.recorded(f"{site}/")


def at(usual: Running, relative: str) -> str:
    """An address as a client resolves it."""
    return str(usual.client.base_url.join("/api/v1/articles").join(relative))


def test_looking_at_an_article_makes_no_sound(usual: Running, site: str) -> None:
    before = usual.metric("reader_recordings_total")
    told = usual.get("/api/v1/articles", f"{site}/etag").json()
    assert (told["complete"], told["sentences"], told["language"]) == (False, 3, "vi")
    assert told["title"] == "Phòng đọc sách nói"
    times = usual.client.get(at(usual, told["timing"])).json()
    assert (times["sentences"], times["complete"]) == ([], False)
    assert usual.client.head(at(usual, told["audio"])).status_code == 200
    assert usual.metric("reader_recordings_total") == before


def test_the_sound_is_an_mp3_of_the_length_that_is_told(
    usual: Running, article: dict[str, Any]
) -> None:
    answer = usual.client.get(at(usual, article["audio"]))
    assert answer.headers["content-type"] == "audio/mpeg"
    assert "immutable" in answer.headers["cache-control"]
    decoded = miniaudio.decode(answer.content, nchannels=1, sample_rate=22_050)
    assert abs(len(decoded.samples) / 22.05 - article["duration"]) < 1


RANGES = {
    "bytes=0-99": (206, slice(0, 100)),
    "bytes=100-": (206, slice(100, None)),
    "bytes=-50": (206, slice(-50, None)),
    "bytes=0-999999999": (206, slice(None)),
    "bytes=999999999-": (416, slice(0, 0)),
    "bytes=9-3": (416, slice(0, 0)),
    "bytes=0-1,5-6": (200, slice(None)),
    "bytes=-": (200, slice(None)),
    "words=1-2": (200, slice(None)),
}


@pytest.mark.parametrize("asked", RANGES)
def test_ranges(usual: Running, article: dict[str, Any], asked: str) -> None:
    status, part = RANGES[asked]
    url = at(usual, article["audio"])
    whole = usual.client.get(url).content
    answer = usual.client.get(url, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (status, whole[part])
    assert answer.headers["content-length"] == str(len(whole[part]))
    if status == 206:
        first = len(whole) - len(whole[part]) if part.start else 0
        last = first + len(whole[part]) - 1
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(whole)}"
    if status == 416:
        assert answer.headers["content-range"] == f"bytes */{len(whole)}"


def test_validators(usual: Running, article: dict[str, Any]) -> None:
    for name in ("audio", "timing", "captions"):
        url = at(usual, article[name])
        etag = usual.client.get(url).headers["etag"]
        known = usual.client.get(url, headers={"If-None-Match": f'"other", {etag}'})
        assert (known.status_code, known.content) == (304, b"")
        assert known.headers["etag"] == etag
        assert usual.client.get(url, headers={"If-None-Match": '"other"'}).status_code == 200
    url = at(usual, article["audio"])
    etag, part = usual.client.get(url).headers["etag"], {"Range": "bytes=0-9"}
    assert usual.client.get(url, headers=part | {"If-Range": etag}).status_code == 206
    assert usual.client.get(url, headers=part | {"If-Range": '"old"'}).status_code == 200


def test_head_is_get_without_the_body(usual: Running, article: dict[str, Any]) -> None:
    for name in ("audio", "timing", "captions"):
        url = at(usual, article[name])
        head, get = usual.client.head(url), usual.client.get(url)
        assert head.content == b""
        for header in ("etag", "content-type", "cache-control"):
            assert head.headers[header] == get.headers[header]
    sound = usual.client.head(at(usual, article["audio"]))
    assert int(sound.headers["content-length"]) == len(
        usual.client.get(at(usual, article["audio"])).content
    )


def test_times_are_those_of_the_sound_and_stand_in_captions(
    usual: Running, article: dict[str, Any]
) -> None:
    times = usual.client.get(at(usual, article["timing"])).json()
    assert times["complete"] is True
    assert times["duration"] == article["duration"] == times["sentences"][-1]["end"]
    sound = usual.client.base_url.join("/timing/x").join(times["audio"]["src"])
    assert len(usual.client.get(sound).content) == times["audio"]["bytes"]
    captions = usual.client.get(at(usual, article["captions"]))
    assert captions.headers["content-type"].startswith("text/vtt")
    assert captions.text.startswith("WEBVTT")
    assert captions.text.count("-->") == len(times["sentences"])


def test_by_the_articles_address_a_finished_recording_comes_too(
    usual: Running, article: dict[str, Any], site: str
) -> None:
    sound = usual.get("/api/v1/audio", f"{site}/#comments")
    assert sound.content == usual.client.get(at(usual, article["audio"])).content
    assert sound.headers["cache-control"] == "no-cache"
    times = usual.get("/api/v1/timing", f"{site}/").json()
    assert times["sentences"] == usual.client.get(at(usual, article["timing"])).json()["sentences"]
    assert "Phòng mở cửa các ngày" in usual.get("/api/v1/text", f"{site}/").text


def test_json_is_packed_for_those_who_can_unpack(usual: Running, article: dict[str, Any]) -> None:
    url = at(usual, article["timing"])
    with usual.client.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    plain = usual.client.get(url, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.GzipFile(fileobj=io.BytesIO(raw)).read() == plain.content


PROBLEMS = {
    "/404": (404, "not-found", "no such page"),
    "/500": (502, "network", "HTTP 500"),
    "/image": (422, "not-text", "image/png"),
    "/empty": (422, "not-text", "empty"),
    "/to-file": (400, "usage", "not a web address"),
    "/to-metadata": (403, "forbidden", "allowed sites"),
    "/to-elsewhere": (403, "forbidden", "allowed sites"),
    "/loop": (502, "network", "redirects"),
}


@pytest.mark.parametrize("path", PROBLEMS)
def test_what_is_wrong_is_said_as_rfc_9457_has_it(usual: Running, site: str, path: str) -> None:
    status, kind, word = PROBLEMS[path]
    answer = usual.get("/api/v1/articles", site + path)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.status_code == problem["status"] == status
    assert problem["type"] == f"urn:doc-bai-viet:problem:{kind}"
    assert word in problem["detail"]
    assert {"title", "what", "why", "fix"} <= problem.keys()


def test_it_is_said_in_the_clients_language(usual: Running, site: str) -> None:
    for accepted, language, word in (
        ("vi-VN,vi;q=0.9,en;q=0.5", "vi", "không có trang này"),
        ("en-GB,en;q=0.9", "en", "no such page"),
        ("fr", "vi", "không có trang này"),
    ):
        answer = usual.get("/api/v1/text", f"{site}/404", headers={"Accept-Language": accepted})
        assert answer.headers["content-language"] == language
        assert word in answer.json()["why"]
        assert "Accept-Language" in answer.headers["vary"]


def test_a_wrong_request_is_a_problem_too(usual: Running, site: str) -> None:
    for answer, status in (
        (usual.get("/api/v1/articles"), 400),
        (usual.get("/api/v1/articles", "x" * 3000), 400),
        (usual.get("/api/v1/articles", "khong-phai-dia-chi"), 400),
        (usual.get("/api/v1/audio", f"{site}/", params={"voice": "khong-co"}), 404),
        (usual.get("/khong-co"), 404),
        (usual.get("/audio/khong-co.mp3"), 404),
        (usual.get("/timing/..%2f..%2fetc.json"), 404),
        (usual.client.post("/api/v1/articles"), 405),
    ):
        assert (answer.status_code, answer.json()["status"]) == (status, status)
        assert answer.headers["content-type"] == "application/problem+json"


def test_answers_are_as_openapi_says(usual: Running, article: dict[str, Any], site: str) -> None:
    specification = usual.get("/openapi.json").json()
    assert specification["openapi"].startswith("3.")
    for method, path, answer in (
        ("get", "/api/v1/articles", usual.get("/api/v1/articles", f"{site}/")),
        ("get", "/api/v1/articles", usual.get("/api/v1/articles", f"{site}/etag")),
        ("get", "/api/v1/articles", usual.get("/api/v1/articles", f"{site}/404")),
        ("get", "/api/v1/timing", usual.get("/api/v1/timing", f"{site}/")),
        ("post", "/api/v1/recordings", usual.post("/api/v1/recordings", f"{site}/")),
        ("get", "/timing/{name}.json", usual.client.get(at(usual, article["timing"]))),
    ):
        described = specification["paths"][path][method]["responses"][str(answer.status_code)]
        schema = next(iter(described["content"].values()))["schema"]
        jsonschema.validate(answer.json(), schema | {"components": specification["components"]})


def test_an_article_is_fetched_once_in_a_while(usual: Running, site: str) -> None:
    before = usual.metric('reader_lookups_total{outcome="fetched"}')
    for _ in range(5):
        usual.get("/api/v1/text", f"{site}/gzip")
    assert usual.metric('reader_lookups_total{outcome="fetched"}') == before + 1


def test_health_and_metrics(usual: Running, article: dict[str, Any]) -> None:
    assert usual.get("/healthz").json() == {"status": "ok", "engine": "espeak", "under_way": 0}
    text = usual.get("/metrics").text
    assert 'reader_requests_total{method="GET",path="/api/v1/articles",status="200"}' in text
    assert 'path="other",status="404"' in text
    assert "khong-co" not in text
    assert "process_resident_memory_bytes" in text
    assert usual.metric('reader_recordings_total{outcome="made"}') >= 1
