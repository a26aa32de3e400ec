"""Looks through a workbook's zip before the reader may unpack it: number of parts, declared and real sizes, and how
large a rectangle each sheet spans. Everything is unpacked once here, in small pieces, and thrown away."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from . import limits
from .errors import (
    DamagedFile,
    SheetTooLarge,
    TooManyParts,
    TruncatedFile,
    UnpacksTooLarge,
    UnsupportedContent,
)

_CELL: Final = re.compile(rb"""\sr\s*=\s*["']\$?([A-Za-z]{0,4})\$?(\d{1,9})["']""")
_TAIL: Final = 64  # a reference cut in two by a piece is seen again with this much of the piece before
_LOCAL_HEADER_BYTES: Final = 30


def check_workbook(path: Path) -> None:
    name = path.name
    try:
        with path.open("rb") as raw, zipfile.ZipFile(raw) as archive:
            _check_directory(archive, name, path.stat().st_size)
            total = 0
            for part in archive.infolist():
                is_sheet = part.filename.lower().startswith("xl/worksheets/")
                span = _Span()
                size = 0
                for piece in _unpacked(raw, part, name):
                    size += len(piece)
                    if size > part.file_size:
                        raise UnpacksTooLarge(file=name, limit=f"{part.file_size} B")
                    if is_sheet:
                        span.look_at(piece)
                        if span.cells > limits.MAX_SHEET_CELLS:
                            raise SheetTooLarge(sheet=part.filename, count=span.cells, limit=limits.MAX_SHEET_CELLS)
                total += size
                if size != part.file_size:
                    raise DamagedFile(file=name)
                _check_total(total, name, path.stat().st_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        if _is_cut_short(path):
            raise TruncatedFile(file=name) from error
        raise DamagedFile(file=name) from error


def _check_directory(archive: zipfile.ZipFile, name: str, packed_bytes: int) -> None:
    parts = archive.infolist()
    if len(parts) > limits.MAX_WORKBOOK_PARTS:
        raise TooManyParts(file=name, count=len(parts), limit=limits.MAX_WORKBOOK_PARTS)
    _check_total(sum(part.file_size for part in parts), name, packed_bytes)
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.xml" not in names:
        raise UnsupportedContent(file=name, content="ZIP")


def _check_total(total: int, name: str, packed_bytes: int) -> None:
    if total > limits.MAX_WORKBOOK_UNPACKED_BYTES:
        limit = f"{limits.MAX_WORKBOOK_UNPACKED_BYTES // limits.MIB} MiB"
        raise UnpacksTooLarge(file=name, limit=limit)
    ratio_limit = max(limits.UNPACK_RATIO_FREE_BYTES, packed_bytes * limits.MAX_WORKBOOK_RATIO)
    if total > ratio_limit:
        raise UnpacksTooLarge(file=name, limit=f"{ratio_limit // limits.MIB} MiB")


def _unpacked(raw: BinaryIO, part: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """What really comes out of a part. The zipfile module stops at the declared size; other readers do not."""
    raw.seek(part.header_offset)
    header = raw.read(_LOCAL_HEADER_BYTES)
    if len(header) < _LOCAL_HEADER_BYTES:
        raise EOFError
    raw.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left = part.compress_size
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or part.flag_bits & 1:
        raise UnsupportedContent(file=name, content="ZIP")
    inflater = zlib.decompressobj(-15)
    while left:
        data = raw.read(min(left, limits.PIECE_BYTES))
        if not data:
            raise EOFError
        left -= len(data)
        if part.compress_type == zipfile.ZIP_STORED:
            yield data
            continue
        while data and not inflater.eof:
            yield inflater.decompress(data, limits.MIB)
            data = inflater.unconsumed_tail
    if part.compress_type == zipfile.ZIP_DEFLATED and not inflater.eof:
        yield inflater.flush()
        if not inflater.eof:
            raise EOFError


def _is_cut_short(path: Path) -> bool:
    """A zip ends in its directory; a file that starts as one and has none was cut."""
    size = path.stat().st_size
    with path.open("rb") as raw:
        raw.seek(max(0, size - 66_000))
        return b"PK\x05\x06" not in raw.read()


class _Span:
    """The rectangle from first to last cell that a sheet names."""

    def __init__(self) -> None:
        self._tail = b""
        self._rows: tuple[int, int] | None = None
        self._columns: tuple[int, int] | None = None

    @property
    def cells(self) -> int:
        if self._rows is None or self._columns is None:
            return 0
        return (self._rows[1] - self._rows[0] + 1) * (self._columns[1] - self._columns[0] + 1)

    def look_at(self, piece: bytes) -> None:
        text = self._tail + piece
        self._tail = text[-_TAIL:]
        found = set(_CELL.findall(text))
        rows = [int(row) for _, row in found]
        columns = [_column_number(letters) for letters in {letters for letters, _ in found} if letters]
        self._rows = _widened(self._rows, rows)
        self._columns = _widened(self._columns, columns)


def _widened(span: tuple[int, int] | None, seen: list[int]) -> tuple[int, int] | None:
    if not seen:
        return span
    if span is not None:
        seen = [*seen, *span]
    return min(seen), max(seen)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
