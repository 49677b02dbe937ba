"""The pages and files that people and other sites ask for; the JSON API is in `api`.

    GET /            a form: paste an address
    GET /read?url=   the clean article, with both controls
    GET /player?url= the same for a frame on another site
    GET /oembed?url= how to show that frame
    GET /feed.xml    a podcast of what was recorded here
    GET /embed.js    the component
    GET /healthz /metrics /robots.txt /style.css

Whatever is wrong is said as a page to people and as a problem to machines.
"""

from __future__ import annotations

import asyncio
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from reader.embed import component, web_component
from reader.errors import ReaderError
from reader.language import say
from reader.outputs import podcast
from reader.server import feeds, metrics, oembed, pages, problems
from reader.server.answers import FOR_EVER, HTML, Answer
from reader.server.api import Asgi, Url, service

router = APIRouter(include_in_schema=False)
_BOTH: Final = ["GET", "HEAD"]
_A_DAY: Final = 86_400.0
_AN_HOUR: Final = "public, max-age=3600"
_ROBOTS: Final = "User-agent: *\nDisallow: /read\nDisallow: /player\nDisallow: /api/\n"
_Anything = Annotated[str, Query(max_length=2048)]


def _html(text: str, *more: tuple[str, str], status: int = 200) -> Response:
    return Asgi(Answer.of(text, HTML, status=status, vary="Accept-Language", more=more))


@router.api_route("/", methods=_BOTH)
async def home(request: Request) -> Response:
    """The form."""
    return _html(pages.home(service(request).settings.server), pages.policy_header())


@router.api_route("/read", methods=_BOTH)
async def read(request: Request, url: _Anything = "") -> Response:
    """The clean article; what is wrong with an address is said above the form."""
    return await _article(request, url, "page", pages.policy_header())


@router.api_route("/player", methods=_BOTH)
async def player(request: Request, url: _Anything = "") -> Response:
    """The article for a frame."""
    frames = pages.frames(service(request).settings.server)
    return await _article(request, url, "player", pages.policy_header(frames))


async def _article(request: Request, url: str, kind: str, policy: tuple[str, str]) -> Response:
    here = service(request)
    server = here.settings.server
    try:
        found = await here.find(request, url)
    except ReaderError as error:
        more = [policy, *problems.retry_after(error)]
        return _html(pages.problem(server, error, url), *more, status=problems.status(error))
    return _html(pages.article(found, server, here.base(request), kind=kind), policy)


@router.api_route("/oembed", methods=_BOTH)
async def embedding(
    request: Request,
    url: Url,
    form: Annotated[str, Query(alias="format")] = "json",
    maxwidth: Annotated[int, Query(ge=0, le=10_000)] = 0,
    maxheight: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> Response:
    """oEmbed, for addresses of articles and of our pages that show them."""
    here = service(request)
    if form not in ("json", "xml"):
        return Asgi(problems.of_status(501, say("json or xml", "json hoặc xml")))
    found = await here.find(request, url)
    document = oembed.document(found, here.base(request), maxwidth, maxheight)
    if form == "xml":
        return Asgi(Answer.of(oembed.xml(document), "text/xml; charset=utf-8", cache=_AN_HOUR))
    return Asgi(Answer.json(document, cache=_AN_HOUR))


@router.api_route("/feed.xml", methods=_BOTH)
async def feed(request: Request) -> Response:
    """The podcast."""
    here = service(request)
    base = here.base(request)
    episodes = await asyncio.to_thread(feeds.episodes, here, base)
    text = podcast.rss(feeds.show(here.settings.server, base), episodes)
    return Asgi(Answer.of(text, podcast.MEDIA_TYPE))


@router.api_route("/embed.js", methods=_BOTH)
async def embed(request: Request, v: str = "") -> Response:
    """The component; under an address with its version, for ever."""
    return _file(request, component(), web_component.MEDIA_TYPE, v)


@router.api_route("/style.css", methods=_BOTH)
async def style(request: Request, v: str = "") -> Response:
    """How our pages look."""
    return _file(request, pages.stylesheet(), "text/css; charset=utf-8", v)


def _file(request: Request, text: str, media_type: str, wanted: str) -> Response:
    cache = FOR_EVER if wanted == pages.version(text) else _AN_HOUR
    answer = Answer.of(text, media_type, cache=cache)
    if wanted in ("", pages.version(text)):
        service(request).ready.keep(request.scope, answer, _A_DAY)
    return Asgi(answer)


@router.api_route("/robots.txt", methods=_BOTH)
async def robots() -> Response:
    """Search engines have the originals."""
    return Asgi(Answer.of(_ROBOTS, "text/plain; charset=utf-8", cache=_AN_HOUR))


@router.api_route("/healthz", methods=_BOTH)
async def health(request: Request) -> Response:
    """Whether it works: the loop turns, and there is a voice."""
    here = service(request)
    speaker = await asyncio.to_thread(here.speakers.speaker)
    facts = {"status": "ok", "engine": speaker.engine, "under_way": here.studio.under_way}
    return Asgi(Answer.json(facts, cache="no-store"))


@router.api_route("/metrics", methods=_BOTH)
async def counters(request: Request) -> Response:
    """For Prometheus."""
    return Asgi(Answer.of(service(request).metrics.text(), metrics.MEDIA_TYPE, cache="no-store"))
