"""Errors as RFC 9457 has them: application/problem+json, in the client's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reader import errors
from reader.language import current, say
from reader.server.answers import Answer
from reader.server.limiting import TooOftenError

if TYPE_CHECKING:
    from reader.errors import ReaderError

MEDIA_TYPE: Final = "application/problem+json"
_RETRY_SECONDS: Final = 30
_STATUS: Final[tuple[tuple[type[ReaderError], int], ...]] = (
    (TooOftenError, 429),
    (errors.SettingsError, 500),
    (errors.UsageError, 400),
    (errors.NotFoundError, 404),
    (errors.ForbiddenError, 403),
    (errors.NetworkError, 502),
    (errors.SourceError, 422),
    (errors.ArticleError, 422),
    (errors.EngineError, 503),
    (errors.ReaderError, 500),
)
"""The first that fits: what is special stands before what is general."""


def status(error: ReaderError) -> int:
    """The HTTP status of one of our errors."""
    return next(code for kind, code in _STATUS if isinstance(error, kind))


def retry_after(error: ReaderError) -> list[tuple[str, str]]:
    """The header that says when to come back; none where that would not help."""
    if isinstance(error, TooOftenError):
        return [("retry-after", str(error.seconds))]
    return [("retry-after", str(_RETRY_SECONDS))] if status(error) == 503 else []  # noqa: PLR2004


def answer(error: ReaderError) -> Answer:
    """The whole answer."""
    document = {
        "type": f"urn:doc-bai-viet:problem:{_kind(error)}",
        "title": error.what,
        "status": status(error),
        "detail": str(error),
        "what": error.what,
        "why": error.why,
        "fix": error.fix,
    }
    more = [("content-language", current()), *retry_after(error)]
    return Answer.json(
        document,
        media_type=MEDIA_TYPE,
        cache="no-store",
        status=status(error),
        vary="Accept-Language",
        more=more,
    )


def of_status(code: int, detail: str) -> Answer:
    """For what is not one of our errors: no such path, no such method, a bad parameter."""
    title = {
        404: say("there is no such page", "không có trang này"),
        500: say("the server has a problem", "máy chủ gặp sự cố"),
        405: say("this is not done so", "không hỗ trợ phương thức này"),
    }.get(code, say("the request is wrong", "yêu cầu không hợp lệ"))
    document = {"type": "about:blank", "title": title, "status": code, "detail": detail}
    return Answer.json(document, media_type=MEDIA_TYPE, cache="no-store", status=code)


def _kind(error: ReaderError) -> str:
    """``NotFoundError`` is "not-found"."""
    name = type(error).__name__.lstrip("_").removesuffix("Error")
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
