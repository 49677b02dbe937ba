"""What a user or a site has decided once: `reader.toml` and the environment.

Later wins: built-in defaults, the user's file, `./reader.toml`, `$READER_CONFIG` (a file),
then ``READER_SECTION_KEY`` variables. A key that is not known is an error, never ignored.

    [voice]
    engine = "espeak"
    dialect = "south"

    [cache]
    folder = "/srv/site/audio_cache"
"""

from __future__ import annotations

import os
import typing
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reader.errors import SettingsError, UsageError
from reader.language import say
from reader.whereabouts import settings_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_BOUNDS: Final = {"rate": (0.5, 3.0), "pitch": (0.5, 2.0)}
_DIALECTS: Final = ("north", "central", "south")


class VoiceSettings(NamedTuple):
    """Who speaks, and how."""

    engine: str = "auto"
    name: str = ""
    rate: float = 1.0
    pitch: float = 1.0
    dialect: str = "north"
    loudness: float = -16.0
    foreign: str = "speak"


class ReadingSettings(NamedTuple):
    """How the text is read."""

    lexicons: tuple[str, ...] = ()


class CacheSettings(NamedTuple):
    """Where sound is kept; see `reader.cache` for what an empty folder means."""

    folder: str = ""
    max_bytes: int = 2_000_000_000


class OnlineSettings(NamedTuple):
    """How patient the online engines are: requests in flight, seconds a request may take."""

    jobs: int = 4
    budget: float = 60.0


class GttsSettings(NamedTuple):
    """Which of Google's hosts is asked; `address` names another server altogether."""

    tld: str = "com"
    address: str = ""


class EdgeSettings(NamedTuple):
    """`address` names another server than Microsoft's (``wss://…``)."""

    address: str = ""


class PiperSettings(NamedTuple):
    """Where voices are kept (empty: the user's data folder), and where they come from."""

    folder: str = ""
    mirror: str = "https://huggingface.co/rhasspy/piper-voices/resolve/v1.0.0"


class HttpSettings(NamedTuple):
    """A speech server that speaks OpenAI's protocol.

    `key_variable` names the environment variable that holds the key; the key itself is never a
    setting.
    """

    address: str = ""
    model: str = "tts-1"
    voices: tuple[str, ...] = ()
    key_variable: str = "READER_HTTP_KEY"


class Addresses(tuple[str, ...]):
    """Names and addresses; in the environment, separated by white space or commas."""

    __slots__ = ()


_NONE: Final = Addresses()


class ServerSettings(NamedTuple):
    """`reader serve`: where it listens, whom it serves, what it asks, and how much of it.

    Attributes:
        host, port: Where it listens; port 0 takes a free one.
        public_url: What people see in front of its paths, behind a proxy ("https://doc.bao.vn").
        sites: Hosts whose articles are read: "bao.vn", "*.bao.vn" (all below it), "*" (any public
            one). Empty: any public one while only this machine can connect, else an error.
        origins: Sites whose pages may use it ("https://bao.vn"); empty: those of `sites`.
        allow_private: Whether `sites` may be inside private networks.
        proxies: Addresses of proxies in front, whose word on the client's address is taken.
        voices: Names of voices to choose from, of the engine in `[voice]`; empty: its usual one.
        feeds: The site's own feeds: their newest articles are recorded ahead, for /feed.xml.
        title: Of the podcast.
        rate, lookups: Most requests of a client, and of them those that make work.
        makers, waiting: Recordings made at once, and recordings that may wait for that.
        connections: Most connections at once.
        extractors: Processes in which strangers' pages are read.
        page_bytes, page_seconds, characters: The largest page, the slowest, the longest article.
        header_seconds: In which a client has to say what it wants.
        fresh: Seconds for which an article is not asked for again.
        linger: Seconds for which a recording that nobody waits for is still made.
        log_level: "debug", "info", "warning" or "error"; "info" logs every request.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    sites: Addresses = _NONE
    origins: Addresses = _NONE
    allow_private: bool = False
    proxies: Addresses = _NONE
    voices: tuple[str, ...] = ()
    feeds: Addresses = _NONE
    title: str = ""
    rate: str = "6000/minute"
    lookups: str = "60/minute"
    makers: int = 2
    waiting: int = 32
    connections: int = 1000
    extractors: int = 2
    page_bytes: int = 5_000_000
    page_seconds: float = 20.0
    characters: int = 200_000
    header_seconds: float = 10.0
    fresh: float = 300.0
    linger: float = 30.0
    log_level: str = "info"


class Settings(NamedTuple):
    """All of them; one section a table of `reader.toml`."""

    voice: VoiceSettings = VoiceSettings()
    reading: ReadingSettings = ReadingSettings()
    cache: CacheSettings = CacheSettings()
    online: OnlineSettings = OnlineSettings()
    gtts: GttsSettings = GttsSettings()
    edge: EdgeSettings = EdgeSettings()
    piper: PiperSettings = PiperSettings()
    http: HttpSettings = HttpSettings()
    server: ServerSettings = ServerSettings()


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings in force here.

    Raises:
        SettingsError: A file cannot be read, is not TOML, or has an unknown or ill-typed key.
    """
    settings = Settings()
    for path in settings_files(environ):
        settings = _merge(settings, _parse(path), str(path))
    return _merge(settings, _from_environment(environ), "$READER_…")


def decided(
    *,
    engine: str | None = None,
    voice: str | None = None,
    rate: float | None = None,
    pitch: float | None = None,
    dialect: str | None = None,
    lexicons: tuple[str, ...] = (),
    foreign: str | None = None,
    loudness: float | None = None,
    jobs: int | None = None,
) -> Settings:
    """The settings in force here, and over them what is asked for now.

    Raises:
        SettingsError: As `load`.
        UsageError: A rate, pitch or dialect that there is not.
    """
    settings = load()
    asked = {
        "engine": engine, "name": voice, "rate": rate, "pitch": pitch, "dialect": dialect,
        "foreign": foreign, "loudness": loudness,
    }  # fmt: skip
    said = {name: value for name, value in asked.items() if value is not None}
    speaking = settings.voice._replace(**said)  # type: ignore[arg-type]
    for name, (least, most) in _BOUNDS.items():
        if not least <= getattr(speaking, name) <= most:
            raise _out_of_bounds(name, f"{least:g}–{most:g}")
    if speaking.dialect not in _DIALECTS:
        raise _out_of_bounds("dialect", ", ".join(_DIALECTS))
    reading = settings.reading._replace(lexicons=(*lexicons, *settings.reading.lexicons))
    online = settings.online._replace(jobs=jobs or settings.online.jobs)
    return settings._replace(voice=speaking, reading=reading, online=online)


def _out_of_bounds(name: str, choice: str) -> UsageError:
    return UsageError(
        say(f"there is no such {name}", f"{name} không hợp lệ"),
        fix=say(f"Choose from {choice}.", f"Hãy chọn trong {choice}."),
    )


def _parse(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            say(f"cannot read the settings {path}", f"không đọc được tệp cài đặt {path}"),
            str(error),
            say("Correct or remove the file.", "Hãy sửa hoặc xoá tệp này."),
        ) from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for section, defaults in Settings()._asdict().items():
        for key in defaults._fields:
            name = f"READER_{section}_{key}".upper()
            if name in environ:
                found.setdefault(section, {})[key] = environ[name]
    return found


def _merge(settings: Settings, tables: Mapping[str, Any], where: str) -> Settings:
    for name, table in tables.items():
        section = settings._asdict().get(name)
        if section is None or not isinstance(table, dict):
            raise _unknown(f"[{name}]", where)
        settings = settings._replace(**{name: _updated(section, name, table, where)})
    return settings


def _updated(section: Any, name: str, table: Mapping[str, Any], where: str) -> Any:
    types = typing.get_type_hints(type(section))
    values = {}
    for key, value in table.items():
        if key not in types:
            raise _unknown(f"{name}.{key}", where)
        values[key] = _typed(value, types[key], f"{name}.{key}", where)
    return section._replace(**values)


def _typed(value: Any, wanted: Any, key: str, where: str) -> Any:
    convert = _CONVERT[wanted]
    try:
        return convert(value)
    except (KeyError, TypeError, ValueError) as error:
        raise SettingsError(
            say(f"{key} in {where} is wrong", f"{key} trong {where} không hợp lệ"),
            repr(value),
            say(f"It must be {_NAMES[wanted]}.", f"Giá trị phải là {_NAMES[wanted]}."),
        ) from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError
    return float(value)


def _whole(value: Any) -> int:
    if isinstance(value, (bool, float)):
        raise TypeError
    return int(value)


def _flag(value: Any) -> bool:
    return value if isinstance(value, bool) else _FLAGS[_text(value).lower()]


def _texts(value: Any) -> tuple[str, ...]:
    """A list in TOML; in the environment, separated as in PATH."""
    if isinstance(value, str):
        return tuple(part for part in value.split(os.pathsep) if part)
    return tuple(_text(part) for part in value)


def _addresses(value: Any) -> Addresses:
    if isinstance(value, str):
        return Addresses(value.replace(",", " ").split())
    return Addresses(_text(part) for part in value)


_FLAGS: Final = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_CONVERT: Final[dict[Any, Any]] = {
    str: _text,
    float: _number,
    int: _whole,
    bool: _flag,
    tuple[str, ...]: _texts,
    Addresses: _addresses,
}
_NAMES: Final = {
    str: "text",
    float: "a number",
    int: "a whole number",
    bool: "true or false",
    tuple[str, ...]: "a list of texts",
    Addresses: "a list of texts",
}


def _unknown(key: str, where: str) -> SettingsError:
    return SettingsError(
        say(f"unknown setting {key}", f"không có mục cài đặt {key}"),
        where,
        say("See “Settings” in the README.", "Xem phần “Settings” trong README."),
    )
