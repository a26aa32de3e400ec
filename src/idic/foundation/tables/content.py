"""What a file is by its first bytes; its name is never believed."""

from enum import StrEnum
from typing import Final


class Packing(StrEnum):
    NONE = "none"
    GZIP = "gzip"
    ZSTD = "zstd"


class TableKind(StrEnum):
    CSV = "csv"
    JSON_LINES = "json_lines"
    XLSX = "xlsx"
    XLS = "xls"
    PARQUET = "parquet"
    VCARD = "vcard"


ZIP_MAGIC: Final = b"PK\x03\x04"
EMPTY_ZIP_MAGIC: Final = b"PK\x05\x06"
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARQUET_MAGIC: Final = b"PAR1"
GZIP_MAGIC: Final = b"\x1f\x8b"
ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"

_FOREIGN: Final = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90\x00", "EXE"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"ARROW1", "Arrow IPC"),
    (b"{\\rtf", "RTF"),
)
_MARKUP: Final = ((b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<table", "HTML"), (b"<?xml", "XML"))

_KIND_OF_SUFFIX: Final = {
    ".csv": TableKind.CSV,
    ".tsv": TableKind.CSV,
    ".tab": TableKind.CSV,
    ".txt": TableKind.CSV,
    ".jsonl": TableKind.JSON_LINES,
    ".ndjson": TableKind.JSON_LINES,
    ".json": TableKind.JSON_LINES,
    ".xlsx": TableKind.XLSX,
    ".xlsm": TableKind.XLSX,
    ".xls": TableKind.XLS,
    ".parquet": TableKind.PARQUET,
    ".pq": TableKind.PARQUET,
    ".vcf": TableKind.VCARD,
    ".vcard": TableKind.VCARD,
}
_PACKING_SUFFIXES: Final = (".gz", ".gzip", ".zst", ".zstd")


def packing_of(head: bytes) -> Packing:
    if head.startswith(GZIP_MAGIC):
        return Packing.GZIP
    if head.startswith(ZSTD_MAGIC):
        return Packing.ZSTD
    return Packing.NONE


def binary_kind_of(head: bytes) -> TableKind | None:
    if head.startswith((ZIP_MAGIC, EMPTY_ZIP_MAGIC)):
        return TableKind.XLSX
    if head.startswith(OLE_MAGIC):
        return TableKind.XLS
    if head.startswith(PARQUET_MAGIC):
        return TableKind.PARQUET
    return None


def foreign_content_of(head: bytes) -> str | None:
    """The common name of a format that is not a table, or None."""
    for magic, name in _FOREIGN:
        if head.startswith(magic):
            return name
    if head[257:262] == b"ustar":
        return "tar"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    for markup, name in _MARKUP:
        if start.startswith(markup):
            return name
    return None


def kind_promised_by(file_name: str) -> TableKind | None:
    """What the extension claims, with `.gz` and `.zst` looked through."""
    lowered = file_name.lower()
    for suffix in _PACKING_SUFFIXES:
        lowered = lowered.removesuffix(suffix)
    _, dot, suffix = lowered.rpartition(".")
    return _KIND_OF_SUFFIX.get(dot + suffix)
