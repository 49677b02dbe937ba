"""`reader serve`: the road from address to sound, over HTTP.

    request → metrics → limits → ready answers → routes
                                                   │
    library   address → Script     fetched here, guarded; parsed in processes that can be killed
    studio    Script  → Growing    one take made once, heard by everyone who waits for it
    shelf     Growing → files      finished recordings, in the cache (`reader.cache.recordings`)

What the outside may do stands in `policy`, what it sees in `api` and `pages`. Needs the extra
``server``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from reader.settings import Settings

__all__ = ["serve"]


def serve(settings: Settings, *, cache: Path | None = None) -> None:
    """Serve until told to stop (Ctrl-C, SIGTERM).

    Args:
        settings: What is served, to whom, by which voice.
        cache: Folder of the cache; see `reader.cache.folder`.

    Raises:
        UsageError: The libraries of the extra are not here, or the port is taken.
        SettingsError: A setting cannot be, or would let strangers read any address.
    """
    from reader.server import policy
    from reader.server.needs import need

    need()
    policy.check(settings.server)
    from reader.server.run import run

    run(settings, cache)
