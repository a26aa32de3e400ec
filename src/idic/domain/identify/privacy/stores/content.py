"""Whether a file names somebody, whatever its form: text in the encodings of our lands, archives, tables, mail."""

from __future__ import annotations

import email
import email.policy
import gzip
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp874", "gb18030", "big5")
_PIECE = 4 << 20


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


_UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, ValueError)


def names_somebody(path: Path, terms: Sequence[str]) -> bool:
    """A damaged archive is looked through as the bytes that it is."""
    needles = _needles(terms)
    if not needles:
        return False
    try:
        return any(_found(stream, needles) for stream in _streams(path))
    except _UNREADABLE:
        with path.open("rb") as plain:
            return _found(plain, needles)


def _needles(terms: Sequence[str]) -> tuple[bytes, ...]:
    found: set[bytes] = set()
    for term in terms:
        for encoding in _ENCODINGS:
            try:
                found.add(term.encode(encoding).lower())
            except UnicodeEncodeError:
                continue
    return tuple(found)


def _streams(path: Path) -> Iterator[Readable]:
    suffix = path.suffix.lower()
    with path.open("rb") as plain:
        if suffix == ".gz":
            with gzip.open(plain) as inner:
                yield inner
        elif suffix in (".zip", ".xlsx") or zipfile.is_zipfile(plain):
            with zipfile.ZipFile(path) as archive:
                for member in archive.infolist():
                    with archive.open(member) as inner:
                        yield inner
        elif suffix == ".zst":
            import pyarrow

            with pyarrow.input_stream(str(path), compression="zstd") as inner:
                yield inner
        elif suffix == ".parquet":
            yield io.BytesIO(_parquet_text(path))
        elif path.parent.name == "mail" or suffix == ".eml":
            yield io.BytesIO(_mail_text(path.read_bytes()))
        else:
            plain.seek(0)
            yield plain


def _found(stream: Readable, needles: tuple[bytes, ...]) -> bool:
    longest = max(map(len, needles))
    kept = b""
    while piece := stream.read(_PIECE):
        text = kept + bytes(piece).lower()
        if any(needle in text for needle in needles):
            return True
        kept = text[-longest:]
    return False


def _parquet_text(path: Path) -> bytes:
    import pyarrow
    import pyarrow.parquet as parquet

    table = parquet.read_table(path)
    columns = [table.column(field.name) for field in table.schema if pyarrow.types.is_string(field.type)]
    return "\n".join(str(value) for column in columns for value in column.to_pylist() if value).encode()


def _mail_text(raw: bytes) -> bytes:
    """Mails that were written to a folder, several in a file, their texts perhaps encoded."""
    texts = [raw]
    for piece in raw.split(b"\n" + b"-" * 79):
        message = email.message_from_bytes(piece.lstrip(), policy=email.policy.default)
        texts.append(" ".join(str(value) for value in message.values()).encode())
        for part in message.walk():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                texts.append(payload)
    return b"\n".join(texts)
