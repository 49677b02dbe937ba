from __future__ import annotations

import pytest

from reader.language import current, say, speaking


@pytest.mark.parametrize(
    ("environment", "text"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "có"),
        ({"LANG": "en_GB.UTF-8"}, "yes"),
        ({"LANG": "fr_FR.UTF-8"}, "yes"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "vi_VN"}, "có"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C"}, "yes"),
        ({"LANG": "vi_VN.UTF-8", "READER_LANG": "en"}, "yes"),
        ({"LANG": "C", "READER_LANG": "vi"}, "có"),
    ],
)
def test_people_are_spoken_to_in_their_language(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], text: str
) -> None:
    for name in ("READER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert say("yes", "có") == text


def test_many_people_are_spoken_to_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_LANG", "en")
    with speaking("vi"):
        assert (say("yes", "có"), current()) == ("có", "vi")
        with speaking(""):
            assert say("yes", "có") == "yes"
        assert say("yes", "có") == "có"
    assert (say("yes", "có"), current()) == ("yes", "en")
