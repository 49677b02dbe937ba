from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from reader.errors import ForbiddenError, UsageError
from reader.net import guard

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "addresses.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
ERRORS = {"private": ForbiddenError, "malformed": UsageError}


@pytest.mark.parametrize(("url", "verdict"), CASES)
def test_an_address_is_judged_as_written(url: str, verdict: str) -> None:
    if verdict == "public":
        guard.check_address(url)
    else:
        with pytest.raises(ERRORS[verdict]):
            guard.check_address(url)


def test_control_characters_are_refused() -> None:
    with pytest.raises(UsageError):
        guard.check_address("http://example.vn/\r\nHost: other")


def test_a_private_address_may_be_allowed() -> None:
    guard.check_address("http://127.0.0.1:8080/", allow_private=True)


class Names(AbstractResolver):
    """A name server of our own: each question takes the next of its answers."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=a, port=port, family=family, proto=0, flags=0)
            for a in self.answers.pop(0)
        ]

    async def close(self) -> None:
        """Nothing is held."""


def get(names: AbstractResolver, url: str) -> None:
    async def ask() -> None:
        async with guard.client(resolver=names) as session, session.get(url):
            pass

    asyncio.run(ask())


@pytest.mark.parametrize(
    "answers", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["169.254.169.254"]]
)
def test_a_name_with_one_private_answer_is_refused(answers: list[str]) -> None:
    with pytest.raises(ForbiddenError):
        get(Names(answers), "http://rebound.example/")


def test_the_socket_is_the_last_gate() -> None:
    """Even where the written address and the resolver were passed by, nothing is connected."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]

        async def ask() -> None:
            async with guard.client() as session, session.get(f"http://127.0.0.1:{port}/"):
                pass

        with pytest.raises((ForbiddenError, aiohttp.ClientError)):
            asyncio.run(ask())
        with pytest.raises(TimeoutError):
            server.accept()


def test_certificates_are_verified() -> None:
    import ssl

    assert guard.tls().verify_mode is ssl.CERT_REQUIRED
    assert guard.tls().check_hostname
