"""Listening here and now: clips are played while later ones are made."""
