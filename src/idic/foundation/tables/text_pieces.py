"""Decoded text of a file in pieces that end at a line end, with limits on the length of a line."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from . import limits
from .content import Packing
from .encoding import CODECS, rank_encodings
from .errors import LineTooLong, UndecodableText, WrongEncoding
from .unpacking import UnpackedFile


class TextPieces:
    """Iterates over pieces of whole lines; CRLF and lone CR become LF. The last piece need not end in LF."""

    def __init__(self, path: Path, packing: Packing, encoding: str) -> None:
        self._path = path
        self._packing = packing
        self._encoding = encoding

    def __iter__(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(CODECS[self._encoding])("strict")
        lines_before = 0
        rest = ""
        with UnpackedFile(self._path, self._packing) as source:
            while True:
                data = source.read(limits.PIECE_BYTES)
                try:
                    text = decoder.decode(data, final=not data)
                except UnicodeError as error:
                    raise self._wrong_encoding(data, lines_before + rest.count("\n"), error) from error
                rest += text
                if "\r" in rest:
                    kept = "\r" if data and rest.endswith("\r") else ""  # its LF may come with the next piece
                    rest = rest[: len(rest) - len(kept)].replace("\r\n", "\n").replace("\r", "\n") + kept
                if not data:
                    break
                end = rest.rfind("\n") + 1
                if end:
                    lines_before += rest.count("\n", 0, end)
                    yield rest[:end]
                    rest = rest[end:]
                if len(rest) > limits.MAX_RECORD_CHARS:
                    raise LineTooLong(file=self._path.name, row=lines_before + 1, limit=limits.MAX_RECORD_CHARS)
        if rest:
            yield rest

    def _wrong_encoding(self, data: bytes, lines_before: int, error: UnicodeError) -> Exception:
        """UTF-16 without its mark at the start fails as a whole, at no byte."""
        whole, start = (error.object, error.start) if isinstance(error, UnicodeDecodeError) else (data, 0)
        before = whole[:start]
        row = lines_before + before.count(b"\n") + 1
        line_start = before.rfind(b"\n") + 1
        near = data if line_start == 0 else whole[line_start:]
        for guess in rank_encodings(near):
            if CODECS[guess.encoding] != CODECS[self._encoding] and guess.confidence >= 0.3:
                return WrongEncoding(file=self._path.name, encoding=self._encoding, row=row, suggestion=guess.encoding)
        return UndecodableText(file=self._path.name, encoding=self._encoding, row=row)
