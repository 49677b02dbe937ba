"""Sentence → sound: a small Protocol, a registry, one adapter an engine."""
