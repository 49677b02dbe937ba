"""What an engine is: something that turns a sentence into sound.

class Whisper:
    name = "whisper"
    version = "1"
    workers = Workers("thread", 2)

    def voices(self): ...
    def speak(self, sentence, delivery): ...
    def close(self): ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.values import Delivery, Sentence, Sound, Voice


class Workers(NamedTuple):
    """How an engine bears being used by many at once.

    Attributes:
        kind: "process" where one instance a process is all there can be; "thread" where one
            instance may be called from several threads.
        most: The most at once; 0 for as many as there are cores.
    """

    kind: Literal["process", "thread"]
    most: int = 0


@runtime_checkable
class Engine(Protocol):
    """Sentences in, sound out.

    Attributes:
        name: As in ``--engine``.
        version: Goes into the cache key: sound of another version is other sound.
        workers: How it bears being used by many at once.
    """

    name: str
    version: str
    workers: Workers

    def voices(self) -> Sequence[Voice]:
        """The voices it has, the default first."""
        ...

    def speak(self, sentence: Sentence, delivery: Delivery) -> Sound:
        """The sentence as sound, without leading or trailing silence beyond 30 ms.

        `sentence.spoken` is never empty here.

        Raises:
            EngineError: No sound could be made; nothing half-made is returned.
        """
        ...

    def close(self) -> None:
        """Give back what is held; `speak` is not called again."""
        ...


REVISION: Final = 1
"""Goes up when what is done to every engine's sound changes: other sound, other cache keys."""


def finished_version(version: str, loudness: float) -> str:
    """An engine's `version` together with what is done to its sound."""
    usual = loudness == -16  # noqa: PLR2004 - the default of `VoiceSettings.loudness`
    return f"{version}+{REVISION}" + ("" if usual else f"@{loudness:g}")
