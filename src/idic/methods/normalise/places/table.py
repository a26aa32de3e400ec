"""The lines of a table that ships inside the package."""

from __future__ import annotations

from importlib.resources import files


def lines_of(name: str) -> list[str]:
    text = (files("idic.methods.normalise.places") / name).read_text(encoding="utf-8")
    return text.splitlines()
