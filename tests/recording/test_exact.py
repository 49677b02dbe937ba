"""Where sentences begin, to the sample: found again in the finished file by other decoders."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import miniaudio
import numpy as np
import pytest
import soundfile
from standins.chirps import Chirps, chirp

import reader
from reader.audio.frames import header_for, parse, walk
from reader.recording import record
from reader.values import MediaType, Page

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from reader.recording import Recording

    Samples = NDArray[np.float64]

TEXT = "Bảy câu để nghe\n\n" + "\n\n".join(
    f"Câu thứ {number} của bài. Và câu {number} nữa, không nghỉ lâu."
    for number in ["một", "hai", "ba"]
)
FEW = 600
"""Samples around an expected place in which it is looked for: a frame and more."""
ENCODINGS = {
    "usual": (48, 0),
    "32 kHz": (64, 32_000),
    "44.1 kHz": (96, 44_100),
    "8 kHz": (24, 8_000),
}


class Made(NamedTuple):
    recording: Recording
    file: Path
    kbps: int
    sample_rate: int


@pytest.fixture(scope="module", params=ENCODINGS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    kbps, sample_rate = ENCODINGS[request.param]
    folder = tmp_path_factory.mktemp("exact")
    script = reader.script(reader.extract(Page(TEXT, MediaType.PLAIN)))
    engine = Chirps(script.sentences)
    recording = record(
        script, engine=engine, kbps=kbps, sample_rate=sample_rate, cache=folder / "cache"
    )
    file = recording.save(folder / "a.mp3")
    return Made(recording, file, kbps, sample_rate or engine.sample_rate)


def by_miniaudio(file: Path, rate: int) -> Samples:
    return decoded(file.read_bytes(), rate)


def decoded(mp3: bytes, rate: int) -> Samples:
    return np.array(miniaudio.decode(mp3, nchannels=1, sample_rate=rate).samples) / 2**15


def by_libsndfile(file: Path, rate: int) -> Samples:
    samples, found = soundfile.read(file)
    assert found == rate
    return np.asarray(samples)


def by_ffmpeg(file: Path, rate: int, start: float = 0.0) -> Samples:
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-ss", f"{start:.6f}", "-i", file, "-f", "s16le", "-"],
        capture_output=True,
        check=True,
    ).stdout
    return np.frombuffer(raw, "<i2") / 2**15


DECODERS = [by_miniaudio, by_libsndfile] + ([by_ffmpeg] if shutil.which("ffmpeg") else [])


def place_of(marker: Samples, sound: Samples) -> int:
    """Where in the sound the marker fits best."""
    return int(np.argmax(np.correlate(sound, marker, "valid")))


def marker(number: int, rate: int) -> Samples:
    return chirp(number, rate)[: rate // 5]


@pytest.mark.parametrize("decoder", DECODERS)
def test_each_sentence_is_heard_where_the_timeline_says(made: Made, decoder) -> None:  # noqa: ANN001
    samples = decoder(made.file, made.sample_rate)
    assert len(samples) == sum(clip.samples for clip in made.recording.clips)
    for number, start in enumerate(made.recording.timeline.starts):
        wanted = marker(number, made.sample_rate)
        first = max(0, start - FEW)
        around = samples[first : start + FEW + len(wanted)]
        assert abs(first + place_of(wanted, around) - start) <= 1, number


def test_it_is_that_sentence_and_no_other(made: Made) -> None:
    samples = by_miniaudio(made.file, made.sample_rate)
    starts = made.recording.timeline.starts
    for number, start in enumerate(starts):
        heard = samples[start : start + made.sample_rate // 5]
        likeness = [abs(heard @ marker(other, made.sample_rate)) for other in range(len(starts))]
        assert int(np.argmax(likeness)) == number


def test_sentences_begin_at_whole_frames(made: Made) -> None:
    frame = header_for(made.sample_rate, made.kbps).samples
    assert all(start % frame == 0 for start in made.recording.timeline.starts)


def test_no_joint_clicks(made: Made) -> None:
    """No step around a joint is higher than what the two clips have by themselves."""
    samples = by_miniaudio(made.file, made.sample_rate)
    around = made.sample_rate * 30 // 1000
    alone = [decoded(clip.mp3, clip.sample_rate) for clip in made.recording.clips]
    own = [np.abs(np.diff(clip)).max() for clip in alone]
    for number, start in list(enumerate(made.recording.timeline.starts))[1:]:
        steps = np.abs(np.diff(samples[start - around : start + around]))
        assert steps.max() <= max(own[number - 1], own[number]) + 2 / 2**15


def test_a_player_that_seeks_is_there_within_a_frame(made: Made) -> None:
    frame = header_for(made.sample_rate, made.kbps).samples
    for number, start in list(enumerate(made.recording.timeline.starts))[1::2]:
        wanted = marker(number, made.sample_rate)
        with soundfile.SoundFile(made.file) as file:
            file.seek(start)
            heard: list[Samples] = [np.asarray(file.read(len(wanted) + frame))]
        if shutil.which("ffmpeg"):
            heard += [by_ffmpeg(made.file, made.sample_rate, start / made.sample_rate)]
        for samples in heard:
            assert place_of(wanted, samples[: len(wanted) + frame]) <= frame


def test_the_table_of_seek_points_leads_to_each_per_cent(made: Made) -> None:
    """An entry is a 256th of the file, counted from the Info frame."""
    data = made.file.read_bytes()
    info = data.index(b"Info")
    table = data[info + 16 : info + 116]
    front = next(at for at in range(info, 0, -1) if parse(data, at))
    places = [at for at, _ in walk(data[front:])]
    frames = (
        sum(clip.samples for clip in made.recording.clips)
        // header_for(made.sample_rate, made.kbps).samples
    )
    a_256th = (len(data) - front) / 256
    for percent, entry in enumerate(table):
        place = places[1 + frames * percent // 100]
        assert abs(entry * a_256th - place) <= a_256th + places[2] - places[1]
