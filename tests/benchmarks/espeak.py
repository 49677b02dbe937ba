"""The embedded voice beside the `espeak-ng` program: throughput, and memory over many sentences.

    python tests/benchmarks/espeak.py

The program (Debian: `apt install espeak-ng`) is given all sentences at once and writes raw sound;
ours also trims, marks and levels each sentence, and both stay on one core.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import reader
from reader import engines, settings
from reader.values import Delivery

EXAMPLE = Path(__file__).parents[2] / "examples" / "bai-viet.txt"
MANY = 1_000


def resident() -> float:
    """Megabytes that this process holds now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def main() -> None:
    if not shutil.which("espeak-ng"):
        sys.exit("not installed: espeak-ng")
    script = reader.script(reader.extract(reader.fetch(EXAMPLE)))
    sentences = [sentence for sentence in script.sentences if sentence.spoken] * 10
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder, "words.txt")
        words.write_text("\n".join(f"{s.spoken}." for s in sentences), encoding="utf-8")
        command = ["espeak-ng", "-v", "vi", "-f", str(words), "-w", str(Path(folder, "out.wav"))]
        started = time.perf_counter()
        subprocess.run(command, check=True)
        theirs = time.perf_counter() - started
    engine = engines.get("espeak", settings.load())
    engine.speak(sentences[0], Delivery())
    started = time.perf_counter()
    seconds = sum(engine.speak(sentence, Delivery()).seconds for sentence in sentences)
    ours = time.perf_counter() - started
    print(f"{len(sentences)} sentences, {seconds:.0f} s of sound")
    print(f"espeak-ng {theirs:6.2f} s, {seconds / theirs:5.0f} × real time")
    print(
        f"ours      {ours:6.2f} s, {seconds / ours:5.0f} × real time, {theirs / ours:.2f} × as fast"
    )
    before = resident()
    for number in range(MANY):
        engine.speak(sentences[number % len(sentences)], Delivery())
    print(f"memory: {before:.0f} MB before, {resident():.0f} MB after {MANY} sentences more")
    engine.close()


if __name__ == "__main__":
    main()
