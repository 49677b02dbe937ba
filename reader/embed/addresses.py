"""Where a page finds its files: relative addresses, right from any depth and under any <base>."""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from reader.embed.tag import Addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HERE: Final = "http://site/"
"""Stands for the site's address, wherever that is."""
_KINDS: Final = ("script", "audio", "timing", "captions", "transcript", "feed")


def base(name: str, href: str = "") -> str:
    """The path, from the site's root, that relative addresses in a page count from.

    Args:
        name: Of the page: its path from the root, without a leading slash.
        href: What its ``<base>`` says.
    """
    return unquote(urlsplit(urljoin(_HERE + _quoted(name), href)).path) or "/"


def relative(path: str, origin: str) -> str:
    """The address of a file of the site, as `origin` (see `base`) sees it.

    Args:
        path: From the root, without a leading slash.
        origin: A path from the root, with one.
    """
    return _quoted(posixpath.relpath(f"/{path}", posixpath.dirname(origin)))


def whole(root: str, path: str) -> str:
    """The address of a file of the site, on the site's own address `root`."""
    return urljoin(f"{root.rstrip('/')}/", _quoted(path))


def of(files: Mapping[str, str], folder: str, address: Callable[[str], str]) -> Addresses:
    """The addresses of all files.

    Args:
        files: Kind → path from our folder.
        folder: Our folder, as a path from the site's root.
        address: A path from the root → its address.
    """
    found = {k: address(posixpath.normpath(f"{folder}/{files[k]}")) for k in _KINDS if k in files}
    return Addresses(**found)


def _quoted(path: str) -> str:
    """File names are bytes on some systems; whatever they are, they reach the server."""
    return quote(os.fsencode(path))
