"""The JSON API, version 1, and the files that it names.

    GET  /api/v1/articles?url=     facts, and where everything is; makes no sound
    POST /api/v1/recordings?url=   have it made to the end, whoever listens; how far it is
    GET  /api/v1/audio?url=        the sound: finished, or as it is being made from now on
    GET  /api/v1/timing?url=       when what is heard, as far as it is made
    GET  /api/v1/captions?url=     the same as WebVTT
    GET  /api/v1/text?url=         the words
    GET  /audio/ID.mp3 /timing/ID.json /captions/ID.vtt   finished, for ever

Addresses in answers are relative to the answer's own.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from reader.cache.recordings import Kept
from reader.errors import NotFoundError
from reader.language import say
from reader.outputs import captions
from reader.server import documents, schemas
from reader.server.answers import ASK_EACH_TIME, FOR_EVER, JSON, Answer
from reader.server.growing import Growing
from reader.server.service import Service
from reader.server.sound import Live, Recorded

router = APIRouter()

Url = Annotated[str, Query(min_length=1, max_length=2048, description="Address of the article.")]
VoiceName = Annotated[
    str, Query(max_length=100, description="One of the article's voices; empty for the usual one.")
]
VTT: Final = "text/vtt; charset=utf-8"
_FRESH: Final = 10.0
"""Seconds for which an answer about a finished recording is not thought over."""
_YEAR: Final = 31_536_000.0
_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    code: {"model": schemas.Problem, "description": description}
    for code, description in {
        400: "No address, or one that cannot be asked.",
        403: "An address that must not be asked, or a page that is not for us.",
        404: "No such page, or no such voice.",
        422: "No text, or no article in it.",
        429: "Asked too often; see Retry-After.",
        502: "The site did not answer as it should.",
        503: "No sound can be made now; see Retry-After.",
    }.items()
}
_NOT_FOUND: Final[dict[int | str, dict[str, Any]]] = {404: {"model": schemas.Problem}}


def _sound(media_type: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {media_type: {}}}, 206: {"content": {media_type: {}}}}


def service(request: Request) -> Service:
    """What the server knows."""
    found: Service = request.app.state.service
    return found


class Asgi(Response):
    """A response that is an ASGI application of ours."""

    def __init__(self, app: Any) -> None:
        super().__init__()
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Hand over."""
        await self._app(scope, receive, send)


@router.head("/api/v1/articles", include_in_schema=False)
@router.get("/api/v1/articles", responses={200: {"model": schemas.Article}, **_PROBLEMS})
async def articles(request: Request, url: Url, voice: VoiceName = "") -> Response:
    """An article's facts and where its sound, times and words are. Makes no sound yet."""
    here = service(request)
    found = await here.find(request, url)
    recorded = await here.studio.known(found, voice)
    facts = here.shelf.facts(recorded)["timing"] if isinstance(recorded, Kept) else {}
    names = here.speakers.names
    answer = Answer.json(documents.article(found, recorded, facts, names, voice))
    if isinstance(recorded, Kept):
        service(request).ready.keep(request.scope, answer, _FRESH)
    return Asgi(answer)


@router.post(
    "/api/v1/recordings",
    status_code=202,
    responses={200: {"model": schemas.Recording}, 202: {"model": schemas.Recording}, **_PROBLEMS},
)
async def recordings(request: Request, url: Url, voice: VoiceName = "") -> Response:
    """Have the recording made to its end; asking again tells how far it is."""
    here = service(request)
    found = await here.find(request, url)
    recorded = await here.begin(request, found, voice)
    if isinstance(recorded, Growing):
        recorded.wanted = True
    status = 202 if isinstance(recorded, Growing) else 200
    document = documents.recording(found, recorded, voice)
    return Asgi(Answer.json(document, status=status, cache="no-store"))


@router.get("/api/v1/audio", responses={**_sound("audio/mpeg"), **_PROBLEMS})
async def audio(request: Request, url: Url, voice: VoiceName = "") -> Response:
    """The sound; where it is not finished, a stream from the beginning while it is made."""
    here = service(request)
    recorded = await here.begin(request, await here.find(request, url), voice)
    if isinstance(recorded, Kept):
        return Asgi(Recorded(recorded, here.memory, ASK_EACH_TIME))
    pieces = recorded.pieces()
    return Asgi(Live(await anext(pieces, b""), pieces))


@router.head("/api/v1/audio", include_in_schema=False)
async def audio_head(request: Request, url: Url, voice: VoiceName = "") -> Response:
    """As GET, but nothing is made for it."""
    here = service(request)
    recorded = await here.studio.known(await here.find(request, url), voice)
    if isinstance(recorded, Kept):
        return Asgi(Recorded(recorded, here.memory, ASK_EACH_TIME))
    return Asgi(Live(b"", _silence()))


async def _silence() -> Any:
    return
    yield


@router.head("/api/v1/timing", include_in_schema=False)
@router.get("/api/v1/timing", responses={200: {"model": schemas.Timing}, **_PROBLEMS})
async def timing(request: Request, url: Url, voice: VoiceName = "") -> Response:
    """The timing document, as far as the recording is made."""
    return Asgi(Answer.json(await _times(request, url, voice)))


@router.head("/api/v1/captions", include_in_schema=False)
@router.get("/api/v1/captions", responses={200: {"content": {VTT: {}}}, **_PROBLEMS})
async def vtt(request: Request, url: Url, voice: VoiceName = "") -> Response:
    """WebVTT, as far as the recording is made."""
    return Asgi(Answer.of(captions.vtt(await _times(request, url, voice)), VTT))


async def _times(request: Request, url: str, voice: str) -> dict[str, Any]:
    here = service(request)
    found = await here.find(request, url)
    recorded = await here.studio.known(found, voice)
    if isinstance(recorded, Kept):
        document: dict[str, Any] = here.shelf.facts(recorded)["timing"]
        document["audio"]["src"] = f"../../audio/{recorded.id}.mp3"
        return document
    return documents.growing(found, recorded.said() if recorded else None, voice)


@router.head("/api/v1/text", include_in_schema=False)
@router.get("/api/v1/text", responses={200: {"content": {"text/plain": {}}}, **_PROBLEMS})
async def text(request: Request, url: Url) -> Response:
    """The words of the article, paragraph by paragraph."""
    told = (await service(request).find(request, url)).script.article
    lines = "\n\n".join((told.title, *(block.text for block in told.blocks)))
    return Asgi(Answer.of(lines + "\n", "text/plain; charset=utf-8"))


@router.head("/audio/{name}.mp3", include_in_schema=False)
@router.get("/audio/{name}.mp3", responses={**_sound("audio/mpeg"), **_NOT_FOUND})
async def audio_file(request: Request, name: str) -> Response:
    """A finished recording; this address never means another one."""
    here = service(request)
    recorded = Recorded(_kept(here, name), here.memory, FOR_EVER)
    return Asgi(here.ready.keep(request.scope, recorded, _FRESH))


@router.head("/timing/{name}.json", include_in_schema=False)
@router.get("/timing/{name}.json", responses={200: {"model": schemas.Timing}, **_NOT_FOUND})
async def timing_file(request: Request, name: str) -> Response:
    """When what is heard in a finished recording."""
    answer = Answer.json(_finished(request, name), media_type=JSON, cache=FOR_EVER)
    return Asgi(service(request).ready.keep(request.scope, answer, _YEAR))


@router.head("/captions/{name}.vtt", include_in_schema=False)
@router.get("/captions/{name}.vtt", responses={200: {"content": {VTT: {}}}, **_NOT_FOUND})
async def captions_file(request: Request, name: str) -> Response:
    """The same as WebVTT."""
    answer = Answer.of(captions.vtt(_finished(request, name)), VTT, cache=FOR_EVER)
    return Asgi(service(request).ready.keep(request.scope, answer, _YEAR))


def _finished(request: Request, name: str) -> dict[str, Any]:
    here = service(request)
    document: dict[str, Any] = here.shelf.facts(_kept(here, name))["timing"]
    document["audio"]["src"] = f"../audio/{name}.mp3"
    return document


def _kept(here: Service, name: str) -> Kept:
    if kept := here.shelf.named(name):
        return kept
    raise NotFoundError(
        say("there is no such recording", "không có bản ghi này"),
        fix=say("Ask for the article again.", "Hãy hỏi lại theo bài viết."),
    )
