"""The place in an article is found again, whatever becomes of the article and of the machine."""

from __future__ import annotations

import dataclasses
import json
import logging
import random
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.listen import listing
from reader.listen.place import Place, find, place_of
from reader.listen.places import Places, identity
from reader.listen.sources import Item
from reader.values import TITLE, Article, Block, BlockKind, Script, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

EDITS = tomllib.loads(Path(__file__).with_name("edits.toml").read_text("utf-8"))["edit"]
SOURCE = "https://bao.vn/a.html"


def script(texts: list[str], url: str | None = None) -> Script:
    """An article of one-sentence paragraphs; the first is its title."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts[1:] or ["."])
    sentences = tuple(
        Sentence(number + TITLE, 0, len(text), text, ()) for number, text in enumerate(texts)
    )
    return Script(Article(texts[0] if texts else "", blocks, url=url), sentences)


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("edit", EDITS, ids=[edit["name"] for edit in EDITS])
def test_after_an_edit_one_goes_on_where_one_was(edit: dict[str, Any]) -> None:
    place = place_of(script(lines(edit["before"])), edit["at"], SOURCE)
    assert find(script(lines(edit["after"])), place) == edit["found"]


WORDS = st.sampled_from(["sáng", "nay", "thư", "viện", "huyện", "mở", "cửa", "phòng", "sách"])
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(
    before=st.lists(SENTENCES, min_size=1, max_size=12, unique=True),
    others=st.lists(SENTENCES, max_size=12),
    data=st.data(),
)
def test_a_sentence_that_stays_is_found_exactly(
    before: list[str], others: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(before) - 1))
    kept = before[at]
    mixed = [text for text in data.draw(st.permutations([*before, *others])) if text != kept]
    where = data.draw(st.integers(0, len(mixed)))
    after = [*mixed[:where], kept, *mixed[where:]]
    assert find(script(after), place_of(script(before), at, SOURCE)) == where


ANYTHING = st.text(max_size=9) | SENTENCES
COMPANY = st.lists(ANYTHING, max_size=2).map(tuple)
NUMBERS = st.integers(0, 9999)
PLACES = st.builds(
    Place, st.just(SOURCE), st.just(SOURCE), ANYTHING, NUMBERS, NUMBERS, ANYTHING, COMPANY, COMPANY
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, max_size=9), PLACES)
def test_any_place_leads_into_any_article(texts: list[str], place: Place) -> None:
    assert 0 <= find(script(texts), place) < max(len(texts), 1)


ADDRESSES = {
    "tracking": "https://bao.vn/a.html?utm_source=zalo&utm_campaign=x&fbclid=1",
    "fragment": "https://bao.vn/a.html#binh-luan",
    "scheme": "http://bao.vn/a.html",
    "capitals and port": "https://BAO.vn:443/a.html",
    "slash": "https://bao.vn/a.html/",
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_an_article_is_one_whatever_its_address_looks_like(tmp_path: Path, address: str) -> None:
    places = Places(tmp_path)
    places.keep(place_of(script(["Một", "Hai", "Ba"], SOURCE), 2, address))
    for other in (SOURCE, *ADDRESSES.values()):
        found = places.get(other)
        assert found, other
        assert (found.sentence, found.source) == (2, address)
    assert places.get("https://bao.vn/b.html") is None
    assert places.get("https://bao.vn/a.html?id=2") is None


def test_a_short_address_and_the_articles_own_are_one(tmp_path: Path) -> None:
    article = script(["Một", "Hai"], SOURCE)
    Places(tmp_path).keep(place_of(article, 1, "https://ngan.vn/x1"))
    assert Places(tmp_path).get(SOURCE)
    assert Places(tmp_path).get("https://ngan.vn/x1", article.article)
    assert Places(tmp_path).get("https://ngan.vn/y2", article.article)


def test_a_front_page_is_no_articles_own_address() -> None:
    front = script(["Một", "Hai"], "https://bao.vn/").article
    assert identity(SOURCE, front) == "bao.vn/a.html"


def test_a_file_goes_by_its_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b").mkdir()
    places = Places(tmp_path / "state")
    monkeypatch.chdir(tmp_path)
    places.keep(place_of(script(["Một", "Hai"]), 1, "a.txt"))
    monkeypatch.chdir(tmp_path / "b")
    assert places.get(str(tmp_path / "a.txt"))
    assert places.get("a.txt") is None


def test_standard_input_is_not_remembered(tmp_path: Path) -> None:
    places = Places(tmp_path)
    places.keep(place_of(script(["Một", "Hai"]), 1, "-"))
    assert not list(places.all())
    assert places.get("-") is None


@pytest.fixture
def keep(tmp_path: Path) -> Callable[..., Place | None]:
    """Keep the place in an article by its name, with a program of its own."""

    def kept(name: str, sentence: int = 1, now: float = 1e9, *, finished: bool = False) -> None:
        source = f"https://bao.vn/{name}.html"
        place = place_of(script([name, "Hai", "Ba"], source), sentence, source, finished=finished)
        Places(tmp_path, clock=lambda: now).keep(place)

    return kept


def titles(places: list[Place]) -> list[str]:
    return [place.title for place in places]


def test_one_goes_on_with_the_newest_unfinished(tmp_path: Path, keep: Callable[..., None]) -> None:
    for name in "abc":
        keep(name)
    keep("c", 2, finished=True)
    keep("a", 2)
    places = Places(tmp_path)
    assert titles(places.unfinished()) == ["a", "b"]
    assert [(item.source, item.title) for item in places.to_go_on()] == [
        ("https://bao.vn/a.html", "a")
    ]
    assert places.heard() == {"bao.vn/c.html"}
    for name in "ab":
        places.finish(script([name, "Hai", "Ba"]), f"https://bao.vn/{name}.html")
    assert places.to_go_on() == []
    assert find(script(["a", "Hai", "Ba"]), next(places.all())) == 0


def test_one_goes_on_with_what_was_to_come(tmp_path: Path, keep: Callable[..., None]) -> None:
    waiting = [
        Item("https://bao.vn/b.html", "b", feed="https://bao.vn/rss"),
        Item("-"),
        Item("c.txt"),
    ]
    come = [waiting[0], Item(str(Path("c.txt").absolute()))]
    keep("old")
    keep("a")
    Places(tmp_path).keep_queue(Item("https://bao.vn/a.html?utm_source=rss"), waiting)
    assert Places(tmp_path).to_go_on() == [Item("https://bao.vn/a.html", "a"), *come]
    keep("a", 2, finished=True)
    assert Places(tmp_path).to_go_on() == come
    keep("alone")
    assert [item.title for item in Places(tmp_path).to_go_on()] == ["alone"]
    keep("alone", finished=True)
    assert [item.title for item in Places(tmp_path).to_go_on()] == ["old"]


@pytest.mark.parametrize("waiting", [3, [3], [{"source": 1}], [{"source": "a"}], None])
def test_a_queue_that_is_not_understood_is_set_aside(
    tmp_path: Path, keep: Callable[..., None], waiting: object
) -> None:
    keep("a")
    document = {"version": 1, "current": "bao.vn/a.html", "waiting": waiting}
    (tmp_path / "queue.json").write_text(json.dumps(document), "utf-8")
    assert [item.title for item in Places(tmp_path).to_go_on()] == ["a"]
    assert (tmp_path / "queue.set-aside").exists()


def test_a_clock_that_is_set_back_does_not_matter(
    tmp_path: Path, keep: Callable[..., None]
) -> None:
    for name, now in (("a", 4e9), ("b", 1e9), ("c", 0.0)):
        keep(name, now=now)
    assert titles([*Places(tmp_path).all()]) == ["c", "b", "a"]


def test_old_ones_are_forgotten(tmp_path: Path) -> None:
    for number in range(13):
        source = f"https://bao.vn/{number}"
        Places(tmp_path, most=10).keep(place_of(script([str(number), "Hai"], source), 1, source))
    assert titles(list(Places(tmp_path).all())) == [str(n) for n in range(12, 2, -1)]


def kept_file(folder: Path) -> Path:
    return next((folder / "places").glob("*.json"))


DAMAGE = {
    "cut": lambda text: text[: len(text) // 2],
    "empty": lambda _: "",
    "not JSON": lambda _: "\x00\x01",
    "not an object": lambda _: "[1, 2]",
    "deep": lambda _: "[" * 100_000,
    "of a later version": lambda text: text.replace('"version": 1', '"version": 2'),
    "a field missing": lambda text: text.replace('"text"', '"txet"'),
    "a field of another type": lambda text: text.replace('"sentence": 1', '"sentence": "1"'),
    "a negative number": lambda text: text.replace('"sentence": 1', '"sentence": -1'),
    "no time": lambda text: json.dumps({**json.loads(text), "at": float("nan")}),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_what_is_not_understood_is_set_aside_with_one_line(
    tmp_path: Path,
    keep: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
    damage: Callable[[str], str],
) -> None:
    keep("a")
    path = kept_file(tmp_path)
    damaged = damage(path.read_text("utf-8"))
    path.write_text(damaged, "utf-8")
    places = Places(tmp_path)
    assert places.get("https://bao.vn/a.html") is None
    assert not list(places.all())
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "set aside" in caplog.text
    assert path.with_suffix(".set-aside").read_text("utf-8") == damaged
    keep("a", 2)
    assert next(Places(tmp_path).all()).sentence == 2


def test_a_folder_that_cannot_be_written_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "state").write_text("a file where the folder should be", "utf-8")
    places = Places(tmp_path / "state")
    for sentence in (1, 2):
        places.keep(place_of(script(["Một", "Hai", "Ba"]), sentence, SOURCE))
    assert places.get(SOURCE) is None
    assert len([r for r in caplog.records if "nothing is remembered" in r.getMessage()]) == 1
    assert len(caplog.records) <= 2


WRITER = """
import sys
from pathlib import Path
from reader.listen.places import Place, Places
folder, name, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
places = Places(folder)
for number in range(rounds):
    for article in (f"{name}-{number % 10}", "shared"):
        places.keep(Place(article, article, "t", number, rounds, "văn bản " * 40))
    if not number:
        print("writing", flush=True)
"""


def writer(folder: Path, name: str, rounds: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), name, str(rounds)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


def test_many_programs_at_once_lose_nothing(tmp_path: Path) -> None:
    running = [writer(tmp_path, name, 10) for name in "abcdefgh"]
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
    found = {place.article: place.sentence for place in Places(tmp_path).all()}
    assert found == {f"{w}-{n}": n for w in "abcdefgh" for n in range(10)} | {"shared": 9}


def test_a_program_killed_while_it_writes_leaves_whole_files(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(8)
    for name in "abcd":
        with writer(tmp_path, name, 100_000) as process:
            assert process.stdout
            assert process.stdout.readline() == "writing\n"
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0.02, 0.2))
            process.kill()
    places = Places(tmp_path)
    assert {place.article[0] for place in places.all()} == set("abcds")
    assert not caplog.records
    assert {path.name for path in (tmp_path / "places").iterdir() if path.suffix != ".json"} <= {
        "lock",
        "new",
    }
    places.keep(dataclasses.replace(next(places.all()), sentence=7))
    assert next(places.all()).sentence == 7


def test_what_is_unfinished_is_listed(
    tmp_path: Path, keep: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep("Mùa gặt", now=1e9)
    keep("Bão số 5", 2, now=1e9 + 3600)
    places = Places(tmp_path).unfinished()
    shown = list(listing.lines(places, 1e9 + 7 * 3600))
    assert shown[:2] == [
        "Bão số 5 (sentence 3 of 3, 6 hours ago)",
        "    https://bao.vn/Bão số 5.html",
    ]
    assert "reader listen" in shown[-1]
    assert [row["title"] for row in listing.documents(places)] == ["Bão số 5", "Mùa gặt"]
    assert "reader listen SOURCE" in next(listing.lines([], 0))
    monkeypatch.setenv("READER_LANG", "vi")
    assert next(listing.lines(places, 1e9 + 3700)) == "Bão số 5 (câu 3 trên 3, 1 phút trước)"
