"""How far from the truth the found word times are, and how fast they are found.

    python tests/benchmarks/alignment.py

The truth is known where the embedded engine speaks: its own word events. It speaks the text in
other voices, speeds and pitches; then what real voices do is done to that: vocal tracts of another
length, uneven tempo, longer and shorter pauses, a room, noise, MP3. The aligner hears only the
standard voice. Beside it: word times spread in proportion to the reference's (a silent stopwatch),
and in proportion to syllables (what players without alignment do).
"""

from __future__ import annotations

import dataclasses
import time

import lameenc
import miniaudio
import numpy as np

from reader import engines
from reader.audio.align import aligned, proportional
from reader.audio.loudness import samples_of, with_samples
from reader.audio.stretch import resampled, stretched
from reader.engines import espeak
from reader.engines.decoding import joined
from reader.testing import sentence
from reader.values import Delivery, Mark, Sentence, Sound

TEXTS = """\
Sáng nay, tại thành phố Hà Nội, hội nghị tổng kết công tác năm đã được tổ chức trọng thể.
Ông nói: mỗi người dân là một chiến sĩ, mỗi gia đình là một pháo đài, và chúng ta sẽ thắng.
Giá gạo tăng mười hai phần trăm so với cùng kỳ năm ngoái.
Trong khi đó, mưa lớn kéo dài nhiều ngày ở miền Trung khiến hàng nghìn ngôi nhà bị ngập, \
nhiều tuyến đường sạt lở, giao thông bị chia cắt, và học sinh phải nghỉ học.
Đội tuyển đã thắng ba không.
Theo báo cáo của bộ, tổng kim ngạch xuất khẩu chín tháng đầu năm ước đạt hơn ba trăm tỷ đô, \
tăng mười lăm phần trăm, trong đó nông sản, thuỷ sản và đồ gỗ giữ mức tăng cao nhất.
""".splitlines()
VOICES = (
    ("vi-vn-x-south", 0.9, 1.3),
    ("vi-vn-x-central", 1.1, 0.8),
    ("vi+f3", 1.2, 1.2),
    ("vi+f5", 1.5, 1.3),
    ("vi+m4", 0.8, 0.8),
    ("vi+klatt4", 1.0, 1.0),
)


def longer_tract(sound: Sound, by: float) -> Sound:
    """Formants and pitch lower by a factor, as in a larger body; the tempo kept."""
    lowered = dataclasses.replace(resampled(sound, round(sound.sample_rate * by)))
    played = Sound(lowered.pcm, sound.sample_rate, lowered.marks)
    return stretched(played, by)


def uneven(sound: Sound, rng: np.random.Generator) -> Sound:
    """Each group of three words at its own tempo, between 0.75 and 1.35 times the voice's."""
    cuts = [mark.sample for mark in sound.marks][3::3]
    parts = zip([0, *cuts], [*cuts, sound.samples], strict=True)
    return joined([stretched(part(sound, *ends), rng.uniform(0.75, 1.35)) for ends in parts])


def part(sound: Sound, start: int, end: int) -> Sound:
    marks = (m for m in sound.marks if start <= m.sample < end)
    moved = tuple(Mark(m.sample - start, m.word) for m in marks)
    return Sound(sound.pcm[2 * start : 2 * end], sound.sample_rate, moved)


def other_pauses(sound: Sound, sentence: Sentence, rng: np.random.Generator) -> Sound:
    """After each comma up to 0.5 s more silence; at other places none."""
    after = {i + 1 for i, word in enumerate(sentence.words) if word.punctuation}
    cuts = [mark.sample for mark in sound.marks if mark.word in after]
    parts = [part(sound, *e) for e in zip([0, *cuts], [*cuts, sound.samples], strict=True)]
    pauses = [
        Sound(bytes(2 * round(rng.uniform(0, 0.5) * sound.sample_rate)), sound.sample_rate)
        for _ in parts[1:]
    ]
    return joined([parts[0], *(s for pair in zip(pauses, parts[1:], strict=True) for s in pair)])


def in_a_room(sound: Sound, rng: np.random.Generator) -> Sound:
    """A room of 0.3 s reverberation time at −9 dB, and noise 30 dB below the voice."""
    samples = samples_of(sound)
    times = np.arange(round(0.3 * sound.sample_rate)) / sound.sample_rate
    tail = rng.standard_normal(len(times)) * np.exp(-6.9 * times / 0.3)
    size = len(samples) + len(tail)
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(tail, size), size)[: len(samples)]
    wet *= 0.35 * samples.std() / wet.std()
    noise = rng.standard_normal(len(samples)) * samples.std() / 31.6
    return with_samples(sound, (0.7 * (samples + wet + noise)).astype(np.float32))


def through_mp3(sound: Sound) -> Sound:
    """MP3 at 32 kbit/s and back, its delay taken off."""
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(32)
    encoder.set_in_sample_rate(sound.sample_rate)
    encoder.set_channels(1)
    encoder.silence()
    mp3 = bytes(encoder.encode(sound.pcm) + encoder.flush())
    decoded = miniaudio.decode(mp3, nchannels=1, sample_rate=sound.sample_rate).samples.tobytes()
    return dataclasses.replace(sound, pcm=decoded[2 * 1105 :][: len(sound.pcm)])


def changed(how: str, sentence: Sentence, sound: Sound, seed: int) -> Sound:
    rng = np.random.default_rng(seed)
    changes = {
        "as spoken": lambda s: s,
        "another body": lambda s: longer_tract(s, rng.choice([0.85, 1.15])),
        "uneven tempo": lambda s: uneven(s, rng),
        "other pauses": lambda s: other_pauses(s, sentence, rng),
        "room, noise, MP3": lambda s: through_mp3(in_a_room(s, rng)),
    }
    if how == "all of it":
        for change in list(changes.values())[1:]:
            sound = change(sound)
        return sound
    return changes[how](sound)


CHANGES = (
    *("as spoken", "another body", "uneven tempo"),
    *("other pauses", "room, noise, MP3", "all of it"),
)


def by_syllables(sound: Sound, sentence: Sentence) -> tuple[Mark, ...]:
    """Every syllable as long as any other."""
    counts = [len(word.spoken.split()) for word in sentence.words]
    before = np.concatenate(([0], np.cumsum(counts)))
    return tuple(Mark(round(sound.samples * before[i] / before[-1]), i) for i in range(len(counts)))


def errors(found: tuple[Mark, ...], sound: Sound) -> list[float]:
    """Milliseconds between where words are and where they were found."""
    truth = {mark.word: mark.sample for mark in sound.marks}
    return [
        abs(mark.sample - truth[mark.word]) * 1000 / sound.sample_rate
        for mark in found
        if mark.word in truth
    ]


class Watch:
    """Seconds of sound heard, and of one core's time spent on it."""

    heard = aligning = speaking = 0.0

    def found(self, engine: engines.Engine, sentence: Sentence, sound: Sound) -> list[list[float]]:
        """The errors of the three ways to find the words."""
        times = [time.process_time()]
        reference = engine.speak(sentence, Delivery())
        times.append(time.process_time())
        marks = aligned(sound, reference)
        times.append(time.process_time())
        self.heard += sound.seconds
        self.speaking += times[1] - times[0]
        self.aligning += times[2] - times[1]
        ways = (marks, proportional(sound, reference), by_syllables(sound, sentence))
        return [errors(way, sound) for way in ways]


def measured(engine: engines.Engine, how: str, watch: Watch) -> list[list[float]]:
    columns: list[list[float]] = [[], [], []]
    for seed, (voice, rate, pitch) in enumerate(VOICES):
        for said in map(sentence, TEXTS):
            spoken = engine.speak(said, Delivery(voice, rate, pitch))
            found = watch.found(engine, said, changed(how, said, spoken, seed))
            columns = [column + more for column, more in zip(columns, found, strict=True)]
    return columns


def main() -> None:
    espeak._VOICES.update({v: espeak._Voice(v, "", -14.0) for v, _, _ in VOICES if "+" in v})
    engine, watch = engines.get("espeak"), Watch()
    print("errors in ms: median, 95 %")
    print(f"{'':20}{'aligned':>19}{'stopwatch':>19}{'by syllables':>19}")
    for how in CHANGES:
        columns = measured(engine, how, watch)
        figures = (f"{np.median(c):12.0f}{np.percentile(c, 95):7.0f}" for c in columns)
        print(f"{how:20}{''.join(figures)}")
    both = watch.aligning + watch.speaking
    print(f"on one core {watch.heard / watch.aligning:.0f} × real time", end="; ")
    print(f"with speaking the reference {watch.heard / both:.0f} ×")


if __name__ == "__main__":
    main()
