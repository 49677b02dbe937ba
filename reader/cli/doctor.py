"""`reader doctor`: what works here, and what to do about the rest."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from reader.language import say

if TYPE_CHECKING:
    from reader.doctor import Finding

_BROKEN: Final = 1
_POOR_TERMINALS: Final = ("dumb", "linux")


def doctor(
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help=say("For programs.", "Dành cho chương trình."))
    ] = False,
) -> None:
    """Look at everything; exit with 0 if articles can be made into sound."""
    from reader import doctor as checks
    from reader.doctor import report

    findings: list[Finding] = []
    for finding in checks.examine():
        if not as_json:
            _print_finding(finding, told={earlier.fix for earlier in findings})
        findings.append(finding)
    if as_json:
        print(json.dumps(report.document(findings), ensure_ascii=False, indent=2))
    else:
        print(report.last_line(findings))
    if not checks.works(findings):
        raise typer.Exit(_BROKEN)


def _print_finding(finding: Finding, told: set[str]) -> None:
    """As it is found; what to do is said once, however many things wait for it."""
    from reader.doctor import report
    from reader.doctor.surroundings import speaks_unicode

    is_unicode = speaks_unicode() and os.environ.get("TERM") not in _POOR_TERMINALS
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    fix = "" if finding.fix in told else finding.fix
    for line in report.lines(dataclasses.replace(finding, fix=fix), width, is_unicode=is_unicode):
        print(line, flush=True)
