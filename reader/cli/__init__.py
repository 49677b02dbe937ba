"""The command line: `reader COMMAND …`. Thin: each command parses, calls, prints.

One module a command. What a command needs beyond Typer is imported when it runs, so that
`reader --help` and shell completion stay quick.
"""

from __future__ import annotations

from reader.cli.app import app, main

__all__ = ["app", "main"]
