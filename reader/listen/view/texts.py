"""What the reading view says: facts of a player, offers after an error, help; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reader.errors import AudioDeviceError
from reader.language import say
from reader.listen import commands
from reader.listen.player import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.errors import ReaderError
    from reader.values import Script, Voice

_STATES: Final = {
    Status.WAITING: ("…", "preparing", "đang chuẩn bị"),
    Status.PLAYING: ("►", "", ""),
    Status.PAUSED: ("‖", "paused", "tạm dừng"),
    Status.ENDED: ("■", "the end", "hết bài"),
    Status.FAILED: ("!", "no sound", "không có tiếng"),
}
_WORDS: Final = {
    "female": ("female", "nữ"),
    "male": ("male", "nam"),
    "north": ("northern", "miền Bắc"),
    "central": ("central", "miền Trung"),
    "south": ("southern", "miền Nam"),
}
_OPENING: Final = 40
"""Letters of a paragraph that stand for it in the contents."""


def state(status: Status) -> tuple[str, str]:
    """A sign for what a player does, and words where the sign is not enough."""
    sign, *words = _STATES[status]
    return sign, say(*words)


def entries(script: Script) -> list[commands.Heading]:
    """The contents; where an article has no headings, how its paragraphs begin."""
    headings = commands.contents(script)
    if len(headings) > 1:
        return headings
    first: dict[int, commands.Heading] = {}
    for index, sentence in enumerate(script.sentences):
        level = min(sentence.block + 1, 1) + 1
        first.setdefault(sentence.block, commands.Heading(index, level, _opening(sentence.text)))
    return list(first.values())


def _opening(text: str) -> str:
    if len(text) <= _OPENING:
        return text
    return text[:_OPENING].rpartition(" ")[0] + "…"


def entry_at(found: Sequence[commands.Heading], sentence: int) -> int:
    """Number of the entry under which a sentence stands."""
    return max(sum(heading.sentence <= sentence for heading in found) - 1, 0)


def entry(heading: commands.Heading) -> str:
    """An entry of the contents, indented by its level."""
    return "  " * max(heading.level - 1, 0) + heading.text


def voices(voices: Sequence[Voice]) -> list[str]:
    """Voices in columns: "edge  vi-VN-HoaiMyNeural  female, northern, online"."""
    names = [f"{voice.engine}  {voice.name}" for voice in voices]
    widest = max(map(len, names), default=0)
    return [
        f"{name:{widest}}  {_told(voice)}".rstrip()
        for name, voice in zip(names, voices, strict=True)
    ]


def _told(voice: Voice) -> str:
    told = (
        say(*_WORDS.get(voice.gender, ("", ""))),
        say(*_WORDS.get(voice.dialect, ("", ""))),
        say("online", "cần mạng") if voice.online else "",
    )
    return ", ".join(filter(None, told))


def voice_at(voices: Sequence[Voice], engine: str, name: str) -> int:
    """Number of the voice that is on; the first where it is not told which."""
    fits = (i for i, v in enumerate(voices) if v.engine == engine and name in {"", v.name})
    return next(fits, 0)


def count(sentences: int) -> str:
    """How many sentences a search found."""
    if not sentences:
        return say("not found", "không tìm thấy")
    return say(f"{sentences} found", f"{sentences} câu")


def saving(done: int, of: int) -> str:
    """How far a file is."""
    return say(f"Saving as MP3: {done} of {of} sentences", f"Đang lưu MP3: {done}/{of} câu")


def alarm(error: ReaderError, status: Status) -> str:
    """What went wrong, and what can be done about it here."""
    if status is not Status.FAILED:
        return f"{error} {say('Looking for it…', 'Đang tìm lại…')}"
    again = say("r try again · v another voice", "r thử lại · v đổi giọng")
    save = say("s save as MP3", "s lưu thành MP3")
    leave = say("q quit", "q thoát")
    offers = [save, leave] if isinstance(error, AudioDeviceError) else [again, save, leave]
    return f"{error}\n{' · '.join(offers)}"


def notes() -> list[str]:
    """What else there is to know, below the keys."""
    return [
        say(
            "Click a sentence to hear it; the wheel scrolls. Hold Shift to select text.",
            "Bấm vào câu để nghe câu đó; lăn chuột để cuộn. Giữ Shift để chọn chữ.",
        ),
        say(
            "With a screen reader, use the plain view: reader listen --plain SOURCE.",
            "Nếu dùng phần mềm đọc màn hình: reader listen --plain NGUỒN.",
        ),
        say(
            "NO_COLOR=1 takes the colours away, TEXTUAL_ANIMATIONS=none the gliding.",
            "NO_COLOR=1: không dùng màu; TEXTUAL_ANIMATIONS=none: không trượt trang.",
        ),
    ]
