from __future__ import annotations

import re


def sentences(text: str, end: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where each sentence starts and ends, its closing mark included; empty ones are left out."""
    found, start = [], 0
    for mark in end.finditer(text):
        found.append((start, mark.end()))
        start = mark.end()
    found.append((start, len(text)))
    return [(first, last) for first, last in found if text[first:last].strip(" \n.!?。！？")]
