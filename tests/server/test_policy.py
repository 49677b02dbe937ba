"""Who may ask for what."""

from __future__ import annotations

import csv
import socket
from pathlib import Path
from typing import Any

import pytest

from reader.errors import SettingsError, UsageError
from reader.server import policy
from reader.server.limiting import Limits
from reader.server.run import listening
from reader.server.watch import language
from reader.settings import Addresses, ServerSettings

with (Path(__file__).parent / "policy.tsv").open(encoding="utf-8") as _file:
    CASES = list(csv.DictReader(_file, delimiter="\t"))


def server(sites: str = "", **more: Any) -> ServerSettings:
    return ServerSettings(sites=Addresses(sites.split()), **more)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['sites']} {c['url']}")
def test_which_addresses_are_asked(case: dict[str, str]) -> None:
    assert policy.permits(server(case["sites"]), case["url"]) is (case["permitted"] == "yes")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "may-chu.example"])
def test_nobody_beyond_this_machine_may_read_any_address(host: str) -> None:
    with pytest.raises(SettingsError, match="no sites are named"):
        policy.check(server(host=host))
    policy.check(server("bao.vn", host=host))


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_on_this_machine_alone_any_public_site_may_be_read(host: str) -> None:
    policy.check(server(host=host))


@pytest.mark.parametrize("sites", ["", "*", "bao.vn *"])
def test_private_networks_are_open_to_named_sites_only(sites: str) -> None:
    with pytest.raises(SettingsError, match="allow_private"):
        policy.check(server(sites, allow_private=True))


def test_what_cannot_be_set_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="log_level"):
        policy.check(server(log_level="loud"))
    with pytest.raises(SettingsError, match=r"server\.rate"):
        Limits(server(rate="often"))
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = server(port=other.getsockname()[1])
        with pytest.raises(UsageError, match="cannot listen on 127"):
            listening(taken)
    with pytest.raises(UsageError, match="cannot listen on 203"):
        listening(server(host="203.0.113.9"))


ORIGINS = {
    # sites, origins, asking: allowed
    ("bao.vn", "", "https://bao.vn"): True,
    ("bao.vn", "", "http://bao.vn:8080"): True,
    ("bao.vn", "", "https://xau.example"): False,
    ("bao.vn", "", "null"): False,
    ("*.bao.vn", "", "https://m.bao.vn"): True,
    ("*.bao.vn", "", "https://bao.vn.xau.example"): False,
    ("bao.vn", "https://app.bao.vn", "https://app.bao.vn"): True,
    ("bao.vn", "https://app.bao.vn/", "https://app.bao.vn"): True,
    ("bao.vn", "https://app.bao.vn", "https://app.bao.vn:8080"): False,
    ("bao.vn", "https://app.bao.vn", "https://bao.vn"): False,
    ("", "", "https://bat-ky.example"): True,
    ("bao.vn", "*", "https://bat-ky.example"): True,
}


@pytest.mark.parametrize("case", ORIGINS, ids=str)
def test_whose_pages_may_use_it(case: tuple[str, str, str]) -> None:
    sites, origins, asking = case
    there = server(sites, origins=Addresses(origins.split()))
    assert policy.allows_origin(there, asking) is ORIGINS[case]


def test_our_own_page_means_its_article() -> None:
    own = "http://127.0.0.1:8000"
    article = "https://bao.vn/bai.htm?a=1&b=2"
    for asked in (
        article,
        f" {article}#binh-luan ",
        f"{own}/read?url=https%3A%2F%2Fbao.vn%2Fbai.htm%3Fa%3D1%26b%3D2",
        f"{own}/player?url=https%3A%2F%2Fbao.vn%2Fbai.htm%3Fa%3D1%26b%3D2#s3",
    ):
        assert policy.asked(asked, own) == article
    other = "https://khac.example/read?url=https://bao.vn/"
    assert policy.asked(other, own) == other


def test_an_ipv6_customer_is_one_client() -> None:
    assert policy.client("192.0.2.7") == "192.0.2.7"
    assert policy.client("2001:db8:1:2::3") == policy.client("2001:db8:1:2:ffff::9")
    assert policy.client("2001:db8:1:2::3") != policy.client("2001:db8:1:3::3")


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", ""),
        ("vi", "vi"),
        ("en-US,en;q=0.9", "en"),
        ("en;q=0.5, vi;q=0.8", "vi"),
        ("vi;q=0.2, en", "en"),
        ("fr, de;q=0.5", "vi"),
        ("en;q=x", "vi"),
    ],
)
def test_the_language_of_an_answer(accepted: str, expected: str) -> None:
    assert language(accepted) == expected
