"""How soon a program is there: `reader --help` beside `gtts-cli --help` and Python itself.

    python tests/benchmarks/startup.py

And what the road costs over an empty program: a cached article, one edited sentence of a long one.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "bai-viet.txt"
TIMES: Final = 9
ENVIRON: Final = {**os.environ, "READER_CONFIG": os.devnull}


def took(*command: str | Path) -> float:
    """The median, in milliseconds."""
    seconds = []
    for _ in range(TIMES):
        started = time.perf_counter()
        subprocess.run(command, check=True, env=ENVIRON, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds) * 1000


def main() -> None:
    python = sys.executable
    gtts = "import sys; sys.argv[1:] = ['--help']; from gtts.cli import tts_cli; tts_cli()"
    rows = [
        ("python -c pass", took(python, "-c", "pass")),
        ("import reader", took(python, "-c", "import reader")),
        ("gtts-cli --help", took(python, "-c", gtts)),
        ("reader --help", took(python, "-m", "reader", "--help")),
    ]
    with tempfile.TemporaryDirectory() as folder:
        cache, out = Path(folder, "cache"), Path(folder, "a.mp3")
        again = (
            "import sys, reader; from pathlib import Path\n"
            "article = reader.extract(reader.fetch(sys.argv[1]))\n"
            "reader.record(reader.script(article), engine='espeak', cache=sys.argv[2])"
            ".save(sys.argv[3])"
        )
        took(python, "-c", again, EXAMPLE, cache, out)
        rows.append(("a cached article to MP3", took(python, "-c", again, EXAMPLE, cache, out)))
    empty = rows[0][1]
    print(f"{'':28}{'ms':>8}{'over python':>14}")
    for name, milliseconds in rows:
        print(f"{name:28}{milliseconds:8.0f}{milliseconds - empty:14.0f}")
    print(f"reader --help takes {rows[3][1] / rows[2][1]:.2f} of what gtts-cli --help takes")


if __name__ == "__main__":
    main()
