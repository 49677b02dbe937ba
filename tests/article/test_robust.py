"""Whatever a page is made of: bounded, told clearly past the bounds, and no text lost in silence."""

from __future__ import annotations

import pytest

import reader
from reader.errors import ArticleError, TooBigError

SENTENCE = "Sáng nay, huyện Phú Sơn khai trương tuyến xe buýt đầu tiên nối thị trấn với các xã."
THREE = f"<p>{SENTENCE}</p>" * 3

READ = {
    "nested": "<div>" * 600 + f"<p>Trong cùng. {SENTENCE}</p>" + "</div>" * 600 + THREE,
    "nested to the bound": f"{'<div>' * 1_900}{THREE}{'</div>' * 1_900}",
    "after the nested": THREE + "<div>" * 400 + f"<p>Cuối cùng. {SENTENCE}</p>",
    "spans": f"<p>{'<span>a </span>' * 20_000}</p>{THREE}",
    "links": f"<article>{THREE * 5}<p>{'<a href=x>ab</a> ' * 5_000}</p></article>",
    "rows": f"<article>{THREE}<table>{'<tr><td>một</td><td>hai</td></tr>' * 5_000}</table></article>",
    "comments": "<!-- x -->" * 100_000 + THREE,
    "nul": f"\0{THREE}\0",
    "long": f"<article>{f'<p>{SENTENCE}</p>' * 5_000}</article>",
    "one huge paragraph": f"<article><p>{SENTENCE * 5_000}</p></article>",
    "unclosed": f"<table><tr><td><ul><li><p>{SENTENCE}<p>{SENTENCE}<b><i><div><p>{SENTENCE}",
}


@pytest.mark.parametrize("name", READ)
def test_it_is_read(name: str) -> None:
    text = " ".join(block.text for block in reader.extract(READ[name]).blocks)
    assert text.count(SENTENCE) == READ[name].count(SENTENCE)
    assert ("Trong cùng." in text) == ("Trong cùng." in READ[name])
    assert ("Cuối cùng." in text) == ("Cuối cùng." in READ[name])


TOO_BIG = {
    "nested past all bounds": "<div>" * 100_000 + THREE,
    "attributes": f"<p {' '.join(f'a{i}=1' for i in range(100_000))}>{SENTENCE}</p>",
}


@pytest.mark.parametrize("name", TOO_BIG)
def test_it_is_too_big(name: str) -> None:
    with pytest.raises(TooBigError, match="more than"):
        reader.extract(TOO_BIG[name])


@pytest.mark.parametrize(
    "page", ["", " ", "<", "<!doctype html>", "<p>", "\0", "<script>x</script>"]
)
def test_nothing_is_an_error_of_ours(page: str) -> None:
    with pytest.raises(ArticleError):
        reader.extract(page)
