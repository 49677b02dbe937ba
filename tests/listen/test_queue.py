"""One thing after the other: lists and feeds are opened, failures are told and skipped."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from standins import site

import reader
from reader.article import feed
from reader.errors import NotFoundError, ReaderError, UsageError
from reader.fetching import fetch
from reader.listen.places import Places, place_of
from reader.listen.queue import Queue, from_file
from reader.listen.sources import Item, addresses
from reader.values import MediaType, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from reader.values import Script

TITLE = "Phòng đọc sách nói"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with site.running() as url:
        yield url


class Listener:
    """Somebody with a queue, who remembers what was fetched and told."""

    def __init__(self, sources: Sequence[str | Item], places: Places | None = None) -> None:
        self.fetched: list[str] = []
        self.told: list[str] = []
        self.queue = Queue(
            sources,
            fetch=self.fetch,
            prepare=lambda page: reader.script(reader.extract(page)),
            heard=places.heard if places else frozenset,
            tell=self.told.append,
        )

    def fetch(self, source: str) -> Page:
        self.fetched.append(source.rpartition("/")[2])
        return fetch(source, allow_private=True)

    def title(self, step: Callable[[Queue[Script]], object] = Queue.next) -> str | None:
        """The title of the article after a step, or None where there is none."""
        return self.queue.current.made.article.title if step(self.queue) else None  # type: ignore[union-attr]

    def titles(self) -> list[str]:
        return list(iter(self.title, None))


def write(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    return str(path)


@pytest.fixture
def three(tmp_path: Path) -> list[str]:
    return [write(tmp_path / f"{n}.txt", f"Bài {n}\n\nNội dung bài {n}.\n") for n in "123"]


def test_articles_come_in_order_forward_and_back(three: list[str]) -> None:
    listener = Listener(three)
    assert listener.queue.current is None
    assert (listener.title(), listener.queue.remaining) == ("Bài 1", 2)
    assert listener.title(Queue.previous) is None
    assert (listener.title(), listener.title(), listener.queue.remaining) == ("Bài 2", "Bài 3", 0)
    assert listener.title() is None
    assert listener.title(Queue.previous) == "Bài 2"
    assert [item.source for item in listener.queue.waiting] == three[2:]
    assert listener.title() == "Bài 3"
    assert listener.fetched == ["1.txt", "2.txt", "3.txt"]


def test_nothing_is_fetched_before_its_turn_but_the_next_one(three: list[str]) -> None:
    come = threading.Event()
    listener = Listener(three)

    def fetch(source: str) -> Page:
        if source == three[1]:
            come.set()
        return listener.fetch(source)

    queue = Queue(
        three,
        fetch=fetch,
        prepare=reader.extract,
    )
    queue.next()
    assert listener.fetched == ["1.txt"]
    queue.prefetch()
    assert come.wait(10)
    assert queue.next()
    assert listener.fetched == ["1.txt", "2.txt"]
    assert queue.remaining == 1


def test_remaining_is_known_while_the_next_one_is_fetched(three: list[str]) -> None:
    listener = Listener(three)
    for left in (2, 1, 0):
        listener.queue.next()
        listener.queue.prefetch()
        listener.queue.prefetch()
        assert listener.queue.remaining == left
    assert len(listener.fetched) <= 3


def test_what_fails_is_told_and_skipped(address: str, three: list[str], tmp_path: Path) -> None:
    missing, menu = str(tmp_path / "no.txt"), write(tmp_path / "menu.html", "<nav>Trang chủ</nav>")
    listener = Listener([missing, three[0], f"{address}/404", menu, f"{address}/"])
    assert listener.titles() == ["Bài 1", TITLE]
    assert len(listener.told) == 3
    for line, word in zip(listener.told, ("no.txt", "404", "article"), strict=True):
        assert word in line


def test_where_nothing_can_be_had_the_last_error_is_raised(tmp_path: Path) -> None:
    listener = Listener([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    with pytest.raises(NotFoundError, match=r"b\.txt"):
        listener.queue.next()
    assert len(listener.told) == 1
    assert "a.txt" in listener.told[0]


def test_a_failure_ahead_is_told_when_its_turn_comes(three: list[str], tmp_path: Path) -> None:
    listener = Listener([three[0], str(tmp_path / "no.txt"), three[1]])
    listener.title()
    listener.queue.prefetch()
    assert listener.told == []
    assert listener.title() == "Bài 2"
    assert len(listener.told) == 1


def test_a_bug_in_a_thread_is_not_swallowed(three: list[str]) -> None:
    def prepare(page: Page) -> str:
        if "Bài 2" in page.text:
            raise RuntimeError
        return page.text

    queue = Queue(three, fetch=fetch, prepare=prepare)
    queue.next()
    queue.prefetch()
    with pytest.raises(RuntimeError):
        queue.next()


def test_a_text_of_addresses_is_a_list(address: str, three: list[str], tmp_path: Path) -> None:
    text = f"# hôm nay\n{address}/\n\n  {address}/text\n"
    listener = Listener([write(tmp_path / "list.txt", text), three[0]])
    assert listener.titles() == [TITLE, "Một bài viết.", "Bài 1"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://a.vn/1\n# hai\nhttp://a.vn/2", ["https://a.vn/1", "http://a.vn/2"]),
        ("HTTPS://A.VN/1\r\n", ["HTTPS://A.VN/1"]),
        ("Xem https://a.vn/1", []),
        ("https://a.vn/1 hay lắm", []),
        ("Một bài viết.\n\nhttps://a.vn/1", []),
        ("# chỉ có chú thích", []),
        ("bai-viet.txt", []),
    ],
)
def test_a_list_is_told_from_an_article(text: str, found: list[str]) -> None:
    assert addresses(text) == found


def test_a_queue_file_names_files_beside_it_too(
    address: str, three: list[str], tmp_path: Path
) -> None:
    name = write(tmp_path / "nghe.queue.txt", f"# mai nghe\n2.txt\n{address}/\n{three[0]}\n")
    assert Listener(from_file(name, fetch)).titles() == ["Bài 2", TITLE, "Bài 1"]
    with pytest.raises(UsageError, match="one address a line"):
        from_file(write(tmp_path / "none.txt", "# không có gì\n"), fetch)


def test_a_list_that_lists_itself_ends() -> None:
    def fetched(source: str) -> Page:
        text = f"{source}\nhttps://a.vn/1" if source.endswith("list") else "Một bài.\n\nMột câu."
        return Page(text, MediaType.PLAIN)

    told: list[str] = []
    queue = Queue(["https://a.vn/list"], fetch=fetched, prepare=reader.extract, tell=told.append)
    ready = queue.next()
    assert ready
    assert ready.item.source == "https://a.vn/1"
    assert queue.next() is None
    assert len(told) == 1
    assert "lists itself" in told[0]


def test_a_feed_gives_the_newest_first_and_the_next_source_follows(
    address: str, three: list[str]
) -> None:
    listener = Listener([f"{address}/feed", three[0]])
    kept = "Tin gỡ trên trang, còn trong nguồn"
    assert listener.titles() == [TITLE, kept, TITLE, "Không có trang", "Bài 1"]
    assert listener.fetched == ["feed", "moved", "410", "404", "etag?utm_source=rss", "1.txt"]
    told = " ".join(listener.told)
    assert "404" in told
    assert "410" in told
    assert f"what the feed holds of “{kept}”" in told


def test_what_was_heard_of_a_feed_is_not_new(address: str, tmp_path: Path) -> None:
    places = Places(tmp_path / "state")
    listener = Listener([f"{address}/feed"], places)
    while ready := listener.queue.next():
        places.keep(place_of(ready.made, 0, ready.item.source))
        if ready.item.title != "Tin cũ":
            places.finish(ready.made, ready.item.source)
    again = Listener([f"{address}/feed"], places)
    assert again.queue.next()
    assert again.queue.current
    assert [i.title for i in (again.queue.current.item, *again.queue.waiting)] == [
        "Tin cũ",
        "Không có trang",
    ]


def test_a_feed_without_news_says_so(address: str, tmp_path: Path) -> None:
    places = Places(tmp_path / "state")
    for path in ("text", ""):
        script = reader.script(reader.extract(fetch(f"{address}/{path}", allow_private=True)))
        places.keep(place_of(script, 0, f"{address}/{path}", finished=True))
    listener = Listener([f"{address}/atom"], places)
    assert listener.queue.next() is None
    assert listener.told == [f"nothing new in {address}/atom"]


def test_an_entry_leads_to_where_it_is_read(address: str) -> None:
    found = feed.entries(fetch(f"{address}/atom", allow_private=True))
    assert [(e.title, e.link.removeprefix(address)) for e in found] == [
        ("Tín <một>", "/text"),
        ("Hai", "/"),
        ("Ba", ""),
        ("Bốn", ""),
    ]
    assert found[0].date
    assert found[0].date.isoformat() == "2026-03-02T08:00:00+07:00"
    assert [entry.date for entry in found[1:]] == [None, None, None]


def test_a_long_list_is_opened_at_once_and_fetched_one_by_one(three: list[str]) -> None:
    listener = Listener([Item(three[0])] * 20_000)
    for left in range(19_999, 19_989, -1):
        assert listener.title() == "Bài 1"
        assert listener.queue.remaining == left
    assert len(listener.fetched) == 10


def test_any_error_of_ours_is_skipped(three: list[str]) -> None:
    def prepare(page: Page) -> str:
        if "Bài 1" in page.text:
            raise ReaderError("hỏng")
        return page.text

    told: list[str] = []
    queue = Queue(three, fetch=fetch, prepare=prepare, tell=told.append)
    assert queue.next()
    assert told == ["hỏng"]
