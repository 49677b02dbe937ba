"""What a site carries: the web component and static pages."""

from reader.embed.web_component import component

__all__ = ["component"]
