"""The one HTTP client for pages: it connects to public addresses only, unless told otherwise.

Three gates, each enough for most attacks and none for all:

1. `check_address` reads the written address: scheme, port, user name, odd characters, IP literals.
2. `_GuardedResolver` refuses a name if *any* of its answers is not public.
3. `_guarded_socket` sees the exact socket address before it is connected to: whatever a name meant
   a moment ago (DNS rebinding), this is what is asked now.

The deny list is our own: the tables of `ipaddress` change with the Python version, and even new
ones miss 168.63.129.16 (a cloud's metadata), fec0::/10 and 3fff::/20. Sources: IANA IPv4 and
IPv6 special-purpose address registries (RFC 6890 and its successors).
"""

from __future__ import annotations

import functools
import ipaddress
import socket
import ssl
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import aiohttp
import certifi
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver

from reader.errors import ForbiddenError, UsageError
from reader.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable

_DENIED: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("168.63.129.16/32", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24"),
        *("192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
_GLOBAL_IPV6: Final = ipaddress.ip_network("2000::/3")
_PORTS: Final = {"http": 80, "https": 443}
_USER_AGENT: Final = "Mozilla/5.0 (compatible; doc-bai-viet; reads articles aloud)"


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip not in _GLOBAL_IPV6:
            return False
    return not any(ip in network for network in _DENIED)


def check_address(url: str, *, allow_private: bool = False) -> None:
    """Refuse an address that is not plainly ``http(s)://public-host[/…]``.

    Raises:
        UsageError: It is not a web address.
        ForbiddenError: It is one that must not be asked.
    """
    if any(c.isspace() or not c.isprintable() or c == "\\" for c in url):
        raise _malformed(url)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise _malformed(url) from error
    if parts.scheme not in _PORTS or not host:
        raise _malformed(url)
    if "@" in parts.netloc:
        raise _forbidden(url, say("it carries a user name", "có kèm tên người dùng"))
    if allow_private:
        return
    if port not in (None, _PORTS[parts.scheme]):
        raise ForbiddenError(
            say(f"{url} is not asked", f"không truy cập {url}"),
            say(f"port {port} is not a web port", f"cổng {port} không phải cổng web"),
            _if_meant(),
        )
    if _is_literal(host) and not is_public(host):
        raise _private(host)


def client(
    *, allow_private: bool = False, resolver: AbstractResolver | None = None
) -> aiohttp.ClientSession:
    """A session whose every connection is guarded; to be made inside a running loop.

    Nothing comes from the environment, nothing is unpacked or redirected behind our back.
    """
    connector = aiohttp.TCPConnector(
        ssl=tls(),
        resolver=resolver if allow_private else _GuardedResolver(resolver or DefaultResolver()),
        socket_factory=None if allow_private else _guarded_socket,
        use_dns_cache=False,
    )
    return aiohttp.ClientSession(
        connector=connector,
        trust_env=False,
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": _USER_AGENT, "Accept-Language": "vi,en;q=0.5"},
    )


@functools.cache
def tls() -> ssl.SSLContext:
    """Verified TLS: the system's authorities and, for Pythons that come without, certifi's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class _GuardedResolver(AbstractResolver):
    """Answers only where every answer is public."""

    def __init__(self, inner: AbstractResolver) -> None:
        self._inner = inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        answers = await self._inner.resolve(host, port, family)
        refuse_private((answer["host"] for answer in answers), host)
        return answers

    async def close(self) -> None:
        await self._inner.close()


def refuse_private(addresses: Iterable[str], host: str) -> None:
    """Raise ForbiddenError if any address is not public."""
    if not all(map(is_public, addresses)):
        raise _private(host)


def _guarded_socket(info: tuple[object, ...]) -> socket.socket:
    family, kind, protocol, _, address = info
    refuse_private([address[0]], str(address[0]))  # type: ignore[index]
    return socket.socket(family, kind, protocol)  # type: ignore[arg-type]


def _is_literal(host: str) -> bool:
    """Also "127.1", "0x7f.1" and "2130706433", which the C library takes for addresses."""
    return ":" in host or host.rpartition(".")[2].lower().startswith(tuple("0123456789"))


def _malformed(url: str) -> UsageError:
    return UsageError(
        say(f"{url!r} is not a web address", f"{url!r} không phải địa chỉ web"),
        fix=say(
            "Give an address like https://example.vn/bai-viet.htm, or a file.",
            "Hãy dùng địa chỉ như https://example.vn/bai-viet.htm, hoặc một tệp.",
        ),
    )


def _forbidden(url: str, why: str) -> ForbiddenError:
    return ForbiddenError(say(f"{url} is not asked", f"không truy cập {url}"), why)


def _private(host: str) -> ForbiddenError:
    return ForbiddenError(
        say(f"{host} is not asked", f"không truy cập {host}"),
        say("it is inside a private network", "địa chỉ thuộc mạng nội bộ"),
        _if_meant(),
    )


def _if_meant() -> str:
    return say("Use --allow-private if you mean it.", "Thêm --allow-private nếu bạn chủ ý.")
