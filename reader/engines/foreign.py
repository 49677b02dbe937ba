"""What becomes of sentences wholly in another language."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from reader.errors import UsageError
from reader.language import say
from reader.vietnamese import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.values import Script, Sentence

SPEAK, SKIP, VIETNAMESE = "speak", "skip", "vietnamese"
"""A voice of that language where the engine has one; not at all; by the Vietnamese voice."""

_POLICIES: Final[dict[str, Callable[[Sentence], Sentence | None]]] = {
    SPEAK: lambda sentence: sentence,
    SKIP: lambda _sentence: None,
    VIETNAMESE: lambda sentence: dataclasses.replace(
        sentence, language="vi", words=read(sentence.text)
    ),
}


def for_voices(script: Script, policy: str = SPEAK) -> Script:
    """The script as voices are to get it.

    Engines speak a sentence in its `language` as far as they can, so a policy is a change to the
    script and no engine knows of it.

    Raises:
        UsageError: There is no such policy.
    """
    if policy not in _POLICIES:
        raise UsageError(
            say(
                f"“{policy}” is nothing to do with foreign sentences",
                f"không có cách “{policy}” cho câu tiếng nước ngoài",
            ),
            fix=say("Choose one of: ", "Hãy chọn: ") + ", ".join(_POLICIES) + ".",
        )
    kept = (_POLICIES[policy](s) if is_foreign(s) else s for s in script.sentences)
    return dataclasses.replace(script, sentences=tuple(s for s in kept if s is not None))


def is_foreign(sentence: Sentence) -> bool:
    """Whether it is in another language than Vietnamese."""
    return sentence.language.partition("-")[0].lower() not in ("vi", "")
