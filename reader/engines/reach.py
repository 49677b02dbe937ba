"""Whether a server can be reached, found out within seconds whatever the network does."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import urllib.request
from typing import Final
from urllib.parse import urlsplit

from reader.language import say

WITHIN: Final = 2.5
"""Seconds after which a server that did not answer counts as out of reach."""

_PORTS: Final = {"https": 443, "wss": 443}


def unreachable(address: str, within: float = WITHIN) -> str:
    """Why no connection to the address can be made; "" where one can.

    The name is looked up in a thread that may be left behind: no time-out reaches into it.
    """
    answer: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=lambda: answer.put(_tried(address, within)), daemon=True).start()
    try:
        return answer.get(timeout=within)
    except queue.Empty:
        return say(f"no answer within {within:g} s", f"không trả lời trong {within:g} giây")


def _tried(address: str, within: float) -> str:
    url = urlsplit(address)
    proxy = _proxy(url.scheme, url.hostname or "")
    host, port = proxy or (url.hostname or "", url.port or _PORTS.get(url.scheme, 80))
    try:
        with socket.create_connection((host, port), timeout=within) as connection:
            if url.scheme in _PORTS and not proxy:
                context = ssl.create_default_context()
                context.load_verify_locations(_authorities())
                context.wrap_socket(connection, server_hostname=host).close()
    except (OSError, ValueError) as error:
        return str(error) or type(error).__name__
    return ""


def _authorities() -> str:
    import certifi

    return certifi.where()


def _proxy(scheme: str, host: str) -> tuple[str, int] | None:
    """The proxy that the environment or the system names for this scheme."""
    named = urllib.request.getproxies().get({"wss": "https", "ws": "http"}.get(scheme, scheme))
    if not named or urllib.request.proxy_bypass(host):
        return None
    url = urlsplit(named if "//" in named else f"//{named}")
    return url.hostname or "", url.port or 80
