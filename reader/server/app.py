"""The application: routes, what becomes of errors, and the layers around it all."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware

import reader
from reader.errors import ReaderError
from reader.language import say
from reader.server import api, feeds, policy, problems, site
from reader.server.answers import header
from reader.server.watch import Admission, Watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from reader.server.service import Service
    from reader.settings import ServerSettings


_THREADS: Final = 32
"""For short waits: for files, for a name server, for a child."""


def application(service: Service) -> ASGIApp:
    """Everything that is between the socket and the routes, and the routes."""
    routes = _routes(service)
    inside = service.ready.before(Admission(routes, service.limits))
    return _Cors(Watch(inside, service.metrics), service.settings.server)


def _routes(service: Service) -> FastAPI:
    app = FastAPI(
        title="Đọc bài viết",
        version=reader.__version__,
        description="A Vietnamese web article, read aloud.",
        docs_url=None,  # its pages would load scripts of strangers
        redoc_url=None,
        lifespan=_lifespan,
        responses={},
    )
    app.state.service = service
    app.include_router(api.router)
    app.include_router(site.router)
    app.add_exception_handler(ReaderError, _of_ours)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_parameters)
    app.add_exception_handler(Exception, _of_a_bug)
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    service: Service = app.state.service
    server = service.settings.server
    threads = concurrent.futures.ThreadPoolExecutor(_THREADS, "worker")
    asyncio.get_running_loop().set_default_executor(threads)
    warming = [service.children.run(len, "") for _ in range(server.extractors)]
    tasks = [asyncio.create_task(task) for task in (feeds.record_ahead(service), *warming)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(service.close)


async def _of_ours(_request: Request, error: Any) -> api.Asgi:
    return api.Asgi(problems.answer(error))


async def _of_http(_request: Request, error: Any) -> api.Asgi:
    return api.Asgi(problems.of_status(error.status_code, str(error.detail)))


async def _of_parameters(_request: Request, error: Any) -> api.Asgi:
    told = "; ".join(f"{e['loc'][-1]}: {e['msg']}" for e in error.errors())
    return api.Asgi(problems.of_status(400, told))


async def _of_a_bug(_request: Request, _error: Exception) -> api.Asgi:
    """It is logged with all that is known; strangers are told none of it."""
    detail = say("Something went wrong inside the server.", "Máy chủ gặp lỗi bên trong.")
    return api.Asgi(problems.of_status(500, detail))


class _Cors(CORSMiddleware):
    """Lets the pages of the allowed sites read our answers; others cost it nothing."""

    def __init__(self, app: ASGIApp, server: ServerSettings) -> None:
        open_to_all = policy.ANY in policy.origins(server)
        options: dict[str, Any] = {"allow_origins": ["*"]} if open_to_all else {}
        exposed = ["Content-Range", "Accept-Ranges", "ETag", "Retry-After"]
        super().__init__(
            app, allow_methods=["GET", "HEAD", "POST"], expose_headers=exposed, **options
        )
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Only a request with an origin has to be thought about."""
        asked = scope["type"] == "http" and header(scope, b"origin")
        await (super().__call__ if asked else self.app)(scope, receive, send)

    def is_allowed_origin(self, origin: str) -> bool:
        """As the settings say."""
        return policy.allows_origin(self._server, origin)
