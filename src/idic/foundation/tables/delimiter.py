import csv
from collections.abc import Sequence
from typing import Final

from . import limits

DELIMITERS: Final = (",", ";", "\t", "|")


def guess_delimiter(lines: Sequence[str]) -> str | None:
    """The delimiter that divides the most rows into as many fields as the header has; None for a single column."""
    best: tuple[float, int] = (0.0, 1)
    found: str | None = None
    for delimiter in DELIMITERS:
        widths = field_counts(lines, delimiter)
        if not widths or widths[0] < 2:
            continue
        share = widths.count(widths[0]) / len(widths)
        if (round(share, 1), widths[0]) > best:
            best, found = (round(share, 1), widths[0]), delimiter
    return found


def field_counts(lines: Sequence[str], delimiter: str) -> list[int]:
    csv.field_size_limit(limits.MAX_FIELD_CHARS)
    widths: list[int] = []
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return widths
        except csv.Error:
            continue
        if record:
            widths.append(len(record))
