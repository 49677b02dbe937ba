from __future__ import annotations

import asyncio
import io
import socket
import sys
import time
from typing import TYPE_CHECKING

import pytest
from standins import site

import reader
from reader import errors
from reader.fetching import FILE_LIMIT, fetch
from reader.net.get import fetch_bytes
from reader.values import MediaType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with site.running() as url:
        yield url


def ours(url: str) -> reader.values.Page:
    return fetch(url, allow_private=True, deadline=2)


@pytest.mark.parametrize("path", ["/", "/gzip", "/deflate", "/moved"])
def test_a_page_comes_decoded_however_it_was_sent(address: str, path: str) -> None:
    page = ours(address + path)
    assert page.text == site.PAGE
    assert (page.status, page.media_type) == (200, MediaType.HTML)


def test_the_page_knows_where_it_ended_and_its_validator(address: str) -> None:
    assert ours(f"{address}/moved").url == f"{address}/"
    assert ours(f"{address}/etag").etag == '"v1"'


def test_plain_text_is_plain(address: str) -> None:
    assert ours(f"{address}/text").media_type is MediaType.PLAIN


@pytest.mark.parametrize(
    ("path", "error", "word"),
    [
        ("/401", errors.ForbiddenError, "401"),
        ("/403", errors.ForbiddenError, "403"),
        ("/404", errors.NotFoundError, "404"),
        ("/410", errors.NotFoundError, "410"),
        ("/429", errors.NetworkError, "429"),
        ("/500", errors.NetworkError, "500"),
        ("/image", errors.NotTextError, "image/png"),
        ("/image-as-html", errors.NotTextError, "binary"),
        ("/empty", errors.NotTextError, "empty"),
        ("/bomb", errors.NotTextError, "too long"),
        ("/long", errors.NotTextError, "too long"),
        ("/broken-gzip", errors.NetworkError, "damaged"),
        ("/unknown-packing", errors.NetworkError, "zip"),
        ("/loop", errors.NetworkError, "redirects"),
        ("/cut", errors.NetworkError, "broke off"),
        ("/to-file", errors.UsageError, "not a web address"),
    ],
)
def test_what_cannot_be_read_is_said(
    address: str, path: str, error: type[errors.ReaderError], word: str
) -> None:
    with pytest.raises(error, match=word):
        ours(address + path)


def test_one_deadline_holds_for_everything(address: str) -> None:
    start = time.monotonic()
    with pytest.raises(errors.NetworkError, match=r"within 0\.5 s"):
        fetch(f"{address}/slow", allow_private=True, deadline=0.5)
    assert time.monotonic() - start < 3


def test_a_private_address_is_not_asked(address: str) -> None:
    with pytest.raises(errors.ForbiddenError, match="--allow-private"):
        fetch(address.rpartition(":")[0])


def test_each_redirect_must_be_permitted(address: str) -> None:
    asked: list[str] = []

    def permit(url: str) -> bool:
        asked.append(url)
        return ".invalid" not in url

    with pytest.raises(errors.ForbiddenError, match="allowed sites"):
        fetch(f"{address}/to-elsewhere", allow_private=True, permit=permit)
    assert asked == [f"{address}/to-elsewhere", "http://elsewhere.invalid/"]


def test_what_is_known_already_is_not_sent_again(address: str) -> None:
    known = fetch_bytes(f"{address}/etag", allow_private=True, etag='"v1"')
    assert (known.status, known.body) == (304, b"")
    changed = fetch_bytes(f"{address}/etag", allow_private=True, etag='"v0"')
    assert (changed.status, changed.etag) == (200, '"v1"')


def test_a_refused_connection_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(errors.NetworkError, match="refused"):
        ours(f"http://127.0.0.1:{port}/")


def test_an_unknown_site_is_said() -> None:
    with pytest.raises(errors.NetworkError, match="no such site"):
        fetch("http://khong-co.invalid/", deadline=5)


def test_bytes_of_any_type_can_be_had_within_a_limit(address: str) -> None:
    response = fetch_bytes(f"{address}/image", allow_private=True)
    assert (response.media_type, response.body) == ("image/png", b"\x89PNG\r\n\x1a\n")
    with pytest.raises(errors.NotTextError):
        fetch_bytes(f"{address}/image", limit=4, allow_private=True)


def test_it_works_inside_a_running_event_loop(address: str) -> None:
    async def inside() -> reader.values.Page:
        return ours(f"{address}/")

    assert asyncio.run(inside()).text == site.PAGE


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.html", MediaType.HTML),
        ("a.HTM", MediaType.HTML),
        ("a.txt", MediaType.PLAIN),
        ("a.md", MediaType.MARKDOWN),
        ("bài viết", MediaType.HTML),
    ],
)
def test_a_file_is_read_by_its_kind(tmp_path: Path, name: str, media_type: MediaType) -> None:
    path = tmp_path / name
    path.write_text(site.PAGE, encoding="utf-8")
    for source in (path, str(path)):
        assert reader.fetch(source).media_type is media_type


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Một câu.".encode())))
    page = reader.fetch("-")
    assert (page.text, page.media_type, page.url) == ("Một câu.", MediaType.PLAIN, None)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("missing.txt", None, errors.NotFoundError),
        ("empty.txt", b" \n", errors.NotTextError),
        ("binary.txt", bytes(range(256)), errors.NotTextError),
        ("long.txt", b"a" * (FILE_LIMIT + 1), errors.NotTextError),
    ],
)
def test_a_file_that_cannot_be_read_is_said(
    tmp_path: Path, name: str, content: bytes | None, error: type[errors.ReaderError]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error, match=name):
        reader.fetch(path)


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(errors.StorageError):
        reader.fetch(tmp_path)
