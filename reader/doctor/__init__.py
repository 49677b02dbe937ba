"""What works here, and what to do about the rest: `reader doctor`.

    findings = examine()            # a few seconds at most, whatever the network does
    works(findings)                 # whether an article can be made into sound

Each check is a function from settings to findings. None raises: one that fails is a finding, too.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from reader.doctor import folders, installation, online, speaking, surroundings
from reader.doctor.findings import Finding, Status, bad
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.settings import Settings

    Check = Callable[[Settings], Iterator[Finding]]

__all__ = ["Finding", "Status", "examine", "works"]

_log = logging.getLogger(__name__)

_CHECKS: Final[tuple[Check, ...]] = (
    installation.check,
    speaking.check,
    online.check,
    surroundings.check,
    folders.check,
)


def examine() -> Iterator[Finding]:
    """Look at everything, the settings first; findings come as they are found."""
    settings, found = folders.settings()
    yield from found
    for check in _CHECKS:
        yield from _guarded(check, settings)


def works(findings: Iterable[Finding]) -> bool:
    """Whether the main job can be done: an article is made into sound."""
    return all(finding.is_good for finding in findings if finding.essential)


def _guarded(check: Check, settings: Settings) -> Iterator[Finding]:
    """What a check finds, up to where it breaks, if it does."""
    try:
        yield from check(settings)
    except Exception as error:  # noqa: BLE001 - told of, like anything else that is broken
        _log.debug("a check failed", exc_info=True)
        name = check.__module__.rpartition(".")[2]
        why = say(f"the check failed: {error!r}", f"không kiểm tra được: {error!r}")
        is_essential = check is speaking.check
        yield bad(f"check {name}", name, why, "reader --debug doctor", essential=is_essential)
