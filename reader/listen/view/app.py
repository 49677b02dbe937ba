"""The reading view as a program: it looks at the player, draws what is heard, and obeys keys.

    player ─ position, status → look, thirty times a second → article, status line
    key ─ `commands.COMMANDS` → an action of the view, else `session.do`

What may take a while (another article, the list of voices) is done in a thread; the page goes on.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import signal
import threading
import time
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from textual.app import App

from reader.errors import ReaderError
from reader.language import say
from reader.listen.commands import Command
from reader.listen.player import Status
from reader.listen.view import dress, keys, texts
from reader.listen.view.article import ArticleView
from reader.listen.view.finding import Finder
from reader.listen.view.news import News
from reader.listen.view.notice import Notice
from reader.listen.view.pace import Pace
from reader.listen.view.panels import Choice, Help
from reader.listen.view.prompt import Prompt
from reader.listen.view.status import Facts, Hint
from reader.listen.view.statusbar import StatusBar
from reader.listen.view.theme import DARK, LIGHT, PALETTES, Styles

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.listen.player import Player, Position
    from reader.listen.session import Session
    from reader.listen.view.theme import Palette
    from reader.values import Voice

T = TypeVar("T")

_LOOK: Final = 1 / 30
_SEARCH: Final = "search"
_PLACE: Final = "place"


class ReadingApp(App[None]):
    """One session on the screen.

    Args:
        session: An open one.
        palette: The colours; None for none.
    """

    TITLE = "reader listen"
    CSS_PATH = "reading.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+c,ctrl+q", "quit", ""),
        ("ctrl+z", "step_aside", ""),
    ]

    def __init__(self, session: Session, palette: Palette | None) -> None:
        super().__init__(ansi_color=None if palette else True)
        self._session = session
        self._palette = palette
        self._styles = Styles(palette)
        self._news = News()
        self._ended = 0
        self._turn = threading.Lock()
        self._play(session.player)
        for known in PALETTES.values():
            self.register_theme(dress.theme(known))
        self.theme = (palette or DARK).name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The names of our colours are known whatever theme is on."""
        return dress.variables(DARK)

    def compose(self) -> ComposeResult:
        """Article, what is asked, status, and over them what is told."""
        yield ArticleView(self._script, self._styles)
        yield Prompt()
        yield StatusBar(self._styles)
        yield Notice()

    def on_mount(self) -> None:
        """Begin to look."""
        self._article = self.query_one(ArticleView)
        self._prompt = self.query_one(Prompt)
        self._status, self._notice = self.query_one(StatusBar), self.query_one(Notice)
        self._article.focus()
        self._heed_signals()
        self.set_interval(_LOOK, self._look)

    def _heed_signals(self) -> None:
        """A signal to end, a closed terminal: the screen is given back first."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            if number := getattr(signal, name, None):
                with contextlib.suppress(NotImplementedError, RuntimeError):
                    loop.add_signal_handler(number, self.exit, None, 128 + number)

    # What is seen ------------------------------------------------------------------------------

    def _play(self, player: Player) -> None:
        self._player, self._script = player, player.script
        self._pace, self._finder = Pace(player), Finder(player.script)

    def _look(self) -> None:
        """Draw what is heard now."""
        player = self._session.player
        if player is not self._player or player.script is not self._script:
            self._play(player)
            self._article.load(self._script)
        position, status, now = self._player.position, self._player.status, time.monotonic()
        self._article.speak(position.sentence, position.word)
        self._status.tell(self._facts(position, status, now), self._hint(now))
        self._tell(status, now)
        if status is Status.ENDED:
            self._go_on()

    def _facts(self, position: Position, status: Status, now: float) -> Facts:
        heard, left = self._pace.count(position, now)
        engine, voice = self._session.voice
        sign, state = texts.state(status)
        share = 1.0 if status is Status.ENDED else heard / ((heard + left) or 1)
        return Facts(
            sign, state, share, heard, left, f"{engine} {voice}".strip(), self._player.rate,
            self._player.volume, self._session.waiting,
        )  # fmt: skip

    def _hint(self, now: float) -> Hint:
        if answer := self._news.answer(now):
            return Hint(answer, urgent=True)
        if self._prompt.asked:
            return Hint(say("Enter goes there · Esc leaves", "Enter: đi tới · Esc: thôi"))
        if not self._article.following:
            return Hint(say("f: back to the voice", "f: về chỗ đang đọc"), urgent=True)
        return Hint(say("? help", "? trợ giúp"))

    def _tell(self, status: Status, now: float) -> None:
        self._news.told(self._session.notices.take(), now)
        error = self._player.error
        saving = self._session.saving
        told = (
            self._news.lines(now),
            texts.saving(*saving) if saving else "",
            texts.alarm(error, status) if error else "",
        )
        self._notice.tell("\n".join(filter(None, told)), alarm=bool(error))

    def _go_on(self) -> None:
        """Where an article ends, the next one begins; once, if there is none."""
        if self._ended != self._session.number and self._session.waiting:
            self._ended = self._session.number
            self._session.keep_place()
            self._change_article(Command.NEXT_ARTICLE)

    # What is asked for -------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A key that no widget took."""
        if self.screen.is_modal or self._prompt.asked:
            return
        action, command = keys.ACTIONS.get(event.key), keys.command(event.key, event.character)
        if action:
            getattr(self, f"action_{action}")()
        elif command:
            self._obey(command)
        if action or command:
            event.prevent_default()

    def on_article_view_clicked(self, message: ArticleView.Clicked) -> None:
        """A sentence was clicked: hear it."""
        self._go_to(message.sentence)

    def _obey(self, command: Command) -> None:
        if action := self._ASKED.get(command):
            action(self)
        elif command in keys.SLOW:
            self._change_article(command)
        else:
            self._answer(self._session.do(command))
            if command in keys.MOVES:
                self._article.follow()

    def _answer(self, text: str) -> None:
        self._news.answered(text, time.monotonic())

    def _go_to(self, sentence: int) -> None:
        self._player.go_to(sentence)
        self._article.follow()

    def _change_article(self, command: Command) -> None:
        self._answer(say("one moment…", "chờ một chút…"))
        self._later(lambda: self._session.do(command), self._answer)

    def _later(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do something in a thread, one thing at a time, and something here with its outcome."""

        def run() -> None:
            try:
                with self._turn:
                    done = work()
            except ReaderError as error:
                self._session.notices.tell(str(error))
            else:
                if self.is_running:
                    self.call_from_thread(then, done)

        self.run_worker(run, thread=True)

    # Actions of the view -----------------------------------------------------------------------

    def action_follow(self) -> None:
        """Nothing is sought any more; the page goes along again."""
        self._article.find(())
        self._article.follow()

    def action_try_again(self) -> None:
        """Once more from the place where no sound came."""
        if self._player.error:
            here = self._player.aim
            self._player.go_to(here.sentence, here.seconds)

    def action_change_colours(self) -> None:
        """From dark to light, from light to dark."""
        if self._palette is None:
            self._answer(say("no colours: NO_COLOR is set", "không màu: đang đặt NO_COLOR"))
            return
        self._palette = LIGHT if self._palette is DARK else DARK
        self.theme, self._styles = self._palette.name, Styles(self._palette)
        self._article.wear(self._styles)
        self._status.wear(self._styles)

    def action_step_aside(self) -> None:
        """Ctrl-Z: the voice waits until the program is called back."""
        self._player.pause()
        self.action_suspend_process()

    def _quit(self) -> None:
        self.exit()

    def _help(self) -> None:
        self.push_screen(Help(keys.listed(self.size.width), texts.notes()))

    def _contents(self) -> None:
        entries = texts.entries(self._script)
        here = texts.entry_at(entries, self._player.aim.sentence)

        def go(chosen: int | None) -> None:
            if chosen is not None:
                self._go_to(entries[chosen].sentence)

        shown = [texts.entry(entry) for entry in entries]
        self.push_screen(Choice(say("Contents", "Mục lục"), shown, here), go)

    def _voice(self) -> None:
        self._answer(say("looking for voices…", "đang tìm các giọng…"))
        self._later(self._session.voices, self._choose_voice)

    def _choose_voice(self, voices: list[Voice]) -> None:
        self._answer("")

        def use(chosen: int | None) -> None:
            if chosen is not None:
                voice = voices[chosen]
                use = functools.partial(self._session.use_voice, voice.engine, voice.name)
                self._later(use, self._answer)

        shown = texts.voices(voices)
        here = texts.voice_at(voices, *self._session.voice)
        empty = say("There is none on this machine.", "Máy này không có giọng nào.")
        self.push_screen(Choice(say("Voice", "Giọng đọc"), shown, here, empty), use)

    # Search and go to --------------------------------------------------------------------------

    def _ask_search(self) -> None:
        self._prompt.ask(_SEARCH, say("Search", "Tìm"), say("Enter jumps", "Enter: đi tới"))

    def _ask_place(self) -> None:
        example = say("sentence number, 50% or 3:20", "số câu, 50% hoặc 3:20")
        self._prompt.ask(_PLACE, say("Go to", "Đi tới"), example)

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """What is sought is underlined while it is typed; Enter goes there."""
        if message.final:
            self._end_prompt()
            if message.text.strip():
                jump = self._session.search if message.asked == _SEARCH else self._session.go_to
                self._answer(jump(message.text))
                self._article.follow()
        elif message.asked == _SEARCH:
            self._show_found(message.text)

    def on_prompt_left(self) -> None:
        """Escape: as it was."""
        self._end_prompt()
        self.action_follow()

    def _end_prompt(self) -> None:
        self._prompt.close()
        self._article.focus()

    def _show_found(self, text: str) -> None:
        found = self._finder.sentences(text)
        self._article.find(self._finder.spans(text))
        self._prompt.count(texts.count(len(found)) if text.strip() else "")
        here = self._player.position.sentence
        if found:
            self._article.look_at(next((each for each in found if each > here), found[0]))

    _ASKED: ClassVar[dict[Command, Callable[[ReadingApp], None]]] = {
        Command.SEARCH: _ask_search,
        Command.GO_TO: _ask_place,
        Command.CONTENTS: _contents,
        Command.VOICE: _voice,
        Command.HELP: _help,
        Command.QUIT: _quit,
    }
