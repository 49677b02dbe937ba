"""How whole and how clean the article is: ours beside trafilatura, readability-lxml, newspaper4k.

    python -m pip install -e '.[peers]'
    python tests/benchmarks/extraction.py DIR

DIR holds pages and what a person marked in them: `NAME.html` beside `NAME.gold.json` with
``{"title", "lead", "paragraphs": […], "captions": […]}``, or a folder a page with `page.html` and
`article.json`, as in `tests/article/pages`, which is taken where no DIR is given.

F1 is over words as a bag, captions left aside (some mark them, some do not); "whole" is the share
of marked paragraphs that stand uncut in the result, and in their order; "leads" counts those kept.
Each extractor runs in a process of its own, over all pages three times; the time of a page is the
processor's, the least of the three, so that other programs weigh little.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import re
import resource
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

PASSES = 3
PAGES = Path(__file__).parents[1] / "article" / "pages"


class Gold(NamedTuple):
    """A page and what a person marked in it."""

    name: str
    html: str
    lead: str
    paragraphs: list[str]
    captions: list[str]


def ours() -> Callable[[str], list[str]]:
    import reader

    def extract(html: str) -> list[str]:
        return [b.text for b in reader.extract(html).blocks if b.kind != "caption"]

    return extract


def trafilatura(**options: Any) -> Callable[[str], list[str]]:
    import trafilatura as peer

    return lambda html: (peer.extract(html, include_comments=False, **options) or "").split("\n")


def readability() -> Callable[[str], list[str]]:
    from lxml.html import fromstring
    from readability import Document

    def extract(html: str) -> list[str]:
        tree = fromstring(Document(html).summary())
        return [str(e.text_content()) for e in tree.iter("p", "h2", "h3", "li", "td")]

    return extract


def newspaper() -> Callable[[str], list[str]]:
    import newspaper as peer

    def extract(html: str) -> list[str]:
        article = peer.article("http://127.0.0.1/a", language="vi", input_html=html)
        return str(article.text).split("\n")

    return extract


EXTRACTORS: dict[str, Callable[[], Callable[[str], list[str]]]] = {
    "reader": ours,
    "trafilatura": trafilatura,
    "trafilatura fast": lambda: trafilatura(fast=True),
    "trafilatura precision": lambda: trafilatura(favor_precision=True),
    "readability-lxml": readability,
    "newspaper4k": newspaper,
}


def gold(folder: Path) -> list[Gold]:
    found = [
        (path, path.with_suffix("").with_suffix(".html"))
        for path in sorted(folder.glob("*.gold.json"))
    ]
    pages = [Gold(h.stem, read(h), *marked(json.loads(read(g)))) for g, h in found]
    for path in sorted(folder.glob("*/article.json")):
        data = json.loads(read(path))
        if "blocks" in data:
            pages.append(Gold(path.parent.name, read(path.parent / "page.html"), *blocks(data)))
    return pages


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def marked(data: dict[str, Any]) -> tuple[str, list[str], list[str]]:
    return data.get("lead") or "", data["paragraphs"], data.get("captions") or []


def blocks(data: dict[str, Any]) -> tuple[str, list[str], list[str]]:
    of = [(block["kind"], block["text"]) for block in data["blocks"]]
    lead = next((text for kind, text in of if kind == "lead"), "")
    return (
        lead,
        [text for kind, text in of if kind not in ("lead", "caption")],
        [text for kind, text in of if kind == "caption"],
    )


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def score(page: Gold, found: list[str]) -> tuple[float, float, int, bool]:
    """Precision, recall, whole paragraphs, and whether the lead is there."""
    got, want = (
        Counter(words(" ".join(found))),
        Counter(words(" ".join([page.lead, *page.paragraphs]))),
    )
    got -= Counter(words(" ".join(page.captions))) - (
        Counter(words(" ".join(page.captions))) & want
    )
    common = sum((got & want).values())
    text = " ".join(words(" ".join(found)))
    whole = in_order([" ".join(words(p)) for p in page.paragraphs], text)
    kept = " ".join(words(page.lead)[-12:]) in text
    return common / max(1, sum(got.values())), common / max(1, sum(want.values())), whole, kept


def in_order(paragraphs: list[str], text: str) -> int:
    """How many paragraphs stand whole in a text, each after the one before."""
    count = at = 0
    for paragraph in paragraphs:
        found = text.find(paragraph, at)
        if found >= 0:
            count, at = count + 1, found + len(paragraph)
    return count


def run(name: str, folder: Path, answers: Any) -> None:
    """In a process of its own: seconds a page, peak memory, and the scores."""
    logging.disable(logging.CRITICAL)
    try:
        extract = EXTRACTORS[name]()
    except ImportError:
        answers.put(None)
        return
    pages = gold(folder)
    passes = [[timed(extract, page.html) for page in pages] for _ in range(PASSES)]
    spent = sum(min(seconds for _, seconds in page) for page in zip(*passes, strict=True))
    scores = [score(page, found) for page, (found, _) in zip(pages, passes[-1], strict=True)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answers.put((spent / max(1, len(pages)) * 1000, memory, scores))


def timed(extract: Callable[[str], list[str]], html: str) -> tuple[list[str], float]:
    """What an extractor found, and the seconds of processor that it took."""
    started = time.process_time()
    found = safely(extract, html)
    return found, time.process_time() - started


def safely(extract: Callable[[str], list[str]], html: str) -> list[str]:
    try:
        return extract(html)
    except Exception:  # noqa: BLE001 - an extractor that breaks on a page found nothing there
        return []


def main() -> None:
    folder = Path(sys.argv[1]) if sys.argv[1:] else PAGES
    pages = gold(folder)
    paragraphs, leads = sum(len(p.paragraphs) for p in pages), sum(bool(p.lead) for p in pages)
    print(f"{len(pages)} pages, {paragraphs} paragraphs, {leads} leads")
    print(
        f"{'':24}{'F1':>7}{'P':>7}{'R':>7}{'whole':>8}{'leads':>7}"
        f"{'ms/page':>9}{'MB':>7}{'ours is':>9}"
    )
    context, base = multiprocessing.get_context("spawn"), 0.0
    for name in EXTRACTORS:
        answers = context.Queue()
        process = context.Process(target=run, args=(name, folder, answers))
        process.start()
        answer = answers.get()
        process.join()
        if answer is None:
            print(f"{name:24} is not installed")
            continue
        milliseconds, memory, scores = answer
        base = base or milliseconds
        f1 = sum(2 * p * r / (p + r) if p + r else 0 for p, r, _, _ in scores) / len(scores)
        kept = sum(k for page, (*_, k) in zip(pages, scores, strict=True) if page.lead)
        print(
            f"{name:24}{f1:7.3f}{sum(s[0] for s in scores) / len(scores):7.3f}"
            f"{sum(s[1] for s in scores) / len(scores):7.3f}"
            f"{sum(s[2] for s in scores) / max(1, paragraphs):8.1%}{kept:7}"
            f"{milliseconds:9.1f}{memory:7.0f}{milliseconds / base:8.1f}×"
        )


if __name__ == "__main__":
    main()
