"""What the JSON API answers, for OpenAPI."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Voice(BaseModel):
    """A voice to choose."""

    name: str = Field(description="As in ?voice=.")
    label: str = Field(description="For people.")
    audio: str = Field(description="Address of the sound, relative to the answer's.")
    timing: str


class Control(BaseModel):
    """A control that the page itself has."""

    kind: str = Field(description='"read_aloud" or "text_size".')
    selector: str = Field(description="CSS selector that finds it.")


class Article(BaseModel):
    """An article and where its sound is. Addresses are relative to the answer's own."""

    url: str
    title: str
    site: str | None = None
    author: str | None = None
    date: str | None = Field(None, description="Of publication, ISO 8601.")
    language: str = Field(description="BCP 47 tag.")
    sentences: int = Field(description="How many are read.")
    complete: bool = Field(description="Whether the recording is finished.")
    duration: float | None = Field(None, description="Milliseconds, once it is finished.")
    audio: str = Field(description="MP3; a stream while the recording is being made.")
    timing: str = Field(description="The timing document; grows until it is complete.")
    captions: str = Field(description="WebVTT with the time of each word.")
    transcript: str = Field(description="A page with the words.")
    text: str = Field(description="The words as plain text.")
    engine: str | None = None
    voice: str | None = None
    voices: list[Voice] = Field(description="Where there are several to choose from.")
    controls: list[Control]


class Recording(BaseModel):
    """How far a recording has come."""

    state: str = Field(description='"making" or "complete".')
    sentences: int = Field(description="How many are read in all.")
    made: int = Field(description="How many are made.")
    audio: str
    timing: str


class Problem(BaseModel):
    """What went wrong (RFC 9457), in the client's language."""

    type: str
    title: str
    status: int
    detail: str = Field(description="All of it in one line.")
    what: str | None = None
    why: str | None = None
    fix: str | None = Field(None, description="What can be done now.")


class Sentence(BaseModel):
    """A sentence, where it stands and when it is heard."""

    id: str
    kind: str
    block: int
    quote: dict[str, str]
    begin: float
    end: float
    words: list[list[float]]


class Timing(BaseModel):
    """The timing document, version 1 (reader/outputs/timing.schema.json)."""

    version: int
    title: str
    url: str | None
    language: str
    duration: float
    complete: bool
    engine: str
    voice: str
    audio: dict[str, str | int]
    sentences: list[Sentence]
