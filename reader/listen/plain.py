"""The plain view, for screen readers, pipes and dumb terminals.

One line a sentence as it starts; one line for each action; nothing is drawn, moved or coloured.
"""

from __future__ import annotations

import contextlib
import os
import sys
import unicodedata
from typing import TYPE_CHECKING, ClassVar, Final

from reader.language import say
from reader.listen import commands
from reader.listen.commands import COMMANDS, KEYS, Command
from reader.listen.keyboard import keyboard
from reader.listen.player import Status
from reader.values import BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.listen.keyboard import Keyboard
    from reader.listen.session import Session

_TURN: Final = 0.05
"""Seconds between two looks at the player."""
_BETWEEN_LOOKS: Final = 2
"""Sentences that can begin in that time: one may be a mere sign."""
_MARKS: Final = {
    BlockKind.HEADING: ("Heading", "Đề mục"),
    BlockKind.CAPTION: ("Caption", "Chú thích"),
    BlockKind.QUOTE: ("Quote", "Trích dẫn"),
}
_TITLE_LEVEL: Final = 1


def run(session: Session) -> None:
    """Tell what is heard until the last article ends or the listener quits.

    Raises:
        ReaderError: There is nothing to play on, or no sound could be made.
    """
    with contextlib.ExitStack() as stack:
        keys = keyboard()
        if keys:
            stack.enter_context(keys)
        Plain(session, keys).run()


class Plain:
    """The view of one session.

    Args:
        session: An open one.
        keys: None where nobody can type.
    """

    def __init__(self, session: Session, keys: Keyboard | None) -> None:
        self._session, self._keys = session, keys
        self._number = session.number
        self._told = session.player.position.sentence - 1
        self._quit = False

    def run(self) -> None:
        """Look, tell, read a key, and again."""
        if self._keys:
            self._print(say("? tells the keys, q quits.", "Phím ? để xem các phím, q để thoát."))
        while not self._quit and self._goes_on():
            self._tell()
            if self._keys:
                self._obey(self._keys.read(_TURN))
            else:
                player = self._session.player
                player.wait(player.position.sentence, player.status, _TURN * 4)
        self._tell_notices()

    def _goes_on(self) -> bool:
        """Whether there is more to hear: where an article ends, the next one begins."""
        player = self._session.player
        status = player.status
        if status is Status.FAILED and player.error:
            raise player.error
        if status is not Status.ENDED:
            return True
        self._tell()
        self._session.keep_place()
        return self._session.next_article()

    # Telling -----------------------------------------------------------------------------------

    def _tell(self) -> None:
        """What began since the last look; after a jump the sentence that it leads to."""
        self._tell_notices()
        session, player = self._session, self._session.player
        here, aim = player.position.sentence, player.aim.sentence
        if session.number != self._number:
            self._number, self._told = session.number, here - 1
        if player.status is Status.WAITING or here != aim:
            return
        first = self._told + 1 if 0 < here - self._told <= _BETWEEN_LOOKS else here
        for sentence in range(first, here + 1) if here != self._told else ():
            self._print(self._line(sentence))
        self._told = here

    def _tell_notices(self) -> None:
        for line in self._session.notices.take():
            self._print(line)

    def _line(self, index: int) -> str:
        script = self._session.script
        sentence = script.sentences[index]
        if index and script.sentences[index - 1].block == sentence.block:
            return sentence.text
        if commands.level(script, sentence) == _TITLE_LEVEL:
            return f"{say('Title', 'Nhan đề')}: {sentence.text}"
        mark = _MARKS.get(commands.kind(script, sentence))
        return f"{say(*mark)}: {sentence.text}" if mark else sentence.text

    def _print(self, line: str) -> None:
        """One line whatever is in it; nothing in a page can move a cursor."""
        shown = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in line)
        print(" ".join(shown.split()), flush=True)  # noqa: T201 - the view is what is printed

    # Obeying -----------------------------------------------------------------------------------

    def _obey(self, key: str) -> None:
        if not key or key in "\r\n":
            return
        command = COMMANDS.get(key)
        if command is None:
            line = say("no such key; ? tells the keys", "không có phím này; ? để xem các phím")
            self._print(f"“{key}”: {line}" if key.isprintable() else line)
        elif action := self._ASKED.get(command):
            action(self)
        else:
            self._print(self._session.do(command))
        if (aim := self._session.player.aim.sentence) != self._told:
            self._told = aim - 1

    def _ask(self, question: str) -> str:
        """A typed line, while the voice is silent."""
        player = self._session.player
        was_playing = player.status in {Status.PLAYING, Status.WAITING}
        player.pause()
        try:
            return self._keys.ask(f"{question}: ").strip() if self._keys else ""
        finally:
            if was_playing:
                player.resume()

    def _search(self) -> None:
        if text := self._ask(say("Search for", "Tìm")):
            self._print(self._session.search(text))

    def _go_to(self) -> None:
        question = say("Go to (sentence number, 50% or 3:20)", "Đi tới (số câu, 50% hoặc 3:20)")
        if answer := self._ask(question):
            self._print(self._session.go_to(answer))

    def _contents(self) -> None:
        headings = commands.contents(self._session.script)
        chosen = self._choose([heading.text for heading in headings], say("Go to", "Đi tới"))
        if chosen is not None:
            self._print(self._session.go_to(str(headings[chosen].sentence + 1)))

    def _voice(self) -> None:
        self._print(say("looking for voices…", "đang tìm các giọng…"))
        voices = self._session.voices()
        online = say("online", "cần mạng")
        shown = [f"{v.engine} {v.name}" + (f", {online}" if v.online else "") for v in voices]
        chosen = self._choose(shown, say("Voice", "Giọng"))
        if chosen is not None:
            self._print(self._session.use_voice(voices[chosen].engine, voices[chosen].name))

    def _choose(self, texts: Sequence[str], question: str) -> int | None:
        """Which of a numbered list; None where no number of it was typed."""
        if not texts:
            self._print(say("there is nothing to choose from", "không có gì để chọn"))
            return None
        for number, text in enumerate(texts, 1):
            self._print(f"{number}. {text}")
        answer = self._ask(f"{question} (1–{len(texts)})")
        if answer.isdecimal() and 1 <= int(answer) <= len(texts):
            return int(answer) - 1
        if answer:
            self._print(say("no such number", "không có số đó"))
        return None

    def _help(self) -> None:
        for key in KEYS:
            self._print(f"{key.shown}: {key.label}")

    def _leave(self) -> None:
        self._quit = True

    _ASKED: ClassVar[dict[Command, Callable[[Plain], None]]] = {
        Command.SEARCH: _search,
        Command.GO_TO: _go_to,
        Command.CONTENTS: _contents,
        Command.VOICE: _voice,
        Command.HELP: _help,
        Command.QUIT: _leave,
    }


def is_wanted() -> bool:
    """Whether nothing but the plain view is possible here."""
    dumb = os.environ.get("TERM", "") == "dumb"
    return dumb or not sys.stdout.isatty() or not sys.stdin.isatty()
