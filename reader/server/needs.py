"""The libraries of the extra ``server``: all there, or one clear error."""

from __future__ import annotations

import importlib.util
from typing import Final

from reader.errors import UsageError
from reader.language import say

_LIBRARIES: Final = (
    *("fastapi", "starlette", "uvicorn", "nh3"),
    *("jinja2", "limits", "prometheus_client"),
)
_INSTALL: Final = "pip install 'doc-bai-viet[server]'"


def need() -> None:
    """Nothing, where everything is installed.

    Raises:
        UsageError: Something is not.
    """
    missing = [name for name in _LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(
            say("the server's libraries are not installed", "chưa cài thư viện của máy chủ"),
            ", ".join(missing),
            say(f"Run: {_INSTALL}", f"Hãy chạy: {_INSTALL}"),
        )
