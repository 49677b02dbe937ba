"""What any engine must pass, ready to be run by pytest; and a sentence from plain text.

In a plug-in's tests:

    from reader.testing import EngineContract

    class TestWhisper(EngineContract):
        def engine(self):
            return Whisper()

Each test speaks through `Finished`, as the program does; an engine gives raw sound and need not
trim, level or mark it.
"""

from __future__ import annotations

import concurrent.futures
import re
from typing import TYPE_CHECKING, Final

from reader.audio.loudness import loudness, true_peak
from reader.engines.finish import Finished
from reader.engines.protocol import Engine
from reader.engines.steps import trimmed
from reader.settings import Settings
from reader.values import Delivery, Sentence, Voice, Word

if TYPE_CHECKING:
    from reader.values import Sound

SHORT: Final = "Xin chào các bạn, hôm nay trời đẹp."
LONG: Final = (
    "Sáng nay, tại thành phố Hà Nội, hội nghị tổng kết công tác năm đã được tổ chức trọng thể, "
    "với sự tham dự của nhiều đại biểu, và đã thông qua chương trình hành động cho năm tới."
)
ODD: Final = ("a", "\U0001f600", "x\0y", "漢字 и кириллица", "<b>&amp;</b>", "ừ" * 500)


def sentence(text: str, language: str = "vi") -> Sentence:
    """A sentence that says its text, word by word, as written."""
    found = re.finditer(r"([^\s,.;:?!…]+)([,.;:?!…]?)", text)
    words = tuple(Word(m.start(), m.end(1), m[1], m[2]) for m in found)
    return Sentence(0, 0, len(text), text, words, language=language)


class EngineContract:
    """Give the engine in `engine`; pytest finds the tests in a subclass called `Test…`."""

    def engine(self) -> Engine:
        """A new engine, ready to speak."""
        raise NotImplementedError

    def _speak(self, text: str, delivery: Delivery | None = None) -> Sound:
        engine = Finished(self.engine(), Settings())
        try:
            return engine.speak(sentence(text), delivery or Delivery())
        finally:
            engine.close()

    def test_it_has_what_an_engine_has(self) -> None:
        """Name, version and workers as `reader.engines.Engine` describes them."""
        engine = self.engine()
        assert isinstance(engine, Engine)
        assert engine.name
        assert engine.version
        assert engine.workers.kind in ("process", "thread")
        engine.close()

    def test_its_voices_are_its_own(self) -> None:
        """Every voice bears the engine's name, and no two have one name."""
        engine = self.engine()
        voices = list(engine.voices())
        assert all(isinstance(v, Voice) and v.engine == engine.name for v in voices)
        assert len({voice.name for voice in voices}) == len(voices)
        engine.close()

    def test_a_longer_text_takes_longer(self) -> None:
        """Sound follows the text."""
        assert self._speak(LONG).seconds > 2 * self._speak(SHORT).seconds > 1

    def test_there_is_no_loose_silence(self) -> None:
        """At most 30 ms at either end."""
        sound = self._speak(SHORT)
        assert sound.seconds - trimmed(sound).seconds <= 0.03  # noqa: PLR2004 - as promised

    def test_every_word_has_its_mark(self) -> None:
        """In order, and inside the sound."""
        sound = self._speak(LONG)
        assert [mark.word for mark in sound.marks] == list(range(len(sentence(LONG).words)))
        samples = [mark.sample for mark in sound.marks]
        assert samples == sorted(samples)
        assert 0 <= samples[0] <= samples[-1] < sound.samples

    def test_it_is_as_loud_as_the_others(self) -> None:
        """−16 LUFS ± 1, true peak at most −1 dB."""
        sound = self._speak(LONG)
        assert abs(loudness(sound) + 16) <= 1
        assert true_peak(sound) <= -1

    def test_it_speaks_faster_and_slower(self) -> None:
        """Twice the rate takes half the time, give or take a tenth."""
        usual = self._speak(LONG).seconds
        for rate in (0.5, 2.0, 3.0):
            assert abs(self._speak(LONG, Delivery(rate=rate)).seconds * rate / usual - 1) <= 0.1  # noqa: PLR2004

    def test_nothing_odd_breaks_it(self) -> None:
        """Whatever is in a page: sound, or an error of `reader.errors`."""
        from reader.errors import EngineError

        for text in ODD:
            try:
                assert self._speak(text).samples
            except EngineError as error:
                assert str(error)  # noqa: PT017 - one of ours is as good as sound

    def test_it_bears_being_used_by_many(self) -> None:
        """Threads that speak at once each get what they asked for."""
        engine = Finished(self.engine(), Settings())
        texts = [SHORT, LONG] * 3
        try:
            with concurrent.futures.ThreadPoolExecutor(4) as pool:
                sounds = list(pool.map(lambda t: engine.speak(sentence(t), Delivery()), texts))
        finally:
            engine.close()
        assert min(s.seconds for s in sounds[1::2]) > 2 * max(s.seconds for s in sounds[::2])
