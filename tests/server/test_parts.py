"""The voices and the podcast, each on its own."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import feedparser
import pytest
from lxml import etree

from reader.outputs import podcast
from reader.settings import GttsSettings, OnlineSettings, VoiceSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STANDINS = Path(__file__).parent.parent / "standins" / "serve.py"


def test_a_shelf_that_takes_nothing_costs_no_sound(
    briefly: Callable[..., Any], site: str, tmp_path: Path
) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "recordings").write_text("not a folder", encoding="utf-8")
    with briefly() as server:
        for _ in range(2):
            assert len(server.get("/api/v1/audio", f"{site}/").content) > 30_000
        assert server.get("/api/v1/timing", f"{site}/").json()["complete"] is True
        assert server.get("/api/v1/articles", f"{site}/").json()["complete"] is False


@pytest.fixture
def standins() -> Iterator[str]:
    with subprocess.Popen([sys.executable, STANDINS], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


def test_where_the_online_voice_fails_the_embedded_one_reads(
    briefly: Callable[..., Any], site: str, standins: str, caplog: pytest.LogCaptureFixture
) -> None:
    auto = {
        "voice": VoiceSettings(engine="auto"),
        "gtts": GttsSettings(address=f"{standins}/gtts/refusing/"),
        "online": OnlineSettings(budget=1.0),
    }
    with briefly(others=auto) as server:
        assert server.get("/healthz").json()["engine"] == "gtts"
        assert len(server.get("/api/v1/audio", f"{site}/").content) > 30_000
        assert server.recorded(f"{site}/")["engine"] == "espeak"
        assert server.get("/healthz").json()["engine"] == "espeak"
        assert server.metric('reader_recordings_total{outcome="made"}') == 1
    assert "the whole article is read by espeak" in caplog.text


def test_voices_to_choose_from(briefly: Callable[..., Any], site: str) -> None:
    with briefly(voices=("vi", "vi-vn-x-south")) as server:
        told = server.get("/api/v1/articles", f"{site}/").json()
        assert [voice["name"] for voice in told["voices"]] == ["vi", "vi-vn-x-south"]
        sounds = {
            server.client.get("/api/v1/" + voice["audio"]).content for voice in told["voices"]
        }
        assert len(sounds) == 2


def test_a_podcast_survives_any_title() -> None:
    show = podcast.Show("Báo & bạn <đọc>", "https://b.vn/f", "https://b.vn/", "Mô tả", "Báo")
    when = dt.datetime(2025, 3, 1, 6, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    title = 'Giá vàng "tăng" \x0b\x00 & <giảm> 😀'
    episode = podcast.Episode(title, "https://b.vn/1?a=1&b=2", "https://b.vn/1.mp3", 9, 61.4, when)
    feed = podcast.rss(show, [episode])
    etree.fromstring(feed)
    parsed = feedparser.parse(feed)
    assert not parsed.bozo
    assert parsed.feed.title == "Báo & bạn <đọc>"
    entry = parsed.entries[0]
    assert entry.title == 'Giá vàng "tăng"  & <giảm> 😀'
    assert entry.itunes_duration == "61"
    assert entry.enclosures[0]["length"] == "9"
    assert entry.published == "Sat, 01 Mar 2025 06:00:00 +0700"
    assert entry.link == "https://b.vn/1?a=1&b=2"
