"""`reader embed` over a site: what is made once, made anew, taken away, and never half there."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import filelock
import pytest
from standins import site

from reader.audio import codec
from reader.embed import component, marks, sources
from reader.errors import EngineMissingError, NotFoundError, StorageError, UsageError

if TYPE_CHECKING:
    from reader.embed.outcome import Voicing
    from reader.recording import Take
    from reader.values import Script

PAGES = ("tin/2025/bai-2/index.html", "tin/bai-1.html")
MADE = {"index.html": "skipped"} | dict.fromkeys(PAGES, "made")


def files_of(folder: Path, page: str = PAGES[1]) -> dict[str, str]:
    manifest = json.loads((folder / "doc-bai-viet" / "manifest.json").read_bytes())
    return dict(manifest["pages"][page]["files"])


# ── What comes out ───────────────────────────────────────────────────────────────────────────────


def test_a_folder_becomes_a_layer_over_the_site(exporter, public, tmp_path, states, tree) -> None:
    before = tree(public)
    out = tmp_path / "out"
    outcomes = exporter.run(public, out=out)
    assert states(outcomes) == MADE
    assert [o.reason for o in outcomes if o.state == "skipped"] == ["it is a list of 9 articles"]
    assert tree(public) == before
    pages = {name for name in tree(out) if not name.startswith("doc-bai-viet/")}
    assert pages == set(PAGES)
    for page in PAGES:
        assert marks.strip((out / page).read_bytes()) == before[page]


def test_every_file_is_what_its_name_says(exporter, public, tmp_path) -> None:
    out = tmp_path / "out"
    exporter.run(public, out=out)
    files = {kind: out / "doc-bai-viet" / name for kind, name in files_of(out).items()}
    timing = json.loads(files["timing"].read_bytes())
    sound = codec.decode(files["audio"].read_bytes())
    assert abs(sound.seconds * 1000 - timing["duration"]) < 100
    assert timing["audio"] == {
        "src": files["audio"].name,
        "type": "audio/mpeg",
        "bytes": files["audio"].stat().st_size,
    }
    assert files["captions"].read_text(encoding="utf-8").startswith("WEBVTT")
    assert files["script"].read_text(encoding="utf-8") == component()
    words = files["transcript"].read_text(encoding="utf-8")
    assert all(f'id="{sentence["id"]}"' in words for sentence in timing["sentences"])
    assert 'href="../../tin/bai-1.html"' in words


def test_addresses_are_right_from_any_depth(exporter, public, page, put, visited) -> None:
    put(public / "với dấu & cách" / "bài 100%.html", page("Xã Tân Lập mở chợ phiên"))
    put(public / "goc.html", page("Xã Tân Lập có đường mới", head='<base href="/tin/">'))
    exporter.run(public)
    for name in (*PAGES, "với dấu & cách/bài 100%.html", "goc.html"):
        visited(public, name)


def test_metadata_and_podcast_have_whole_addresses(exporter, public) -> None:
    exporter.run(public, base_url="https://hailam.example/bao/", feed="Báo Hải Lâm")
    page = (public / PAGES[0]).read_text(encoding="utf-8")
    data = json.loads(page.partition('application/ld+json">')[2].partition("</script>")[0])
    assert data["url"] == "https://hailam.example/bao/tin/2025/bai-2/"
    assert data["speakable"]["cssSelector"] == ["h1"]
    sound = data["audio"]["contentUrl"]
    assert sound == f"https://hailam.example/bao/doc-bai-viet/{files_of(public, PAGES[0])['audio']}"
    assert '<link rel="alternate" type="application/rss+xml" href="../../../doc-bai-viet/' in page
    feed = ET.parse(public / "doc-bai-viet" / "podcast.xml").getroot()  # noqa: S314 - we wrote it
    assert sound in [enclosure.get("url") for enclosure in feed.iter("enclosure")]
    assert len(list(feed.iter("item"))) == 2


def test_times_stand_in_the_page_where_they_are_asked_for(exporter, public) -> None:
    exporter.run(public, inline=True)
    page = (public / PAGES[1]).read_text(encoding="utf-8")
    inline = page.partition('<script type="application/json">')[2].partition("</script>")[0]
    assert json.loads(inline)["sentences"][0]["id"] == "s0"


def test_a_text_and_an_address_are_answered_with_a_tag(exporter, tmp_path) -> None:
    notice = tmp_path / "thong-bao.txt"
    notice.write_text("Thông báo\n\nThư viện xã nghỉ ngày thứ hai.", encoding="utf-8")
    out = tmp_path / "out"
    with site.running() as address:
        outcomes = exporter.run(
            notice, address, out=out, allow_private=True, base_url="https://hailam.example"
        )
    for outcome in outcomes:
        assert '<doc-bai-viet src="https://hailam.example/doc-bai-viet/' in outcome.paste
        assert outcome.frame.startswith('<iframe src="https://hailam.example/doc-bai-viet/')
        name = outcome.frame.partition("/doc-bai-viet/")[2].partition('"')[0]
        assert (out / "doc-bai-viet" / name).is_file()


# ── The second time ──────────────────────────────────────────────────────────────────────────────


def test_the_second_run_touches_nothing(exporter, public, states) -> None:
    exporter.run(public)
    files = [path for path in public.rglob("*") if path.is_file() and path.suffix != ".lock"]
    times = {path: path.stat().st_mtime_ns for path in files if path.name != "manifest.json"}
    outcomes = exporter.run(public)
    assert states(outcomes) == MADE | dict.fromkeys(PAGES, "unchanged")
    assert sum(outcome.spoken for outcome in outcomes) == 0
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_only_what_changed_is_made_anew(exporter, public, page, put, states) -> None:
    exporter.run(public)
    old = files_of(public)
    put(public / PAGES[1], page("Xã Tân Lập khai trương thư viện mới"))
    put(public / PAGES[0], page("Xã Tân Lập có nhà văn hóa", menu="Trình đơn mới"))
    outcomes = exporter.run(public)
    assert states(outcomes) == {
        "index.html": "skipped", PAGES[0]: "updated", PAGES[1]: "made",
    }  # fmt: skip
    assert sum(outcome.spoken for outcome in outcomes) == 1  # the title
    assert not (public / "doc-bai-viet" / old["audio"]).exists()
    assert (public / "doc-bai-viet" / files_of(public)["audio"]).exists()


def test_a_page_that_is_gone_takes_its_files_along(exporter, public, states) -> None:
    exporter.run(public)
    (public / PAGES[1]).unlink()
    assert states(exporter.run(public))[PAGES[1]] == "removed"
    left = [path.name for path in (public / "doc-bai-viet").rglob("bai-1*")]
    assert left == []


def test_an_article_that_became_a_list_loses_its_player(exporter, public, put, states) -> None:
    exporter.run(public)
    index = (public / "index.html").read_bytes()
    put(public / PAGES[1], index)
    assert states(exporter.run(public))[PAGES[1]] == "skipped"
    assert (public / PAGES[1]).read_bytes() == index
    assert list((public / "doc-bai-viet").rglob("bai-1*")) == []


def test_another_voice_makes_all_anew(exporter, public, states) -> None:
    exporter.run(public)
    old = files_of(public)["audio"]
    exporter.rate = 2.0
    assert states(exporter.run(public)) == MADE
    assert not (public / "doc-bai-viet" / old).exists()


def test_a_broken_or_missing_file_is_made_again(exporter, public, states) -> None:
    exporter.run(public)
    folder = public / "doc-bai-viet"
    (folder / files_of(public, PAGES[0])["audio"]).unlink()
    assert states(exporter.run(public))[PAGES[0]] == "made"
    (public / PAGES[1]).write_bytes(b"")
    assert states(exporter.run(public))[PAGES[1]] == "skipped"


DAMAGED = {
    "empty": b"",
    "not JSON": b"{",
    "a list": b"[]",
    "an older one": b'{"version": 0, "pages": {"tin/bai-1.html": {"audio": "x.mp3"}}}',
    "other types": b'{"version": 1, "pages": {"tin/bai-1.html": {"origin": 1}}}',
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_manifest_costs_time_and_nothing_else(
    name: str, exporter, public, states, caplog
) -> None:
    exporter.run(public)
    files = files_of(public)
    (public / "doc-bai-viet" / "manifest.json").write_bytes(DAMAGED[name])
    outcomes = exporter.run(public)
    assert states(outcomes) == MADE
    assert sum(outcome.spoken for outcome in outcomes) == 0  # every clip is in the cache
    assert files_of(public) == files
    assert "damaged" in caplog.text


def test_a_newer_manifest_is_left_alone(exporter, public) -> None:
    exporter.run(public)
    path = public / "doc-bai-viet" / "manifest.json"
    path.write_text('{"version": 9, "pages": {}}')
    with pytest.raises(StorageError, match="newer reader"):
        exporter.run(public)
    assert '"version": 9' in path.read_text()


# ── Back as it was ───────────────────────────────────────────────────────────────────────────────


def test_undo_gives_every_byte_back(exporter, public, tree, states) -> None:
    before = tree(public)
    exporter.run(public, feed="Báo", base_url="https://hailam.example")
    assert tree(public) != before
    outcomes = exporter.undo(public)
    assert states(outcomes) == {"index.html": "unchanged"} | dict.fromkeys(PAGES, "restored")
    assert tree(public) == before
    assert not (public / "doc-bai-viet").exists()


def test_undo_removes_the_layer(exporter, public, tmp_path, tree) -> None:
    before = tree(public)
    exporter.run(public, out=tmp_path / "out")
    exporter.undo(public, out=tmp_path / "out")
    assert tree(tmp_path / "out") == {}
    assert tree(public) == before


def test_undo_of_pages_that_were_written_anew_or_changed(exporter, public, page, put) -> None:
    exporter.run(public)
    put(public / PAGES[0], page("Bài do máy sinh lại"))
    changed = (public / PAGES[1]).read_bytes().replace(b"</main>", "<p>Thêm.</p></main>".encode())
    put(public / PAGES[1], changed)
    told = {outcome.name: (outcome.state, outcome.reason) for outcome in exporter.undo(public)}
    assert told[PAGES[0]] == ("unchanged", "nothing of ours is in it")
    assert told[PAGES[1]] == ("restored", "it was changed meanwhile")
    assert (public / PAGES[0]).read_text(encoding="utf-8") == page("Bài do máy sinh lại")
    assert (public / PAGES[1]).read_bytes() == marks.strip(changed)


def test_undo_without_a_manifest(exporter, public, tree) -> None:
    before = tree(public)
    exporter.run(public)
    (public / "doc-bai-viet" / "manifest.json").unlink()
    exporter.undo(public)
    assert {name: data for name, data in tree(public).items() if name in before} == before


# ── Pages that are left alone ────────────────────────────────────────────────────────────────────


def test_a_page_with_a_player_of_its_own(exporter, public, page, put, tree) -> None:
    by_hand = page().replace("</h1>", '</h1><doc-bai-viet src="x.mp3"></doc-bai-viet>')
    put(public / "bang-tay.html", by_hand)
    put(public / "amp.html", page().replace("<html", "<html ⚡"))
    told = {outcome.name: outcome.reason for outcome in exporter.run(public)}
    assert "by hand" in told["bang-tay.html"]
    assert "AMP" in told["amp.html"]
    assert (public / "bang-tay.html").read_text(encoding="utf-8") == by_hand


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_are_followed_to_no_end_and_to_no_other_place(
    exporter, public, tmp_path, page, put
) -> None:
    put(tmp_path / "elsewhere.html", page())
    (public / "lien-ket.html").symlink_to(tmp_path / "elsewhere.html")
    (public / "vong").symlink_to(public, target_is_directory=True)
    told = {outcome.name: outcome.reason for outcome in exporter.run(public)}
    assert told["lien-ket.html"] == "it is a link to another page"
    assert not any(name.startswith("vong/") for name in told)
    assert (tmp_path / "elsewhere.html").read_text(encoding="utf-8") == page()


# ── Bad days ─────────────────────────────────────────────────────────────────────────────────────


def test_one_page_that_cannot_be_written_does_not_stop_the_others(
    exporter, public, tmp_path, states
) -> None:
    out = tmp_path / "out"
    (out / PAGES[1] / "a folder").mkdir(parents=True)
    outcomes = exporter.run(public, out=out)
    assert states(outcomes) == MADE | {PAGES[1]: "failed"}
    error = next(outcome.error for outcome in outcomes if outcome.state == "failed")
    assert isinstance(error, StorageError)
    assert list((out / "doc-bai-viet").rglob("bai-1.*")) == []
    (out / PAGES[1] / "a folder").rmdir()
    (out / PAGES[1]).rmdir()
    assert states(exporter.run(public, out=out)) == MADE | {PAGES[0]: "unchanged"}


class Stopped:
    """Speaks for one article; then something happens."""

    def __init__(self, voicing: Voicing, what: BaseException) -> None:
        self.voicing, self.what, self.articles = voicing, what, 0

    def speak(self, script: Script) -> Take:
        self.articles += 1
        if self.articles > 1:
            raise self.what
        return self.voicing.speak(script)


@pytest.mark.parametrize("what", [KeyboardInterrupt(), EngineMissingError("gone")])
def test_a_run_that_is_broken_off_is_taken_up_again(exporter, public, what, states) -> None:
    stopped = Stopped(exporter.voicing(), what)
    with pytest.raises(type(what)):
        exporter.run(public, voicing=exporter.voicing()._replace(speak=stopped.speak))
    assert list(public.rglob(".reader-*")) == []
    assert states(exporter.run(public)) == MADE | {PAGES[1]: "unchanged"}


def test_what_a_killed_run_left_is_swept(exporter, public) -> None:
    exporter.run(public)
    left = [public / folder / "tin" / ".reader-0123.part" for folder in (".", "doc-bai-viet")]
    for path in left:
        path.write_bytes(b"half")
    exporter.run(public)
    assert all(path.exists() for path in left)  # they may belong to somebody who is at work
    an_hour_ago = time.time() - 4000
    for path in left:
        os.utime(path, (an_hour_ago, an_hour_ago))
    exporter.run(public)
    assert not any(path.exists() for path in left)


def test_two_runs_do_not_meet(exporter, public) -> None:
    exporter.run(public)
    with (
        filelock.FileLock(public / "doc-bai-viet" / ".lock"),
        pytest.raises(StorageError, match="at work"),
    ):
        exporter.run(public)


def test_a_place_that_is_no_folder(exporter, public, tmp_path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(StorageError, match="cannot make the folder"):
        exporter.run(public, out=tmp_path / "out")


def test_a_rehearsal_writes_nothing(exporter, public, tree, states) -> None:
    before = tree(public)
    assert states(exporter.run(public, dry_run=True)) == MADE
    assert tree(public) == before
    exporter.run(public)
    after = tree(public)
    assert states(exporter.run(public, dry_run=True))[PAGES[0]] == "unchanged"
    assert tree(public) == after
    (public / PAGES[1]).unlink()
    assert states(exporter.run(public, dry_run=True))[PAGES[1]] == "removed"


ASKED = {
    "nowhere to write": (["{public}"], None, False, UsageError, "where files go"),
    "over its own pages": (["{public}"], "{public}", False, UsageError, "overwritten"),
    "out of the site's reach": (["{public}"], "{tmp}/x", True, UsageError, "cannot reach"),
    "an address in place": (["https://hailam.example/"], None, True, UsageError, "wants files"),
    "not there": (["{public}/khong-co.html"], "{tmp}/x", False, NotFoundError, "no file or folder"),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_cannot_be_is_said(name: str, public, tmp_path) -> None:
    given, out, in_place, error, words = ASKED[name]
    paths = [path.format(public=public, tmp=tmp_path) for path in (*given, out or "")]
    where = Path(paths[-1]) if out else None
    with pytest.raises(error, match=words):
        sources.plan(paths[:-1], where, in_place=in_place)
