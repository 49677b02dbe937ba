from __future__ import annotations

import inspect
import re

import pytest

from reader import errors

TREE = [
    c for _, c in inspect.getmembers(errors, inspect.isclass) if c.__module__ == "reader.errors"
]


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    """Each class stands there once, below its base, with its exit code."""
    drawn = re.findall(
        r"^    ([│├└─ ]*)(\w+Error) +(?:exit code )?(\d)", errors.__doc__ or "", re.MULTILINE
    )
    above: list[str] = []
    seen = set()
    for branch, name, code in drawn:
        kind = getattr(errors, name)
        depth = len(branch) // 4
        assert kind.exit_code == int(code), name
        assert kind.__base__.__name__ == (above[depth - 1] if depth else "Exception"), name
        above[depth:] = [name]
        seen.add(kind)
    assert seen == set(TREE)


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (("it failed",), "it failed"),
        (("it failed", "no disk"), "it failed: no disk"),
        (("it failed", "no disk.", "Buy one."), "it failed: no disk. Buy one."),
        (("it failed", "", "Try again."), "it failed. Try again."),
        (("it\nfailed", "a\r\nb"), "it failed: a b"),
    ],
)
def test_an_error_is_one_line(parts: tuple[str, ...], line: str) -> None:
    assert str(errors.ReaderError(*parts)) == line
