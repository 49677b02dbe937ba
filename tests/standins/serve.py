"""All stand-ins on one port of this machine, for tests and for trying things by hand.

    python tests/standins/serve.py --port 8765 --latency 0.15
    READER_GTTS_ADDRESS=http://127.0.0.1:8765/gtts/limited/ reader voices try gtts:vi

`/statistics` tells what was asked. The modes are in troubles.py.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import logging
import socket

import edge_server
import files_server
import gtts_server
import speech_server
import troubles
from aiohttp import ClientConnectionResetError, web


def is_news(record: logging.LogRecord) -> bool:
    """A client that goes away in the middle is none: closing an engine does that."""
    return not (record.exc_info and isinstance(record.exc_info[1], ClientConnectionResetError))


def application(latency: float) -> web.Application:
    days: collections.defaultdict[str, troubles.Day]
    days = collections.defaultdict(lambda: troubles.Day(latency))

    async def statistics(_request: web.Request) -> web.Response:
        return web.json_response({name: day.statistics() for name, day in days.items()})

    app = web.Application()
    app.router.add_get("/statistics", statistics)
    for server in (gtts_server, edge_server, speech_server, files_server):
        app.router.add_routes(server.routes(days))
    return app


async def serve(port: int, latency: float) -> None:
    logging.getLogger("aiohttp.server").addFilter(is_news)
    runner = web.AppRunner(application(latency), access_log=None)
    await runner.setup()
    listener = socket.create_server(("127.0.0.1", port))
    await web.SockSite(runner, listener).start()
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    options = parser.parse_args()
    asyncio.run(serve(options.port, options.latency))
