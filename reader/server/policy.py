"""Who may ask for what: pure decisions from the settings."""

from __future__ import annotations

import fnmatch
import ipaddress
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urldefrag, urlsplit

from reader.errors import SettingsError
from reader.language import say

if TYPE_CHECKING:
    from reader.settings import ServerSettings

ANY: Final = "*"
LOG_LEVELS: Final = ("debug", "info", "warning", "error")
_OWN_PAGES: Final = ("/read", "/player")
_IPV6_CUSTOMER: Final = 64
"""Bits of an IPv6 address that name a customer; the others are his to choose."""


def check(server: ServerSettings) -> None:
    """Refuse to let strangers fetch any address through this machine, or any page any private one.

    Raises:
        SettingsError: It would be heard beyond this machine, or may ask inside private networks,
            and no sites are named; or there is no such log level.
    """
    if server.log_level not in LOG_LEVELS:
        raise SettingsError(
            say("server.log_level is wrong", "server.log_level không hợp lệ"),
            repr(server.log_level),
            say("Choose from ", "Hãy chọn: ") + ", ".join(LOG_LEVELS) + ".",
        )
    if server.allow_private and (not server.sites or ANY in server.sites):
        raise SettingsError(
            say("allow_private without sites", "allow_private mà chưa nêu trang"),
            say(
                "any page could lead this server to any machine of your network",
                "trang nào cũng có thể dẫn máy chủ này vào mạng nội bộ của bạn",
            ),
            say("Name the sites that are private.", "Hãy nêu các trang nội bộ được phép."),
        )
    if not server.sites and not is_loopback(server.host):
        raise SettingsError(
            say(
                f"no sites are named, and {server.host} is not this machine alone",
                f"chưa nêu trang nào, mà {server.host} không chỉ là máy này",
            ),
            say(
                "strangers could fetch any address through this server",
                "người lạ có thể tải mọi địa chỉ qua máy chủ này",
            ),
            say(
                'Name them: --site bao.vn, or [server] sites = ["bao.vn"] in reader.toml.',
                'Hãy nêu trang: --site bao.vn, hoặc [server] sites = ["bao.vn"] trong reader.toml.',
            ),
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can connect to it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def permits(server: ServerSettings, url: str) -> bool:
    """Whether an address is on one of the sites; which addresses are public is `net.guard`'s."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    return any(_fits(host, site.lower()) for site in server.sites or (ANY,))


def _fits(host: str, site: str) -> bool:
    return host == site or (ANY in site and fnmatch.fnmatchcase(host, site))


def origins(server: ServerSettings) -> tuple[str, ...]:
    """Origins whose pages may use the server: as `frame-ancestors` has them, "*" for all."""
    if server.origins:
        return tuple(origin.rstrip("/") for origin in server.origins)
    if not server.sites or ANY in server.sites:
        return (ANY,)
    return tuple(f"{scheme}://{site}" for site in server.sites for scheme in ("https", "http"))


def allows_origin(server: ServerSettings, origin: str) -> bool:
    """Whether pages of this origin may read our answers.

    The sites' own pages may on whatever port they are: a site's test system is the site.
    """
    allowed = origins(server)
    if ANY in allowed or origin in allowed:
        return True
    parts = urlsplit(origin)
    bare = f"{parts.scheme}://{parts.hostname}"
    candidates = (origin,) if server.origins else (origin, bare)
    return any(fnmatch.fnmatchcase(c, pattern) for c in candidates for pattern in allowed)


def asked(url: str, own: str) -> str:
    """The article that an address means: without its fragment; our own page means its article.

    Args:
        url: As a client gave it.
        own: What stands in front of our paths, as that client sees it.
    """
    url = urldefrag(url.strip()).url
    page, _, query = url.partition("?")
    if page in [own + path for path in _OWN_PAGES]:
        return asked(next(iter(parse_qs(query).get("url", [])), ""), own)
    return url


def client(address: str) -> str:
    """Whom a limit counts as one: an IPv4 address, or the /64 network of an IPv6 address."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if ip.version == 4:  # noqa: PLR2004 - IPv4
        return address
    return str(ipaddress.ip_network((ip, _IPV6_CUSTOMER), strict=False))
