"""The log says where something went wrong and what kind of error it was. What an error says of itself often quotes the data
(an address that could not be read, the row that stands there already), and of that nothing is written down."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

#: What these say is about the program and its files.
_TELLS_OF_PROGRAM = frozenset({
    AssertionError, AttributeError, FileExistsError, FileNotFoundError, ImportError, IsADirectoryError, ModuleNotFoundError,
    NameError, NotADirectoryError, NotImplementedError, PermissionError, RecursionError, TypeError, UnboundLocalError,
})  # fmt: skip
#: What a database says besides its sentence, which may quote a value.
_OF_DATABASE = ("sqlstate", "constraint_name", "table_name", "column_name")


class Line(logging.Formatter):
    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        return "\n".join(_told(ei[1])) if ei[1] is not None else ""


def _told(error: BaseException) -> Iterator[str]:
    """What came first stands first, as in Python's own."""
    for one in reversed(_chain(error)):
        yield "Traceback (most recent call last):"
        yield "".join(traceback.format_tb(one.__traceback__)).rstrip("\n")
        yield _named(one)


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    before: BaseException | None = error
    while before is not None and before not in found:
        found.append(before)
        before = before.__cause__ or (None if before.__suppress_context__ else before.__context__)
    return found


def _named(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    if kind in _TELLS_OF_PROGRAM:
        return f"{name}: {error}"
    said = [str(error.errno)] if isinstance(error, OSError) and error.errno is not None else []
    told = getattr(error, "diag", None)
    said += [f"{word} {value}" for word in _OF_DATABASE if (value := getattr(told, word, None))]
    return f"{name} ({', '.join(said)})" if said else name
