"""One person listening: a queue of articles, the player of the present one, the remembered place.

    with Session(sources, options) as session:
        session.open()                  # the first article plays
        while session.player.status …:  # a view draws, reads keys, and calls `do`
            session.do(command)

Views hold no state of their own about what is heard. Every action answers with a line, made to be
read out.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import threading
from typing import TYPE_CHECKING, ClassVar, Final, Self

from reader.errors import ReaderError
from reader.language import say
from reader.listen import commands
from reader.listen.commands import Command
from reader.listen.ending import ending
from reader.listen.notices import Notices
from reader.listen.place import find, place_of
from reader.listen.player import Player, Status
from reader.listen.saving import Saving, written
from reader.values import TITLE, Block, BlockKind, Script

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

    from reader.listen.device import Output
    from reader.listen.place import Place
    from reader.listen.places import Places
    from reader.listen.preferences import KeptPreferences
    from reader.listen.queue import Queue, Ready
    from reader.listen.sources import Item
    from reader.recording import Take
    from reader.settings import Settings
    from reader.values import Article, Page, Voice

EMBEDDED: Final = "espeak"
_KEEP_EVERY: Final = 3.0
_SOUND_FIRST: Final = 0.5
"""Seconds that everything else waits for the first sound at most."""


@dataclasses.dataclass(frozen=True)
class Options:
    """What holds for the whole session.

    Attributes:
        settings: How to read and speak; its rate is the speed to begin with.
        device: Where sound goes.
        volume: To begin with, 0–1.
        cache: Folder of the cache; see `reader.cache.folder`.
        folder: Where "save as MP3" puts files.
        allow_private: Whether addresses inside private networks may be asked.
    """

    settings: Settings
    device: Output
    volume: float
    folder: Path
    cache: Path | None = None
    allow_private: bool = False


class Prepared:
    """An article, ready to be read.

    Args:
        article: It.
        read: Makes its script.
    """

    def __init__(self, article: Article, read: Callable[[Article], Script]) -> None:
        self.article, self._read = article, read

    @functools.cached_property
    def script(self) -> Script:
        """All of it; made when it is asked for first."""
        return self._read(self.article)

    def title(self) -> Script | None:
        """The sentences of the title alone, there at once; None where it has none."""
        alone = dataclasses.replace(self.article, blocks=(Block(BlockKind.PARAGRAPH, "."),))
        sentences = tuple(s for s in self._read(alone).sentences if s.block == TITLE)
        return Script(self.article, sentences) if sentences else None


class Session(contextlib.AbstractContextManager["Session"]):
    """Leaving it keeps the place and stops everything.

    Args:
        sources: What to hear, in order: addresses, files, feeds, lists.
        options: What holds for all of them.
        prepare: Makes an article and its script of a page.
        places: The remembered places.
        preferences: Where speed, volume and voice are kept.

    Attributes:
        notices: Lines to tell the listener when there is time: warnings, files that were saved.
        player: Of the present article.
        number: Goes up with every article that is opened: a view draws anew when it changes.
        voice: ``(engine, name)`` of who speaks.
    """

    player: Player
    _script: Script

    def __init__(
        self,
        sources: Sequence[str | Item],
        options: Options,
        *,
        prepare: Callable[[Page], Prepared],
        places: Places,
        preferences: KeptPreferences,
    ) -> None:
        import reader
        from reader.listen.queue import Queue

        self.notices = Notices()
        self.number = 0
        self._options, self._places, self._preferences = options, places, preferences
        self._settings, self._prepare = options.settings, prepare
        self._speed, self._volume = options.settings.voice.rate, options.volume
        self._queue: Queue[Prepared] = Queue(
            sources,
            fetch=functools.partial(reader.fetch, allow_private=options.allow_private),
            prepare=self._prepared,
            heard=places.heard,
            tell=self.notices.tell,
        )
        self._sought = ""
        self._speaker: Take | None = None
        self._saving: Saving | None = None
        self._kept: tuple[int, int, bool] | None = None
        self._owed: Callable[[], None] | None = None
        self._present: Ready[Prepared] | None = None
        self._turn, self._moving = threading.RLock(), threading.RLock()
        self._closed = threading.Event()
        self._scribe = threading.Thread(target=self._keep_places, name="reader-scribe", daemon=True)

    def __enter__(self) -> Self:
        self.notices.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with ending.held():
            self.close(wait_for_file=kind is None)
        self.notices.__exit__(kind, error, trace)

    def open(self) -> None:
        """Begin with the first article, where it was left.

        Raises:
            ReaderError: Nothing could be had.
        """
        self._move(self._queue.next())
        with ending.held():
            self._scribe.start()

    def close(self, *, wait_for_file: bool = False) -> None:
        """Keep the place, stop the sound; a file that is being saved is finished or dropped."""
        if self._closed.is_set():
            return
        self._closed.set()
        if self._scribe.ident is not None:
            self._scribe.join()
        if self.number:
            self.keep_place()
            self.player.close()
        if self._saving:
            self._saving.close(wait=wait_for_file)

    # What there is -----------------------------------------------------------------------------

    @property
    def _ready(self) -> Ready[Prepared]:
        if self._present is None:
            raise RuntimeError("nothing is open")
        return self._present

    @property
    def article(self) -> Article:
        """The present one."""
        return self._ready.made.article

    @property
    def script(self) -> Script:
        """Of the present article."""
        return self._ready.made.script

    @property
    def voice(self) -> tuple[str, str]:
        """Engine and name of who speaks, as they were asked for before anybody does."""
        if self._speaker is not None:
            return self._speaker.engine_name, self._speaker.voice
        return self._settings.voice.engine, self._settings.voice.name

    @property
    def waiting(self) -> int:
        """How many articles come after this one, as far as is known."""
        return self._queue.remaining

    @property
    def saving(self) -> tuple[int, int] | None:
        """``(sentences done, of all)`` while a file is being saved."""
        file = self._saving
        return (file.done, file.of) if file and file.is_alive() else None

    def voices(self) -> list[Voice]:
        """Those that can speak on this machine; takes a moment."""
        from reader.engines.known import known

        return [voice for voice in known(self._settings) if voice.installed]

    # What can be done --------------------------------------------------------------------------

    def do(self, command: Command) -> str:
        """Do what needs no further answer, and tell what came of it."""
        if command in commands.STEPS:
            return self._step(command)
        return self._ACTIONS[command](self, command)

    def go_to(self, answer: str) -> str:
        """Jump to a typed place: "12", "50%", "3:20"."""
        found = commands.place(answer, self.player.lengths)
        if found is None:
            return say(
                "no such place: type a sentence number, 50% or 3:20",
                "không hiểu: hãy gõ số câu, 50% hoặc 3:20",
            )
        self.player.go_to(*found)
        return self._told(found[0])

    def search(self, text: str) -> str:
        """Jump to the next sentence with this in it; the last text again where it is empty."""
        self._sought = text.strip() or self._sought
        here = self.player.aim.sentence
        found = commands.search(self.script, self._sought, here)
        if found is None:
            return say(f"“{self._sought}” is not found", f"không tìm thấy “{self._sought}”")
        self.player.go_to(found)
        return self._told(found)

    def use_voice(self, engine: str, name: str) -> str:
        """Let another voice read from the present sentence on, and keep it for the next time."""
        self._settings = _speaking(self._settings, engine, name)
        self._preferences.change(engine=engine, voice=name or None)
        self.player.use(self._start_take)
        return say(f"voice {engine} {name}", f"giọng {engine} {name}").strip()

    def file(self) -> Path:
        """The present article as an MP3, when it is there.

        Raises:
            ReaderError: It cannot be made.
        """
        settings = self._settings
        return written(self.script, lambda: self._take(settings), self._options.folder)

    def next_article(self) -> bool:
        """Go on to the next; False where there is none. Waits for it if it must be fetched."""
        with self._moving:
            with ending.let_in():
                ready = self._queue.next()
            return self._move(ready)

    def previous_article(self) -> bool:
        """Go back to the one before; False where there is none."""
        with self._moving:
            return self._move(self._queue.previous())

    def keep_place(self) -> None:
        """Remember where the listener is, unless that is remembered already."""
        with self._turn:
            if self._owed:
                self._owed()
                self._owed = None
            sentence = self.player.position.sentence
            finished = self.player.status is Status.ENDED
            if (now := (self.number, sentence, finished)) != self._kept:
                self._kept = now
                source = self._ready.item.source
                self._places.keep(place_of(self.script, sentence, source, finished=finished))

    # Inside ------------------------------------------------------------------------------------

    def _prepared(self, page: Page) -> Prepared:
        made = self._prepare(page)
        if self.number:  # fetched ahead: there is time
            made.script  # noqa: B018 - it is made by being asked for
        return made

    def _move(self, ready: Ready[Prepared] | None) -> bool:
        if ready is None:
            return False
        with ending.held(), self._turn:
            if self.number:
                self.keep_place()
                self.player.close()
            self._present, made = ready, ready.made
            place = self._places.get(ready.item.source, made.article)
            if opening := self._opening(made, place):
                self._play(opening, is_whole=False)
                self.player.wait(0, Status.WAITING, _SOUND_FIRST)
                self._script = made.script
                self.player.go_on(made.script)
            else:
                self._play(made.script, find(made.script, place) if place else 0)
            self._owed = functools.partial(self._places.keep_queue, ready.item, self._queue.waiting)
        self._queue.prefetch()
        return True

    def _opening(self, made: Prepared, place: Place | None) -> Script | None:
        """What can sound while the rest is still being read: the title, by the embedded voice."""
        at_once = self._settings.voice.engine == EMBEDDED and not place and not self.number
        return made.title() if at_once else None

    def _play(self, script: Script, first: int = 0, *, is_whole: bool = True) -> None:
        self._script = script
        self.player = Player(
            script,
            self._start_take,
            self._options.device,
            first=first,
            rate=self._speed,
            volume=self._volume,
            is_whole=is_whole,
        )
        self.number += 1
        self.player.start()

    def _start_take(self, first: int) -> Take:
        self._speaker = self._take(self._settings, first)
        return self._speaker

    def _take(self, settings: Settings, first: int = 0) -> Take:
        """Speed is the player's: clips are made, and kept, at the voice's own."""
        from reader.recording import stream

        return stream(
            self._script,
            engine=settings.voice.engine,
            cache=self._options.cache,
            first=first,
            settings=settings._replace(voice=settings.voice._replace(rate=1.0)),
        )

    def _keep_places(self) -> None:
        while not self._closed.wait(_KEEP_EVERY):
            self.keep_place()

    def _told(self, sentence: int) -> str:
        count = len(self.script.sentences)
        return say(f"sentence {sentence + 1} of {count}", f"câu {sentence + 1} trên {count}")

    def _step(self, command: Command) -> str:
        aim = self.player.aim
        found = commands.step(command, self.script, aim.sentence, aim.seconds)
        if found is None:
            return say("nothing further there", "không còn gì ở phía đó")
        self.player.go_to(found)
        return self._told(found)

    def _toggle(self, _: Command) -> str:
        if self.player.status is Status.ENDED:
            self.player.go_to(0)
            return say("from the beginning", "nghe lại từ đầu")
        self.player.toggle()
        paused = self.player.status is Status.PAUSED
        return say("paused", "tạm dừng") if paused else say("playing", "đọc tiếp")

    def _change_speed(self, command: Command) -> str:
        self._speed = self.player.rate = commands.rate(command, self.player.rate)
        self._preferences.change(speed=self._speed)
        return say(f"speed {self._speed:g}", f"tốc độ {self._speed:g}")

    def _change_volume(self, command: Command) -> str:
        self._volume = self.player.volume = commands.volume(command, self.player.volume)
        self._preferences.change(volume=self._volume)
        return say(f"volume {self._volume:.0%}", f"âm lượng {self._volume:.0%}")

    def _search_on(self, _: Command) -> str:
        return self.search("") if self._sought else say("nothing was sought", "chưa tìm gì")

    def _save(self, _: Command) -> str:
        if self._saving and self._saving.is_alive():
            return say("a file is being saved already", "đang lưu một tệp rồi")
        settings = self._settings
        self._saving = Saving(
            self.script, lambda: self._take(settings), self._options.folder, self.notices.tell
        )
        self._saving.start()
        return say("saving as MP3…", "đang lưu thành MP3…")

    def _change_article(self, command: Command) -> str:
        is_next, left = command is Command.NEXT_ARTICLE, self._ready
        try:
            moved = self.next_article() if is_next else self.previous_article()
        except ReaderError as error:
            return str(error)
        if moved:
            if is_next and left.item.feed:
                self._places.finish(left.made.script, left.item.source)
            return self.article.title or say("next", "bài khác")
        return say("no other article there", "không còn bài nào ở phía đó")

    _ACTIONS: ClassVar[dict[Command, Callable[[Session, Command], str]]] = {
        Command.TOGGLE: _toggle,
        Command.SLOWER: _change_speed,
        Command.FASTER: _change_speed,
        Command.LOUDER: _change_volume,
        Command.SOFTER: _change_volume,
        Command.SEARCH_ON: _search_on,
        Command.SAVE: _save,
        Command.NEXT_ARTICLE: _change_article,
        Command.PREVIOUS_ARTICLE: _change_article,
    }


def _speaking(settings: Settings, engine: str, name: str) -> Settings:
    voice = settings.voice._replace(engine=engine, name=name)
    return settings._replace(voice=voice)
