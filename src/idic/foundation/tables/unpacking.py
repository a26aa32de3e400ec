"""Bytes of a file, unpacked as they are read, and never more than was agreed."""

import gzip
import zlib
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from . import limits
from .content import Packing
from .errors import DamagedFile, FileNotReadable, TruncatedFile, UnpacksTooLarge


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


class UnpackedFile:
    """`read(n)` gives up to n unpacked bytes and raises a named error for a bomb, a cut or a damaged file."""

    def __init__(self, path: Path, packing: Packing) -> None:
        self._name = path.name
        self._packing = packing
        self._damage: tuple[type[Exception], ...] = (OSError, zlib.error)
        try:
            self._raw: BinaryIO = path.open("rb")
            self._packed_bytes = path.stat().st_size
        except OSError as error:
            raise FileNotReadable(file=path.name) from error
        self._stream: _Readable = self._raw
        if packing is Packing.GZIP:
            self._stream = gzip.GzipFile(fileobj=self._raw, mode="rb")
        elif packing is Packing.ZSTD:
            # It tells a cut file from a whole one; Arrow takes 50 MB, so only who opens such a file pays.
            import pyarrow as pa

            self._stream = pa.CompressedInputStream(pa.PythonFile(self._raw, mode="r"), "zstd")
            self._damage = (*self._damage, pa.ArrowException)
        self.bytes_read = 0

    def read(self, size: int) -> bytes:
        try:
            data = self._stream.read(size)
        except EOFError as error:
            raise TruncatedFile(file=self._name) from error
        except self._damage as error:
            if "truncated" in str(error).lower():
                raise TruncatedFile(file=self._name) from error
            raise DamagedFile(file=self._name) from error
        self.bytes_read += len(data)
        if self._packing is not Packing.NONE:
            self._check_size()
        return data

    def _check_size(self) -> None:
        if self.bytes_read > limits.MAX_UNPACKED_BYTES:
            raise UnpacksTooLarge(file=self._name, limit=f"{limits.MAX_UNPACKED_BYTES // limits.GIB} GiB")
        ratio_limit = max(limits.UNPACK_RATIO_FREE_BYTES, self._packed_bytes * limits.MAX_UNPACK_RATIO)
        if self.bytes_read > ratio_limit:
            raise UnpacksTooLarge(file=self._name, limit=f"{ratio_limit // limits.MIB} MiB")

    def close(self) -> None:
        self._stream.close()
        self._raw.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
