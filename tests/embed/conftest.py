"""Sites on a disk, and exports of them with the embedded voice."""

from __future__ import annotations

import dataclasses
import html
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest

import reader
from reader.embed import sources, undo
from reader.embed.export import Export
from reader.embed.outcome import How, Voicing
from reader.recording import stream
from reader.values import Delivery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from reader.embed.outcome import Outcome
    from reader.recording import Take
    from reader.values import Script

TITLE = "Xã Tân Lập khai trương thư viện"
PARAGRAPHS = (
    "Sáng nay, xã Tân Lập khai trương thư viện dành cho bạn đọc khiếm thị và người cao tuổi.",
    "Thư viện có hơn ba trăm cuốn sách nói, cho mượn trong hai tuần.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def article_page(title: str = TITLE, *, menu: str = "Trang chủ", head: str = "") -> str:
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">{head}<title>{title}</title>'
        f"</head><body><nav><a href='/'>{menu}</a></nav>\n<main><h1>{title}</h1>\n{BODY}\n</main>"
        "</body></html>\n"
    )


@dataclasses.dataclass
class Exporter:
    """Runs exports; what was voiced, and by how many sentences, is told by the outcomes."""

    cache: Path
    rate: float = 3.0

    def run(self, *given: Path | str, out: Path | None = None, **how: Any) -> list[Outcome]:
        in_place = how.pop("in_place", out is None)
        plan = sources.plan([str(name) for name in given], out, in_place=in_place)
        voicing = how.pop("voicing", self.voicing())
        decided = How(voice=str(self.rate), **how)
        return list(Export(plan, decided, voicing).run(plan.pages()))

    def undo(self, *given: Path | str, out: Path | None = None) -> list[Outcome]:
        plan = sources.plan([str(name) for name in given], out, in_place=out is None)
        return list(undo.run(plan, plan.pages()))

    def voicing(self) -> Voicing:
        return Voicing(reader.script, self._speak)

    def _speak(self, script: Script) -> Take:
        return stream(script, engine="espeak", cache=self.cache, rate=Delivery(rate=self.rate).rate)


@pytest.fixture
def exporter(tmp_path: Path) -> Exporter:
    return Exporter(tmp_path / "clips")


@pytest.fixture
def page() -> Callable[..., str]:
    return article_page


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """What a generator of static sites leaves: two articles, a list, and what is no page."""
    folder = tmp_path / "public"
    links = "".join(
        f'<li><a href="/tin/{n}">Tin số {n} của xã trong tháng này</a></li>' for n in range(9)
    )
    put(folder / "tin" / "bai-1.html", article_page())
    put(folder / "tin" / "2025" / "bai-2" / "index.html", article_page("Xã Tân Lập có nhà văn hóa"))
    put(folder / "index.html", f"<html><body><h1>Báo Hải Lâm</h1><ul>{links}</ul></body></html>")
    put(folder / "style.css", "p{}")
    return folder


def put(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


@pytest.fixture(name="put")
def _put() -> Callable[[Path, str | bytes], None]:
    return put


def tree(folder: Path) -> dict[str, bytes]:
    """Everything in a folder but locks, path → bytes."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(name="tree")
def _tree() -> Callable[[Path], dict[str, bytes]]:
    return tree


@pytest.fixture
def visited() -> Callable[[Path, str], None]:
    """Every address in a page's tag leads to a file, as a browser at http://site/ sees it."""

    def check(root: Path, name: str) -> None:
        text = (root / name).read_text(encoding="utf-8")
        own = "http://site/" + quote(name)
        base = urljoin(own, next(iter(re.findall(r'<base href="([^"]+)"', text)), ""))
        found = re.findall(r'(?:src|timing|transcript|href)="([^"]*doc-bai-viet/[^"]*)"', text)
        assert len(found) >= 5
        for address in found:
            path = unquote(urlsplit(urljoin(base, html.unescape(address))).path)
            assert (root / path.lstrip("/")).is_file(), address

    return check


@pytest.fixture
def states() -> Callable[[Iterable[Outcome]], dict[str, str]]:
    return lambda outcomes: {outcome.name: str(outcome.state) for outcome in outcomes}
