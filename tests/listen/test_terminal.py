"""`reader listen` as people run it: in a terminal, through a pipe, until something ends it."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import uuid
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ARTICLE = """Khai trương phòng đọc

Một câu ngắn mở đầu bài viết này. Câu thứ hai dài hơn một chút để nghe cho rõ.

Đoạn hai nói về con đường tới thư viện. Ai cũng đi được. Và đây là câu cuối cùng của bài."""
FIRST = "Khai trương phòng đọc"
SHORT = f"{FIRST}\n\nCâu một. Câu hai.\n\nĐoạn hai. Ai cũng đi. Hết."
LISTEN = (sys.executable, "-m", "reader", "listen")
SLOW = ("--engine", "espeak", "--device", "null", "--rate", "0.5")
FAST = ("--engine", "espeak", "--device", "null", "--rate", "3")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = tmp_path / "here"
    where.mkdir()
    (where / "bài.txt").write_text(ARTICLE, encoding="utf-8")
    return where


def until(happens: Callable[[], object], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.05)


def listen(*arguments: str, where: Path, **options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*LISTEN, *arguments],
        cwd=where,
        env={**os.environ, "PYTHONWARNINGS": "error"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


# Without a terminal -----------------------------------------------------------------------------


def test_a_pipe_gets_a_line_a_sentence_and_the_place_is_kept(folder: Path) -> None:
    (folder / "bài.txt").write_text(SHORT, encoding="utf-8")  # it is heard to its end
    whole = listen("bài.txt", *FAST, where=folder)
    assert whole.returncode == 0, whole.stderr
    lines = whole.stdout.splitlines()
    assert lines == [f"Title: {FIRST}", "Câu một.", "Câu hai.", "Đoạn hai.", "Ai cũng đi.", "Hết."]
    assert "\x1b" not in whole.stdout
    assert whole.stderr == ""
    assert "Nothing is unfinished" in listen("--list", where=folder).stdout


def test_without_a_device_it_is_one_line_that_tells_what_to_do(folder: Path) -> None:
    silent = listen("bài.txt", "--engine", "espeak", "--device", "khong-co", where=folder)
    assert silent.returncode == 6
    assert silent.stdout == ""
    assert silent.stderr.startswith("reader: ")
    assert silent.stderr.count("\n") == 1


def test_nothing_to_go_on_with_is_said(folder: Path) -> None:
    result = listen(where=folder)
    assert result.returncode == 2
    assert "reader listen SOURCE" in result.stderr


def test_a_reader_who_leaves_the_pipe_is_no_error(folder: Path) -> None:
    command = f"{shlex.join([*LISTEN, 'bài.txt', *FAST])} | head -n 1"
    result = subprocess.run(
        ["bash", "-c", command], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert result.stdout == f"Title: {FIRST}\n"
    assert result.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 128 + 15), (getattr(signal, "SIGHUP", 1), 128 + 1)],
    ids=["Ctrl-C", "SIGTERM", "SIGHUP"],
)
def test_whatever_ends_it_the_place_is_kept_and_nothing_is_left(
    folder: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    lines = ended("bài.txt", "--rate", "3", where=folder, number=number, code=code, after=3)
    assert ended(where=folder, number=number, code=code, after=1) == lines[-1:]
    assert f"{FIRST} (sentence 3 of 6" in listen("--list", where=folder).stdout
    assert left_behind(tmp_path) == []


def ended(*arguments: str, where: Path, number: signal.Signals, code: int, after: int) -> list[str]:
    """The first lines of a listener that gets a signal after so many."""
    with subprocess.Popen(
        [*LISTEN, *arguments, "--engine", "espeak", "--device", "null"],
        cwd=where,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout
        assert process.stderr
        lines = [process.stdout.readline() for _ in range(after)]
        process.send_signal(number)
        assert process.wait(timeout=30) == code
        assert process.stderr.read() == ""
    return lines


def left_behind(folder: Path) -> list[Path]:
    """Files of something that was not finished."""
    return [path for path in folder.rglob("*") if path.name.startswith((".new-", ".reader-"))]


# In a terminal ----------------------------------------------------------------------------------


class Terminal:
    """A shell in tmux, on a server of its own."""

    def __init__(self, where: Path, width: int, height: int) -> None:
        self._name = f"reader-{uuid.uuid4().hex}"
        shell = ["env", "PS1=$ ", "TERM=screen", "bash", "--norc", "--noprofile"]
        size = ["-x", str(width), "-y", str(height)]
        self._tmux("-f", os.devnull, "new-session", "-d", *size, "-c", str(where), *shell)

    def _tmux(self, *arguments: str) -> str:
        return subprocess.run(
            ["tmux", "-u", "-L", self._name, *arguments],
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout

    def press(self, *keys: str) -> None:
        self._tmux("send-keys", *keys)

    def write(self, text: str) -> None:
        self._tmux("send-keys", "-l", text)
        self.press("Enter")

    def text(self) -> str:
        """Everything so far, lines that the terminal wrapped in one piece."""
        return self._tmux("capture-pane", "-p", "-J", "-S", "-500")

    def see(self, text: str, times: int = 1) -> None:
        with contextlib.suppress(AssertionError):
            until(lambda: self.text().count(text) >= times, 20)
        shown = self.text()
        assert shown.count(text) >= times, shown

    def see_prompt(self) -> None:
        """The program has ended: what is typed now is the shell's."""
        until(lambda: self.text().rstrip().rpartition("\n")[2] == "$")

    def close(self) -> None:
        self._tmux("kill-server")


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    if not shutil.which("tmux"):
        pytest.skip("needs tmux")
    terminal = Terminal(folder, 80, 24)
    yield terminal
    terminal.close()


def test_the_plain_view_by_its_keys(terminal: Terminal, folder: Path) -> None:
    terminal.write(shlex.join([*LISTEN, "bài.txt", "--plain", *SLOW]))
    terminal.see(f"Title: {FIRST}")
    terminal.press("Space")
    terminal.see("paused")
    terminal.press("Right")
    terminal.see("sentence 2 of 6")
    terminal.see("Một câu ngắn")
    terminal.press("]")
    terminal.see("sentence 4 of 6")
    terminal.see("Đoạn hai")
    terminal.press(".")
    terminal.see("speed 0.6")
    terminal.press("-")
    terminal.see("volume 90%")
    terminal.press("/")
    terminal.see("Search for: ")
    terminal.write("duong")
    terminal.see("sentence 4 of 6", 2)
    terminal.press("g")
    terminal.write("5")
    terminal.see("Ai cũng đi được.")
    terminal.press("t")
    terminal.see(f"1. {FIRST}")
    terminal.write("1")
    terminal.see("sentence 1 of 6")
    terminal.press("x")
    terminal.see("“x”: no such key")
    terminal.press("s")
    terminal.see("saved: Khai trương phòng đọc.mp3")
    terminal.press("?")
    terminal.see("q: quit")
    terminal.press("q")
    terminal.see_prompt()
    terminal.write("stty -a | grep -ow '.icanon\\|icanon\\|.echo\\|echo'; echo ended $?")
    terminal.see("ended 0")
    assert terminal.text().rpartition("stty")[2].split("\n")[1:3] == ["icanon", "echo"]
    assert (folder / "Khai trương phòng đọc.mp3").stat().st_size > 10_000


def test_a_stopped_program_gives_the_terminal_back_and_goes_on(terminal: Terminal) -> None:
    terminal.write(shlex.join([*LISTEN, "bài.txt", "--plain", *SLOW]))
    terminal.see(f"Title: {FIRST}")
    terminal.press("C-z")
    terminal.see("Stopped")
    terminal.see_prompt()
    terminal.write("stty -a | grep -ow '.icanon\\|icanon'; echo looked")
    terminal.see("\nicanon\n")
    terminal.write("fg")
    terminal.press("Space")
    terminal.see("paused")
    terminal.press("C-c")
    terminal.see_prompt()
    terminal.write("echo ended $?")
    terminal.see("ended 130")
    assert "Traceback" not in terminal.text()


def test_a_terminal_that_is_closed_ends_it_and_keeps_the_place(
    folder: Path, tmp_path: Path
) -> None:
    if not shutil.which("tmux"):
        pytest.skip("needs tmux")
    terminal = Terminal(folder, 40, 12)
    terminal.write(f"echo $$ > shell; {shlex.join([*LISTEN, 'bài.txt', '--plain', *SLOW])}")
    terminal.see(f"Title: {FIRST}")
    terminal.press("Right")
    terminal.see("sentence 2 of 6")
    terminal.see("Một câu ngắn")
    terminal.close()
    until(lambda: "sentence 2 of 6" in listen("--list", where=folder).stdout)
    assert left_behind(tmp_path) == []


def test_an_offer_where_nothing_can_sound(terminal: Terminal, folder: Path) -> None:
    terminal.write(
        shlex.join([*LISTEN, "bài.txt", "--plain", "--engine", "espeak", "--device", "khong-co"])
    )
    terminal.see("[y/N]")
    terminal.write("y")
    terminal.see("Khai trương phòng đọc.mp3")
    assert (folder / "Khai trương phòng đọc.mp3").stat().st_size > 10_000
