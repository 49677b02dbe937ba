"""Imports run one way, from left to right, without cycles."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import reader

# Left to right: a module may import what stands before it. Names in one row are independent.
LAYERS = (
    ("values", "errors", "language", "patterns", "tables", "whereabouts"),
    ("settings", "net", "writing"),
    ("encoding",),
    ("fetching",),
    ("article",),
    ("vietnamese",),
    ("audio",),
    ("engines",),
    ("cache",),
    ("outputs",),
    ("recording", "shelf", "testing"),
    ("listen", "saving"),
    ("doctor", "embed"),
    ("server",),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, row in enumerate(LAYERS) for name in row}
ROOT = Path(reader.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))


def dotted(path: Path) -> str:
    parts = ("reader", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """Dotted names of our own modules that `path` imports, wherever in its text."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith("reader.")}


@pytest.mark.parametrize("path", [p for p in MODULES if p != ROOT / "__init__.py"], ids=dotted)
def test_a_module_imports_only_from_its_left(path: Path) -> None:
    own = dotted(path).split(".")[1]
    for name in imports(path):
        other = name.split(".")[1]
        if other != own:
            assert RANK[other] < RANK[own], f"{dotted(path)} imports {name}"


def test_there_is_no_cycle() -> None:
    names = {dotted(path) for path in MODULES} - {"reader"}
    graph = {dotted(path): imports(path) for path in MODULES if path != ROOT / "__init__.py"}

    def modules(imported: set[str]) -> set[str]:
        """`reader.a.b` names a module itself or something in `reader.a`."""
        return {n if n in names else n.rpartition(".")[0] for n in imported} & names

    done: set[str] = set()
    edges = {name: modules(found) - {name} for name, found in graph.items()}
    while ready := {n for n, to in edges.items() if n not in done and to <= done}:
        done |= ready
    assert done == names, f"in a cycle, or above one: {sorted(names - done)}"
