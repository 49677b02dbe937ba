"""A picture of a sentence as sound, with the beginning of each word drawn on it.

python tests/benchmarks/marks.py [PICTURE.png]
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from reader import engines, settings, vietnamese
from reader.values import Article, Block, BlockKind, Delivery

TEXT = "Sáng 18/12, thư viện TP Huế mở cửa đón 25 bạn đọc."
WIDTH, HEIGHT, LABELS = 1600, 300, 60


def vietnamese_font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Arial.ttf", "arial.ttf"):
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def main() -> None:
    target = Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).with_suffix(".png")
    article = Article("", (Block(BlockKind.PARAGRAPH, TEXT),))
    (sentence,) = vietnamese.script(article).sentences
    engine = engines.get("espeak", settings.load())
    sound = engine.speak(sentence, Delivery())
    engine.close()
    samples = np.frombuffer(sound.pcm, "<i2").astype(float) / 32768
    picture = Image.new("RGB", (WIDTH, HEIGHT + LABELS), "white")
    draw = ImageDraw.Draw(picture)
    for x, part in enumerate(np.array_split(samples, WIDTH)):
        top, bottom = (HEIGHT / 2 * (1 - peak) for peak in (part.max(), part.min()))
        draw.line((x, top, x, max(bottom, top + 1)), fill="#1f4e79")
    font = vietnamese_font(18)
    for number, mark in enumerate(sound.marks):
        word = sentence.words[mark.word]
        at = mark.sample / sound.samples * WIDTH
        draw.line((at, 0, at, HEIGHT + 8), fill="#c00000", width=2)
        label = sentence.text[word.start : word.end]
        draw.text((at + 3, HEIGHT + 6 + 24 * (number % 2)), label, fill="black", font=font)
    picture.save(target, optimize=True)
    print(target)


if __name__ == "__main__":
    main()
