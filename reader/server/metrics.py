"""What the server counts, for Prometheus; every server has a registry of its own."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

if TYPE_CHECKING:
    from reader.server.studio import Studio

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS: Final = (0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10.0)
_TREES: Final = frozenset({"audio", "timing", "captions"})
"""Paths whose second part is a recording."""


class Metrics:
    """Counters, and the one text that tells them all.

    Args:
        paths: Of the routes; all others are counted together.
    """

    def __init__(self, paths: frozenset[str]) -> None:
        self._paths = paths
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        new: dict[str, Any] = {"registry": self.registry, "namespace": "reader"}
        self._requests = Counter(
            "requests", "Requests answered.", ("method", "path", "status"), **new
        )
        self._seconds = Histogram(
            "request_seconds", "From a request to the end of its answer.",
            ("path",), buckets=_SECONDS, **new,
        )  # fmt: skip
        self._lookups = Counter("lookups", "Articles looked up, by outcome.", ("outcome",), **new)
        self._takes = Counter("recordings", "Recordings begun, by outcome.", ("outcome",), **new)
        self._under_way = Gauge("recordings_under_way", "Recordings being made.", **new)
        self._listeners = Gauge("listeners", "Listening to what is being made.", **new)
        self._of = functools.lru_cache(maxsize=1024)(self._children)

    def watch(self, studio: Studio) -> None:
        """Ask the studio what it does whenever somebody looks."""
        self._under_way.set_function(lambda: studio.under_way)
        self._listeners.set_function(lambda: studio.listeners)

    def answered(self, method: str, path: str, status: int, seconds: float) -> None:
        """One more request."""
        count, histogram = self._of(method, self._route(path), status)
        count.inc()
        histogram.observe(seconds)

    def looked_up(self, outcome: str) -> None:
        """One more look-up of an article."""
        self._lookups.labels(outcome).inc()

    def recorded(self, outcome: str) -> None:
        """One more recording that ended so."""
        self._takes.labels(outcome).inc()

    def text(self) -> bytes:
        """Everything, in Prometheus' own format."""
        return generate_latest(self.registry)

    def _children(self, method: str, path: str, status: int) -> tuple[Counter, Histogram]:
        return self._requests.labels(method, path, str(status)), self._seconds.labels(path)

    def _route(self, path: str) -> str:
        """Few enough to be labels, whatever strangers ask for."""
        if path in self._paths:
            return path
        tree = path[1:].partition("/")[0]
        return f"/{tree}/…" if tree in _TREES else "other"
