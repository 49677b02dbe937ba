"""Nothing that a page says gets out of where it is put."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html as lxml_html

import reader
from reader.embed import addresses, markup, metadata, transcript
from reader.embed.tag import Addresses, frame, tag
from reader.values import Article, Block, BlockKind

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onload="alert(1)',
    "' onload='alert(1)",
    "<!-- </title></textarea> ]]>",
    "x \u2028 & &lt; &#60;script>",
)
TIMING = {"language": "vi", "duration": 3_725_000.4, "audio": {"type": "audio/mpeg", "bytes": 5}}
AT = Addresses("c.js", "a.mp3", "a.json", "a.html", "a.vtt", "podcast.xml", "/oembed?url=a&b")


def elements(markup: str) -> list[Any]:
    return list(lxml_html.document_fromstring(markup).iter())


def script_of(text: str) -> Any:
    kinds = (k for k in BlockKind if k is not BlockKind.HEADING)
    blocks = (*(Block(kind, text) for kind in kinds), Block(BlockKind.HEADING, text, 2))
    return reader.script(Article(text, blocks, url=f"https://x.example/?{text}"))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_transcript_holds_only_text(text: str) -> None:
    script = script_of(text)
    found = elements(transcript.page(script, back="../bai.html"))
    assert not [e for e in found if e.tag in ("script", "img") or e.get("onload")]
    shown = " ".join("".join(found[0].find("body").itertext()).split())
    assert shown.count(" ".join(text.split())) == len(script.article.blocks) + 1


@pytest.mark.parametrize("text", HOSTILE)
def test_metadata_and_tags_are_what_they_are(text: str) -> None:
    timing = TIMING | {"title": text}
    at = Addresses(text, text, text, text, text, text, text)
    data = metadata.linked_data(timing, at, page="https://x.example/", speakable=(text,))
    pieces = (
        metadata.script(data),
        metadata.links(at, text),
        tag(at, language="vi", article=text, timing=timing),
        frame(text, text),
    )
    found = elements(f"<body>{''.join(pieces)}")
    tags = [e.tag for e in found if e.tag not in ("html", "head", "body")]
    assert sorted(tags) == sorted(
        ("script", "link", "link", "script", "doc-bai-viet", "script", "audio", "a", "iframe")
    )
    blocks = [json.loads(e.text) for e in found if e.tag == "script" and e.get("type")]
    assert blocks == [data, timing]
    assert next(e for e in found if e.tag == "iframe").get("title") == text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JavaScript:x", " data:text/html,x", "//["])
def test_no_link_leads_to_a_script(url: str) -> None:
    assert markup.address(url) is None
    assert not elements(transcript.page(script_of("Một câu."), back=url))[0].findall(".//a")


def test_the_transcript_says_what_it_is() -> None:
    page = transcript.page(script_of("Thư viện xã mở cửa."), back="../bai.html", stylesheet="x.css")
    root = lxml_html.document_fromstring(page)
    assert root.get("lang") == "vi"
    assert root.findtext(".//title") == "Thư viện xã mở cửa. – Bản chữ"
    assert [e.tag for e in root.find("body")] == ["nav", "main"]
    assert root.find(".//h1/span").get("id") == "s0"
    assert root.find(".//nav/a").get("href") == "../bai.html"
    assert len(root.findall(".//ul/li")) == len(root.findall(".//figure/figcaption")) == 1


def test_a_template_in_another_language_does_not_decide() -> None:
    blocks = (Block(BlockKind.PARAGRAPH, "Thư viện xã mở cửa đến tối."),)
    script = reader.script(Article("Thư viện xã", blocks, language="en"))
    assert transcript.language(script) == "vi"


def test_the_sound_as_schema_org_tells_it() -> None:
    data = metadata.linked_data(
        TIMING | {"title": "T"}, AT, page="https://x.example/a", date="2025-03-16"
    )
    assert (data["@type"], data["datePublished"]) == ("WebPage", "2025-03-16")
    assert data["audio"] == {
        "@type": "AudioObject",
        "name": "T",
        "contentUrl": "a.mp3",
        "encodingFormat": "audio/mpeg",
        "contentSize": "5",
        "duration": "PT1H2M5S",
        "inLanguage": "vi",
        "caption": {"@type": "MediaObject", "contentUrl": "a.vtt", "encodingFormat": "text/vtt"},
        "url": "a.html",
    }
    assert [metadata.iso_duration(ms) for ms in (0, 499, 61_000, 3_600_000)] == [
        "PT0S", "PT0S", "PT1M1S", "PT1H",
    ]  # fmt: skip


ADDRESSES = (
    # page, what its <base> says, file, address
    ("bai.html", "", "doc-bai-viet/bai.mp3", "doc-bai-viet/bai.mp3"),
    ("tin/2025/bai.html", "", "doc-bai-viet/a.mp3", "../../doc-bai-viet/a.mp3"),
    ("tin/bai.html", "/", "doc-bai-viet/a.mp3", "doc-bai-viet/a.mp3"),
    ("tin/bai.html", "https://hailam.example/bao/", "doc-bai-viet/a.mp3", "../doc-bai-viet/a.mp3"),
    ("tin/bai.html", "../anh/", "doc-bai-viet/a.mp3", "../doc-bai-viet/a.mp3"),
    ("với dấu/bài #1.html", "", "x/a b%.mp3", "../x/a%20b%25.mp3"),
    ("a:b/bai.html", "", "a:b/c.mp3", "c.mp3"),
)


@pytest.mark.parametrize(("page", "href", "file", "expected"), ADDRESSES)
def test_an_address_counts_from_where_the_browser_counts(
    page: str, href: str, file: str, expected: str
) -> None:
    assert addresses.relative(file, addresses.base(page, href)) == expected
