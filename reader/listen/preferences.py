"""Speed, volume and voice, as they were last set while listening.

    speed, volume, voice: what the command line says, else the environment, else what was set by a
    key while listening, else `reader.toml`, else the engine's own

A key outlasts the settings file, because it was pressed by the listener; an option holds for one
run and is not kept.
"""

from __future__ import annotations

import dataclasses
import os
from typing import TYPE_CHECKING, Any, Final

from reader.listen import state
from reader.whereabouts import state_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VERSION: Final = 1
_NAME: Final = "preferences"
_ENVIRONMENT: Final = {
    "speed": "READER_VOICE_RATE",
    "engine": "READER_VOICE_ENGINE",
    "voice": "READER_VOICE_NAME",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Preferences:
    """None is what was never set.

    Attributes:
        speed: 0.5–3.
        volume: 0–1 of what the system gives.
        engine: As in ``--engine``.
        voice: One of that engine's; it counts only together with it.
    """

    speed: float | None = None
    volume: float | None = None
    engine: str | None = None
    voice: str | None = None


class KeptPreferences:
    """Preferences in the state folder.

    Args:
        folder: The state folder; see `reader.whereabouts.state_folder`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._files = state.StateFolder(state_folder(folder), VERSION)

    def load(self) -> Preferences:
        """What was kept; what is out of bounds counts as never set."""
        return _from_json(self._files.read(_NAME) or {})

    def change(self, **changes: Any) -> Preferences:
        """Set some, leave the others as any program set them; said once if they cannot be kept.

        Raises:
            TypeError: There is no such preference.
        """
        changed = dataclasses.replace(self.load(), **changes)
        self._files.change(_NAME, lambda kept: dataclasses.asdict(_from_json(kept or {})) | changes)
        return changed


def in_force(
    kept: Preferences, asked: Preferences, environ: Mapping[str, str] = os.environ
) -> Preferences:
    """What goes over the settings: what was asked for now, else what was kept.

    Where the environment decides, nothing kept is in force; a kept voice goes with its engine.
    """
    free = {
        name: getattr(kept, name) for name in _FIELDS if _ENVIRONMENT.get(name, "") not in environ
    }
    if asked.engine not in {None, kept.engine} or "engine" not in free:
        free.pop("voice", None)
    now = {name: getattr(asked, name) for name in _FIELDS}
    return Preferences(**free | {name: value for name, value in now.items() if value is not None})


_FIELDS: Final = tuple(field.name for field in dataclasses.fields(Preferences))


def _from_json(document: dict[str, Any]) -> Preferences:
    return Preferences(
        speed=_number(document.get("speed"), 0.5, 3.0),
        volume=_number(document.get("volume"), 0.0, 1.0),
        engine=_text(document.get("engine")),
        voice=_text(document.get("voice")),
    )


def _number(value: Any, least: float, most: float) -> float | None:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if is_number and least <= value <= most else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
