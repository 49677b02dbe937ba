"""Every engine passes the contract that is shipped for plug-ins, online ones with a stand-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from standins import piper_model

from reader.engines import registry
from reader.errors import BadSoundError
from reader.settings import (
    EdgeSettings,
    GttsSettings,
    HttpSettings,
    PiperSettings,
    Settings,
)
from reader.testing import EngineContract
from reader.values import Sound, Voice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.engines import Engine
    from reader.values import Delivery, Sentence


class Contract(EngineContract):
    name: str
    settings: Settings

    def engine(self) -> Engine:
        return registry.raw(self.name, self.settings)


class TestEspeak(Contract):
    name, settings = "espeak", Settings()


class TestGtts(Contract):
    name = "gtts"

    @pytest.fixture(autouse=True)
    def _standin(self, standins: str) -> None:
        self.settings = Settings(gtts=GttsSettings(address=f"{standins}/gtts/ok/"))


class TestEdge(Contract):
    name = "edge"

    @pytest.fixture(autouse=True)
    def _standin(self, standins: str) -> None:
        address = standins.replace("http", "ws") + "/edge/ok/v1?TrustedClientToken=0"
        self.settings = Settings(edge=EdgeSettings(address))


class TestHttp(Contract):
    name = "http"

    @pytest.fixture(autouse=True)
    def _standin(self, standins: str) -> None:
        self.settings = Settings(http=HttpSettings(f"{standins}/openai/ok/v1", voices=("Ly",)))


class TestPiper(Contract):
    name = "piper"

    @pytest.fixture(autouse=True)
    def _voice(self, tmp_path: Path) -> None:
        piper_model.install(tmp_path / "voices")
        self.settings = Settings(piper=PiperSettings(folder=str(tmp_path / "voices")))


class Mute:
    """What a plug-in must not be."""

    name, version = "mute", "1"
    workers = registry.raw("espeak", Settings()).workers

    def voices(self) -> Sequence[Voice]:
        return [Voice("somebody else", "a"), Voice("mute", "a")]

    def speak(self, sentence: Sentence, delivery: Delivery) -> Sound:
        del sentence, delivery
        return Sound(b"\0\0" * 22_050, 22_050)

    def close(self) -> None: ...


class OfMute(EngineContract):
    def engine(self) -> Engine:
        return Mute()


HEARD = [name for name in dir(EngineContract) if name.startswith("test_")]
HEARD.remove("test_it_has_what_an_engine_has")  # it has
HEARD.remove("test_nothing_odd_breaks_it")  # an error of ours is a fair answer


@pytest.mark.parametrize("test", HEARD)
def test_the_contract_can_be_broken(test: str) -> None:
    with pytest.raises((AssertionError, BadSoundError)):
        getattr(OfMute(), test)()
