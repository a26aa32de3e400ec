"""How a text of the environment becomes what more than one part takes: a folder, a number, a switch, names of hosts."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from idic.foundation.configuration.errors import Refused


def as_written(text: str) -> str:
    return text


def folder(text: str) -> Path:
    path = Path(text).expanduser()
    if not path.is_absolute():
        path = Path.cwd() / path
    if path.exists() and not path.is_dir():
        raise Refused("; this is a file")
    return Path(os.path.normpath(path))


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not lowest <= int(text) <= highest:
            raise Refused("")
        return int(text)

    return read


def switch(text: str) -> bool:
    meaning = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    try:
        return meaning[text.lower()]
    except KeyError:
        raise Refused("") from None


def host_names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if not names:
        raise Refused("")
    for name in names:
        if "/" in name or " " in name or "://" in name:
            raise Refused(f"; “{name}” is not one")
    return names
