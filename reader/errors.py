"""Everything that can go wrong, as one tree.

    ReaderError                 exit code 1
    ├── UsageError              2   asked for what cannot be: an unknown engine, a bad rate
    │   └── SettingsError       2   reader.toml or the environment says something wrong
    ├── SourceError             3   the source cannot be had
    │   ├── NotFoundError       3   no such file, no such page (404, 410)
    │   ├── NetworkError        3   no connection, too slow, TLS, too many redirects
    │   ├── ForbiddenError      3   an address that must not be asked, a page behind a login
    │   └── NotTextError        3   an image, a binary, nothing at all
    ├── ArticleError            4   the page was had, and no article is in it
    │   ├── NotAnArticleError   4   a front page, a list, a form; `links` holds what it lists
    │   ├── NeedsScriptError    4   the text is made by scripts in a browser
    │   ├── NeedsLoginError     4   the text is behind a login or a pay-wall
    │   └── TooBigError         4   past a stated bound
    ├── EngineError             5   no sound could be made
    │   ├── EngineMissingError  5   not installed, no such voice
    │   ├── EngineBusyError     5   asked to slow down, and still so at the end of the budget
    │   └── BadSoundError       5   sound came, and is empty, cut or not sound
    ├── AudioDeviceError        6   nothing to play on
    └── StorageError            7   cannot write or read: disk full, read-only, gone
        └── CacheError          7   the same, in the cache

Every error says what happened, why, and what to do now, in the reader's language. Foreign
exceptions never leave the module that called the foreign library.
"""

from __future__ import annotations

from typing import ClassVar


class ReaderError(Exception):
    """Anything that `reader` reports to its user.

    Args:
        what: What happened.
        why: The cause, as far as it is known.
        fix: What the user can do now.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, why: str = "", fix: str = "") -> None:
        super().__init__(what, why, fix)
        self.what, self.why, self.fix = what, why, fix

    def __str__(self) -> str:
        """One line: «what: why. fix»."""
        cause = f"{self.what}: {self.why}" if self.why else self.what
        line = f"{cause.rstrip('.')}. {self.fix}" if self.fix else cause
        return " ".join(line.split())


class UsageError(ReaderError):
    """What was asked for cannot be."""

    exit_code = 2


class SettingsError(UsageError):
    """A settings file or the environment says something wrong."""


class SourceError(ReaderError):
    """The source cannot be had."""

    exit_code = 3


class NotFoundError(SourceError):
    """There is no such file or page."""


class NetworkError(SourceError):
    """The network or the server did not do its part."""


class ForbiddenError(SourceError):
    """An address that must not be asked, or an answer that it is not for us."""


class NotTextError(SourceError):
    """What came is not text."""


class ArticleError(ReaderError):
    """The page was had, and no article is in it."""

    exit_code = 4


class NotAnArticleError(ArticleError):
    """A page of another kind.

    Attributes:
        links: ``(title, address)`` of the articles that the page lists.
    """

    def __init__(
        self, what: str, why: str = "", fix: str = "", *, links: tuple[tuple[str, str], ...] = ()
    ) -> None:
        super().__init__(what, why, fix)
        self.links = links


class NeedsScriptError(ArticleError):
    """The text is made by scripts in a browser."""


class NeedsLoginError(ArticleError):
    """The text is behind a login or a pay-wall."""


class TooBigError(ArticleError):
    """The page is past a stated bound."""


class EngineError(ReaderError):
    """No sound could be made."""

    exit_code = 5


class EngineMissingError(EngineError):
    """The engine or the voice is not on this machine."""


class EngineBusyError(EngineError):
    """The engine asked to slow down until the time was up."""


class BadSoundError(EngineError):
    """Sound came, and it is empty, cut, or no sound at all."""


class AudioDeviceError(ReaderError):
    """There is nothing to play on."""

    exit_code = 6


class StorageError(ReaderError):
    """A place cannot be written or read."""

    exit_code = 7


class CacheError(StorageError):
    """The cache cannot be written or read."""
