"""The whole road, with real sound: decoded by two decoders that know nothing of each other."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import miniaudio
import pytest
import soundfile
from mutagen.id3 import ID3
from mutagen.mp3 import MP3

import reader
from reader.cache import Cache, FolderStore
from reader.engines import Workers, get
from reader.errors import EngineError
from reader.recording import Take, complete, stream
from reader.values import Delivery, MediaType, Page

if TYPE_CHECKING:
    import array
    from collections.abc import Sequence
    from pathlib import Path

    from reader.recording import Recording
    from reader.values import Clip, Script, Sentence, Sound, Voice

ARTICLE = """Khai trương phòng đọc sách nói

16/03/2025

Sáng ngày 15/3, thư viện huyện khai trương phòng đọc. Hơn 120 bạn đọc đến dự.
Phòng mở cửa từ 7h30 đến 21h. Máy nghe sách được cho mượn miễn phí."""


def script_of(text: str) -> Script:
    return reader.script(reader.extract(Page(text, MediaType.PLAIN)))


@pytest.fixture(scope="module")
def script() -> Script:
    return script_of(ARTICLE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("recording")


@pytest.fixture(scope="module")
def recording(script: Script, folder: Path) -> Recording:
    return reader.record(script, engine="espeak", cache=folder / "cache")


@pytest.fixture(scope="module")
def file(recording: Recording, folder: Path) -> Path:
    return recording.save(folder / "bài viết.mp3")


def samples_of(file: Path) -> array.array[int]:
    return miniaudio.decode(file.read_bytes(), nchannels=1, sample_rate=22_050).samples


def test_two_decoders_hear_the_sum_of_the_clips_to_the_sample(
    recording: Recording, file: Path
) -> None:
    total = sum(clip.samples for clip in recording.clips)
    assert len(samples_of(file)) == total
    assert len(soundfile.read(file)[0]) == total


def test_players_are_told_the_true_length(recording: Recording, file: Path) -> None:
    info: Any = MP3(file).info
    assert info.length == pytest.approx(recording.seconds, abs=0.001)
    assert info.channels == 1


def test_each_clip_starts_where_it_is_said_to(recording: Recording, file: Path) -> None:
    """What is heard at a sentence's start is what its clip gives when decoded alone."""
    whole = samples_of(file)
    for clip, start in zip(recording.clips, recording.timeline.starts, strict=True):
        alone = miniaudio.decode(clip.mp3, nchannels=1, sample_rate=clip.sample_rate).samples
        heard = whole[start : start + 8_000]
        assert heard == alone[1105 : 1105 + len(heard)]


def test_it_sounds_sane(file: Path) -> None:
    """Loud enough, not clipped, no silence over a second and a half."""
    samples = samples_of(file)
    assert 10_000 < max(map(abs, samples)) < 32_700
    quiet = (len(list(run)) for is_quiet, run in itertools.groupby(
        samples, key=lambda s: abs(s) < 200
    ) if is_quiet)  # fmt: skip
    assert max(quiet) < 1.5 * 22_050


def test_words_begin_in_order_inside_their_sentence(recording: Recording) -> None:
    timeline = recording.timeline
    for index, sentence in enumerate(recording.script.sentences):
        times = timeline.words(index)
        assert [word for word, _ in times] == sorted({word for word, _ in times})
        assert len(times) == sum(bool(word.spoken) for word in sentence.words)
        begins = [begin for _, begin in times]
        assert begins == sorted(begins)
        assert timeline.begin(index) <= begins[0]
        assert begins[-1] < timeline.end(index)


def test_the_tags_tell_what_it_is(file: Path, script: Script) -> None:
    tags = ID3(file)
    assert tags.version == (2, 4, 0)
    assert tags["TIT2"].text == ["Khai trương phòng đọc sách nói"]
    assert str(tags["TDRC"].text[0]) == "2025-03-16"
    assert tags["TLAN"].text == ["vie"]
    assert tags["COMM::vie"].text == ["espeak vi"]
    assert all(block.text in tags["USLT::vie"].text for block in script.article.blocks)
    assert [line.strip() for line, _ in tags["SYLT::vie"].text] == [
        sentence.text for sentence in script.sentences
    ]


def test_an_address_may_have_any_letters(tmp_path: Path) -> None:
    page = "<article><h1>Tin vui</h1><p>Thư viện huyện mở cửa trở lại sau ba tháng.</p></article>"
    article = reader.extract(page, url="https://bao.example/tin/Yến%20mới?a=1&b=ế")
    recording = reader.record(reader.script(article), engine="espeak")
    address = ID3(recording.save(tmp_path / "a.mp3"))["WOAS"].url
    assert address == "https://bao.example/tin/Y%E1%BA%BFn%20m%E1%BB%9Bi?a=1&b=%E1%BA%BF"


def test_headings_are_chapters(tmp_path: Path) -> None:
    page = """<article><h1>Ba việc nên làm</h1><p>Bài viết có hai phần cho bạn đọc.</p>
    <h2>Phần một</h2><p>Đây là phần thứ nhất của bài viết này.</p>
    <h2>Phần hai</h2><p>Đây là phần thứ hai của bài viết này.</p></article>"""
    recording = reader.record(reader.script(reader.extract(page)), engine="espeak")
    tags = ID3(recording.save(tmp_path / "a.mp3"))
    chapters = [tags[f"CHAP:{name}"] for name in tags["CTOC:toc"].child_element_ids]
    assert [c.sub_frames["TIT2"].text[0] for c in chapters] == [
        "Ba việc nên làm", "Phần một", "Phần hai",
    ]  # fmt: skip
    assert [c.start_time for c in chapters[1:]] == [c.end_time for c in chapters[:-1]]
    assert chapters[-1].end_time == round(recording.timeline.duration)


def made(script: Script, cache: Path) -> int:
    with stream(script, engine="espeak", cache=cache) as take:
        assert len(list(take)) == len(script.sentences)
        return take.made


def test_nothing_is_said_twice(script: Script, tmp_path: Path) -> None:
    assert made(script, tmp_path) == len(script.sentences)
    assert made(script, tmp_path) == 0
    assert made(script_of(ARTICLE.replace("miễn phí", "về nhà")), tmp_path) == 1


def test_another_rate_is_another_sound(script: Script, tmp_path: Path) -> None:
    usual = reader.record(script, engine="espeak", cache=tmp_path)
    quick = reader.record(script, engine="espeak", rate=2.0, cache=tmp_path)
    assert quick.seconds < 0.75 * usual.seconds


def test_a_damaged_clip_is_noticed_and_made_again(
    script: Script, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made(script, tmp_path)
    victim = next(tmp_path.rglob("*.mp3"))
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.write_bytes(data)
    assert made(script, tmp_path) == 1
    assert "damaged" in caplog.text
    assert made(script, tmp_path) == 0


def test_a_cache_that_cannot_be_written_costs_no_sound(
    script: Script, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    assert made(script, blocked) == len(script.sentences)
    assert len([r for r in caplog.records if r.levelname == "WARNING"]) == 1


def test_clips_come_while_later_ones_are_made(script: Script, tmp_path: Path) -> None:
    """Leaving early makes no more than what was under way."""
    long = script_of("\n".join([ARTICLE, *(f"Đây là câu số {n} của bài." for n in range(200))]))
    cache = Cache(FolderStore(tmp_path))
    with stream(long, engine="espeak", cache=cache, jobs=2) as take:
        index, clip = next(iter(take))
        assert (index, clip.samples > 0) == (0, True)
    assert 1 <= len(list(tmp_path.rglob("*.mp3"))) <= 12


def test_it_can_begin_anywhere(script: Script, tmp_path: Path) -> None:
    with stream(script, engine="espeak", cache=tmp_path, first=3) as take:
        assert [index for index, _ in take] == [3, 4]


class Fickle:
    """An online engine that speaks two sentences and then has no more network."""

    name = "gtts"
    version = "1"
    workers = Workers("thread", 1)

    def __init__(self) -> None:
        self._real, self.said = get("espeak"), 0

    def voices(self) -> Sequence[Voice]:
        return self._real.voices()

    def speak(self, sentence: Sentence, delivery: Delivery) -> Sound:
        self.said += 1
        if self.said > 2:
            raise EngineError("gtts is gone", "no network")
        return self._real.speak(sentence, delivery)

    def close(self) -> None:
        self._real.close()


def test_where_the_online_voice_fails_the_whole_is_read_by_the_embedded_one(
    script: Script, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    came: list[Clip] = []
    cache = Cache(FolderStore(tmp_path))
    with Take(script, Fickle(), Delivery("vi"), cache, auto=True) as take:
        for clip in complete(take, restart=came.clear):
            came += [clip]
        assert take.engine_name == "espeak"
    assert len(came) == len(script.sentences)
    assert [r.getMessage() for r in caplog.records if "whole article" in r.getMessage()]


def test_what_was_asked_for_is_not_replaced(script: Script, tmp_path: Path) -> None:
    with (
        Take(script, Fickle(), Delivery("vi"), Cache(FolderStore(tmp_path))) as take,
        pytest.raises(EngineError, match="gtts is gone"),
    ):
        list(complete(take, restart=lambda: None))
