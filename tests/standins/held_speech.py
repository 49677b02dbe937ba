"""A speech server (OpenAI's protocol) that stops in a story until it is told to go on.

Stories are those of site.py, ``/story/NAME``: their later paragraphs, and nothing else, have the
word "đoạn" in them.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
from typing import TYPE_CHECKING

from standins import speech

if TYPE_CHECKING:
    from collections.abc import Iterator

LATER = "đoạn"


class Held:
    """What it was asked to say, and whose stories it tells to the end."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.address = ""
        self._told: set[str] = set()
        self._refused: set[str] = set()
        self._change = threading.Condition()

    def tell(self, name: str) -> None:
        """Go on with the story of this name."""
        with self._change:
            self._told.add(name)
            self._change.notify_all()

    def refuse(self, name: str) -> None:
        """Answer with an error where it would wait."""
        self._refused.add(name)

    def times(self, name: str) -> dict[str, int]:
        """What was said of a story, and how often."""
        return {text: self.asked.count(text) for text in self.asked if name in text.split()}

    def say(self, text: str) -> bytes | None:
        """The sound; None where it refuses."""
        words = set(text.split())
        self.asked.append(text)
        if LATER in text.lower():
            if words & self._refused:
                return None
            with self._change:
                self._change.wait_for(lambda: words & self._told, timeout=30)
        return speech.mp3(text)


class _Handler(http.server.BaseHTTPRequestHandler):
    held: Held

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        sound = self.held.say(asked["input"])
        self.send_response(200 if sound else 400)
        self.send_header("Content-Type", "audio/mpeg")
        self.send_header("Content-Length", str(len(sound or b"")))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(sound or b"")

    def log_message(self, *_: object) -> None:
        """Tests read assertions, not logs."""


@contextlib.contextmanager
def running() -> Iterator[Held]:
    """The server, while it runs."""
    held = Held()
    handler = type("Handler", (_Handler,), {"held": held})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    held.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
