"""The files beside the MP3: the words that are written, at the times they are heard."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import reader
from reader.outputs import captions
from reader.outputs.tags import Source
from reader.values import MediaType, Page

if TYPE_CHECKING:
    from pathlib import Path

    from reader.recording import Recording

TEXT = (
    "Thư viện mở cửa\n\n16/03/2025\n\nSáng ngày 15/3, thư viện TP Huế mở cửa.\n"
    "Hơn 120 bạn đọc <đến> dự & vui."
)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    script = reader.script(reader.extract(Page(TEXT, MediaType.PLAIN)))
    return reader.record(script, engine="espeak", cache=tmp_path_factory.mktemp("captions"))


@pytest.fixture(scope="module")
def folder(recording: Recording, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    recording.save(folder / "bài.mp3")
    captions.write(
        folder / "bài.mp3",
        captions.formats("vtt,srt,lrc,json"),
        recording.script,
        recording.timeline,
        Source(recording.engine, recording.voice),
    )
    return folder


def timing(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "bài.json").read_text(encoding="utf-8"))
    return data


def test_the_timing_document_fits_its_schema(folder: Path) -> None:
    schema = resources.files("reader.outputs") / "timing.schema.json"
    jsonschema.validate(timing(folder), json.loads(schema.read_text(encoding="utf-8")))


def test_it_tells_when_each_written_word_is_heard(folder: Path) -> None:
    sentences = timing(folder)["sentences"]
    first = sentences[1]
    written = [first["quote"]["exact"][start:end] for start, end, _, _ in first["words"]]
    assert written[:3] == ["Sáng", "ngày", "15/3"]
    assert "TP" in written
    times = [time for s in sentences for _, _, begin, end in s["words"] for time in (begin, end)]
    assert times == sorted(times)
    assert sentences[-1]["end"] == pytest.approx(timing(folder)["duration"], abs=1)


def test_a_sentence_is_found_by_its_quote(recording: Recording, folder: Path) -> None:
    for sentence in timing(folder)["sentences"]:
        text = recording.article.text_of(sentence["block"])
        quote = sentence["quote"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_subtitles_hold_every_sentence_in_order(recording: Recording, folder: Path) -> None:
    for name in ("vtt", "srt"):
        content = (folder / f"bài.{name}").read_text(encoding="utf-8")
        cues = re.findall(r"(\d\d:\d\d:\d\d[.,]\d{3}) --> (\d\d:\d\d:\d\d[.,]\d{3})", content)
        assert len(cues) == len(recording.script.sentences)
        assert cues == sorted(cues)
    vtt = (folder / "bài.vtt").read_text(encoding="utf-8")
    assert vtt.startswith("WEBVTT\n")
    plain = re.sub(r"<\d[\d:.]*>", "", vtt)
    assert "Sáng ngày 15/3, thư viện TP Huế mở cửa." in plain
    assert "&lt;đến&gt;" in plain
    assert "&amp; vui" in plain


def test_lyrics_have_a_time_before_every_word(folder: Path) -> None:
    lines = (folder / "bài.lrc").read_text(encoding="utf-8").splitlines()
    timed = [line for line in lines if re.match(r"\[\d", line)]
    assert re.match(r"\[\d\d:\d\d\.\d\d\]<\d\d:\d\d\.\d\d>Sáng <", timed[1])


def test_an_unknown_kind_names_the_known() -> None:
    with pytest.raises(reader.ReaderError, match="vtt"):
        captions.formats("vtt,doc")
