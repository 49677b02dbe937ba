"""Attachments of official pages: PDF and Word files as text, by pypdf and mammoth (an extra)."""

from __future__ import annotations

import importlib
import io
import re
from typing import Any, Final

from reader.errors import NotTextError
from reader.language import say
from reader.patterns import lazy

_PDF: Final = b"%PDF-"
_ZIP: Final = b"PK\x03\x04"
_WORD: Final = b"word/"
_ENDED: Final = lazy(r"[.!?:;…”\"/]$")
_SHORT: Final = 0.75
"""A line shorter than this share of the longest ends a paragraph."""
_PAGE_NUMBER: Final = lazy(r"^\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*$", re.IGNORECASE)


def kind(body: bytes) -> str | None:
    """By its bytes: "pdf", "docx", or None for anything else."""
    if body.startswith(_PDF):
        return "pdf"
    return "docx" if body.startswith(_ZIP) and _WORD in body else None


def text_of(body: bytes, which: str, name: str) -> str:
    """The text of a document: lines of plain text for a PDF, HTML for a Word file.

    Raises:
        NotTextError: It is broken, locked, holds only pictures, or the extra is not installed.
    """
    try:
        text = _pdf(body) if which == "pdf" else _docx(body)
    except ImportError as error:
        raise NotTextError(
            say(f"{name} is a {which.upper()} file", f"{name} là tệp {which.upper()}"),
            say("what reads such files is not installed", "chưa cài phần đọc loại tệp này"),
            "pip install 'doc-bai-viet[documents]'",
        ) from error
    except Exception as error:
        raise NotTextError(
            say(f"{name} cannot be read", f"không đọc được {name}"),
            f"{type(error).__name__}: {error}",
        ) from error
    if not text.strip():
        raise NotTextError(
            say(f"{name} holds no text", f"{name} không có chữ"),
            say("its pages are pictures", "các trang là ảnh chụp"),
        )
    return text


def _docx(body: bytes) -> str:
    mammoth: Any = importlib.import_module("mammoth")  # it has no types
    html = mammoth.convert_to_html(io.BytesIO(body)).value
    return f"<html><body><article>{html}</article></body></html>" if html else ""


def _pdf(body: bytes) -> str:
    from pypdf import PdfReader

    pages = (page.extract_text() or "" for page in PdfReader(io.BytesIO(body)).pages)
    return "\n\n".join(_paragraphs([line for page in pages for line in page.splitlines()]))


def _paragraphs(lines: list[str]) -> list[str]:
    """Lines of a page joined to paragraphs; page numbers go."""
    kept = [line.strip() for line in lines if not _PAGE_NUMBER.match(line)]
    width = max(map(len, kept), default=0)
    found, current = [], ""
    for line in kept:
        current = f"{current} {line}".strip()
        if not line or len(line) < _SHORT * width or _ENDED.search(line):
            found.append(current)
            current = ""
    return [paragraph for paragraph in [*found, current] if paragraph]
