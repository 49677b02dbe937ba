"""Piper's neural voices through the package `piper-tts` (extra ``piper``): offline.

A voice is a folder with ``NAME.onnx`` and ``NAME.onnx.json`` (see `reader.engines.piper_voices`);
``NAME#7`` is the eighth speaker of a voice that has several. Where the model tells how long its
phonemes are, and they fall into as many words as the text, words are marked by that.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import threading
from typing import TYPE_CHECKING, Any, Final

from reader.engines import piper_voices
from reader.engines.decoding import joined
from reader.engines.protocol import Workers
from reader.errors import EngineError, EngineMissingError
from reader.language import say
from reader.values import Mark, Sound

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reader.settings import Settings
    from reader.values import Delivery, Sentence, Voice

_SPACE: Final = " "


class Piper:
    """The voices in the user's folder."""

    name = "piper"
    workers = Workers("thread", 2)  # a model takes several cores by itself
    rates = (0.5, 2.0)

    def __init__(self, settings: Settings) -> None:
        self._package = _package()
        self.version = str(importlib.import_module("importlib.metadata").version("piper-tts"))
        self._folder = piper_voices.folder(settings)
        self._loading = threading.Lock()
        if not any(voice.installed for voice in self.voices()):
            raise _no_voice("")

    def voices(self) -> Sequence[Voice]:
        """Installed voices first, then those of the catalogue that can be fetched."""
        return piper_voices.listed(self._folder)

    def speak(self, sentence: Sentence, delivery: Delivery) -> Sound:
        """The sentence as sound.

        Raises:
            EngineMissingError: The voice is not installed.
            EngineError: The model cannot be loaded or run.
        """
        name, _, speaker = (delivery.voice or self.voices()[0].name).partition("#")
        with self._loading:
            model = _loaded(self._package, self._folder / name / f"{name}.onnx")
        config = self._package.SynthesisConfig(
            speaker_id=int(speaker) if speaker.isdecimal() else None,
            length_scale=model.config.length_scale / delivery.rate,
        )
        try:
            chunks = list(model.synthesize(sentence.spoken, config, include_alignments=True))
        except Exception as error:  # whatever the runtime under the package raises
            raise _failed(name, error) from error
        sound = joined([Sound(c.audio_int16_bytes, c.sample_rate) for c in chunks] or [_NOTHING])
        return Sound(sound.pcm, sound.sample_rate, tuple(_marks(sentence, chunks)))

    def close(self) -> None:
        """Let the models go."""
        _loaded.cache_clear()


_NOTHING: Final = Sound(b"", 22_050)


def _package() -> Any:
    try:
        return importlib.import_module("piper")
    except ImportError as error:
        raise EngineMissingError(
            say("the engine “piper” is not installed", "chưa cài bộ đọc “piper”"),
            str(error),
            say("Run: ", "Hãy chạy: ") + "pip install 'doc-bai-viet[piper]'",
        ) from error


@functools.lru_cache(maxsize=2)
def _loaded(package: Any, model: Path) -> Any:
    if not model.is_file():
        raise _no_voice(model.stem)
    # Without `onnx` the package cannot add the durations to what a model gives, and warns.
    alignments = importlib.util.find_spec("onnx") is not None
    try:
        return package.PiperVoice.load(model, include_alignments=alignments)
    except Exception as error:  # whatever the runtime under the package raises
        raise _failed(model.stem, error) from error


def _marks(sentence: Sentence, chunks: list[Any]) -> Iterator[Mark]:
    """Marks by the durations of phonemes; none where they and the text are not word for word."""
    starts = list(_word_starts(chunks))
    tokens = sentence.spoken.split(_SPACE)
    if len(starts) != len(tokens):
        return
    token = 0
    for start, end, word in sentence.spoken_spans():
        yield Mark(starts[token], word)
        token += len(sentence.spoken[start:end].split(_SPACE))


def _word_starts(chunks: list[Any]) -> Iterator[int]:
    """The sample where each run of phonemes between spaces begins."""
    sample = 0
    for chunk in chunks:
        at, between = sample, True
        for phoneme in (chunk.phoneme_alignments or [])[1:-1]:  # without begin and end
            if phoneme.phoneme == _SPACE:
                between = True
            elif between:
                yield at + _length_before(chunk, phoneme)
                between = False
        sample += len(chunk.audio_int16_array)


def _length_before(chunk: Any, wanted: Any) -> int:
    total = 0
    for phoneme in chunk.phoneme_alignments:
        if phoneme is wanted:
            break
        total += int(phoneme.num_samples)
    return total


def _no_voice(name: str) -> EngineMissingError:
    known = name or next(iter(piper_voices.catalogue()))
    return EngineMissingError(
        say(f"the voice “{name}” is not installed", f"chưa cài giọng “{name}”")
        if name
        else say("no Piper voice is installed", "chưa cài giọng Piper nào"),
        fix=say("Run: ", "Hãy chạy: ") + f"reader voices download {known}",
    )


def _failed(name: str, error: Exception) -> EngineError:
    return EngineError(
        say(f"Piper cannot speak with “{name}”", f"Piper không đọc được bằng “{name}”"),
        str(error),
        say("Fetch the voice again: ", "Hãy tải lại giọng: ") + f"reader voices download {name}",
    )
