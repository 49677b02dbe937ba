"""What people see: a form, the clean article with both controls, a player for frames.

Whatever came from a page is text to the templates, which escape it; the article's own HTML is made
here from text and passes through nh3 besides.
"""

from __future__ import annotations

import functools
import hashlib
from importlib import resources
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import jinja2
import nh3
from markupsafe import Markup

from reader.embed import component, metadata, transcript
from reader.embed.tag import Addresses
from reader.language import current, say
from reader.outputs.files import name_of
from reader.server import policy
from reader.server.addresses import of_article

if TYPE_CHECKING:
    from reader.errors import ReaderError
    from reader.server.library import Found
    from reader.settings import ServerSettings
    from reader.values import Script

_TAGS: Final = frozenset(
    {"p", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "li", "figure", "figcaption", "span"}
)
_ATTRIBUTES: Final = {"*": {"id", "class", "lang"}}
_WEB: Final = ("http", "https")
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors {frames}"
)


def policy_header(frames: str = "'none'") -> tuple[str, str]:
    """The content security policy of a page that may be framed by `frames`."""
    return "content-security-policy", _POLICY.format(frames=frames)


def frames(server: ServerSettings) -> str:
    """Who may show the player in a frame."""
    return " ".join(("'self'", *policy.origins(server)))


def home(server: ServerSettings) -> str:
    """The form."""
    return _page("home.html", sites=_named(server), asked="", feed=feed_title(server))


def problem(server: ServerSettings, error: ReaderError, asked: str) -> str:
    """What went wrong, and the form again."""
    return _page("problem.html", error=error, sites=_named(server), asked=asked)


def article(found: Found, server: ServerSettings, base: str, *, kind: str = "page") -> str:
    """The clean article.

    Args:
        found: The article.
        server: For the feed's name.
        base: Our own address.
        kind: "page", or "player" for a frame.
    """
    told, url = found.script.article, found.url
    return _page(
        "article.html",
        article=told,
        kind=kind,
        source=_web_address(told.url) or _web_address(url),
        by=[part for part in (told.site, told.author, _date(found)) if part],
        body=Markup(body(found.script)),  # noqa: S704 - made of escaped text, and cleaned
        api=".",
        audio=of_article("api/v1/audio", url),
        text=of_article("api/v1/text", url),
        file_name=f"{name_of(told.title)}.mp3",
        feed=feed_title(server),
        oembed_json=oembed_address(base, url, "json"),
        oembed_xml=oembed_address(base, url, "xml"),
        metadata=Markup(_metadata(found, base)),  # noqa: S704 - nothing in it can end the block
        component_version=version(component()),
    )


def feed_title(server: ServerSettings) -> str:
    """Of the podcast."""
    return server.title or say("Articles read aloud", "Bài viết đọc thành tiếng")


def oembed_address(base: str, url: str, form: str) -> str:
    """Where a page's embedding is described."""
    return of_article(f"{base}/oembed", f"{base}/{of_article('read', url)}") + f"&format={form}"


def body(script: Script) -> str:
    """The blocks of the article as HTML; every sentence has an id, ``s0`` is the first said."""
    made = transcript.blocks(script)
    return nh3.clean(made, tags=set(_TAGS), attributes=_ATTRIBUTES, link_rel=None)


def _metadata(found: Found, base: str) -> str:
    """schema.org: the article, its sound, and what of it is fit to be spoken."""
    told = found.script.article
    at = Addresses(
        script=f"{base}/embed.js",
        audio=f"{base}/{of_article('api/v1/audio', found.url)}",
        timing=f"{base}/{of_article('api/v1/timing', found.url)}",
    )
    return metadata.script(
        metadata.linked_data(
            {"title": told.title, "language": told.language},
            at,
            page=told.url or found.url,
            speakable=("#title", "#article"),
            date=told.date.isoformat() if told.date else "",
            author=told.author or "",
        )
    )


def _page(name: str, **values: Any) -> str:
    common = {"lang": current(), "say": say, "style_version": version(stylesheet()), "error": None}
    return _environment().get_template(name).render(common | values)


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("reader.server"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


@functools.cache
def stylesheet() -> str:
    """Of all pages."""
    return (resources.files("reader.server") / "static" / "style.css").read_text(encoding="utf-8")


@functools.lru_cache(maxsize=8)
def version(text: str) -> str:
    """Names a file's content in its address."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _named(server: ServerSettings) -> tuple[str, ...]:
    return tuple(site for site in server.sites if site != policy.ANY)


def _web_address(url: str | None) -> str | None:
    return url if url and urlsplit(url).scheme in _WEB else None


def _date(found: Found) -> str:
    date = found.script.article.date
    return f"{date.day}/{date.month}/{date.year}" if date else ""
