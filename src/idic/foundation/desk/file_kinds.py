"""What a file is, by its bytes. A name is only a claim: a file that is not what its name says is refused."""

from __future__ import annotations

import codecs
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.utils.translation import gettext as _

from idic.foundation.desk.errors import FileRefused

HEAD = 4096


@dataclass(frozen=True)
class FileKind:
    """`suffix` is the one it is stored under, `endings` are those a name may carry."""

    code: str
    media_type: str
    suffix: str
    endings: frozenset[str]
    is_picture: bool = False


def _kind(code: str, media_type: str, *endings: str, picture: bool = False) -> FileKind:
    return FileKind(code, media_type, endings[0], frozenset(endings), picture)


PDF = _kind("pdf", "application/pdf", ".pdf")
_PNG = _kind("png", "image/png", ".png", picture=True)
_JPEG = _kind("jpeg", "image/jpeg", ".jpg", ".jpeg", ".jpe", ".jfif", picture=True)
_GIF = _kind("gif", "image/gif", ".gif", picture=True)
_WEBP = _kind("webp", "image/webp", ".webp", picture=True)
_TIFF = _kind("tiff", "image/tiff", ".tif", ".tiff", picture=True)
_BMP = _kind("bmp", "image/bmp", ".bmp", picture=True)
_HEIC = _kind("heic", "image/heic", ".heic", ".heif")
_MP4 = _kind("mp4", "video/mp4", ".mp4", ".m4v", ".mov", ".m4a", ".3gp")
_MP3 = _kind("mp3", "audio/mpeg", ".mp3")
_WAV = _kind("wav", "audio/wav", ".wav")
_OGG = _kind("ogg", "audio/ogg", ".ogg", ".oga", ".opus")
_RTF = _kind("rtf", "application/rtf", ".rtf", ".doc")
_OFFICE = _kind("office", "application/x-ole-storage", ".doc", ".xls", ".ppt", ".msg")
_WORD = _kind("word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", ".dotx")
_SHEET = _kind("sheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", ".xltx")
_SLIDES = _kind("slides", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx", ".ppsx")
_ODT = _kind("odt", "application/vnd.oasis.opendocument.text", ".odt")
_ODS = _kind("ods", "application/vnd.oasis.opendocument.spreadsheet", ".ods")
_ODP = _kind("odp", "application/vnd.oasis.opendocument.presentation", ".odp")
_ZIP = _kind("zip", "application/zip", ".zip")
_TEXT = _kind("text", "text/plain", ".txt", ".csv", ".tsv", ".md", ".log", ".json", ".eml", ".ics", ".vcf")

_STARTS: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", _PNG), (b"\xff\xd8\xff", _JPEG), (b"GIF87a", _GIF), (b"GIF89a", _GIF),
    (b"II*\x00", _TIFF), (b"MM\x00*", _TIFF), (b"BM", _BMP), (b"ID3", _MP3), (b"\xff\xfb", _MP3), (b"\xff\xf3", _MP3),
    (b"OggS", _OGG), (b"{\\rtf", _RTF), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OFFICE),
)  # fmt: skip
_OPEN_DOCUMENTS = {kind.media_type: kind for kind in (_ODT, _ODS, _ODP)}
_PARTS_OF_OFFICE = {"word/": _WORD, "xl/": _SHEET, "ppt/": _SLIDES}
# What a browser or a system would run, however its name ends.
_RUN = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")
_PAGES = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"<body", b"<iframe")

ENDINGS = sorted(
    frozenset().union(*(kind.endings for kind in (
        PDF, _PNG, _JPEG, _GIF, _WEBP, _TIFF, _BMP, _HEIC, _MP4, _MP3, _WAV, _OGG, _RTF, _OFFICE, _WORD, _SHEET,
        _SLIDES, _ODT, _ODS, _ODP, _ZIP, _TEXT,
    )))
)  # fmt: skip


def recognise(path: Path, name: str) -> FileKind:
    """The kind by the bytes, where it is one that is taken and the name says the same; else FileRefused."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if not head:
        raise FileRefused(_("“%(name)s” is empty.") % {"name": name})
    kind = _by_content(head, path)
    ending = PurePath(name).suffix.lower()
    if kind is None:
        raise FileRefused(
            _("“%(name)s” is of a kind that is not taken. Pictures, PDF, office files, texts, recordings and ZIP are.")
            % {"name": name}
        )
    if ending not in kind.endings:
        raise FileRefused(
            _("“%(name)s” is not what its name says: inside it is a file of the kind %(kind)s. Rename it, or save it"
              " again in the right format.")
            % {"name": name, "kind": kind.suffix}
        )  # fmt: skip
    return kind


def kind_of(media_type: str) -> FileKind | None:
    return next((kind for _start, kind in _STARTS if kind.media_type == media_type), None)


def _by_content(head: bytes, path: Path) -> FileKind | None:
    if head.startswith(_RUN):
        return None
    if head[:4] == b"RIFF":
        return {b"WEBP": _WEBP, b"WAVE": _WAV}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _HEIC if head[8:12] in (b"heic", b"heix", b"mif1", b"hevc", b"msf1") else _MP4
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(path)
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    return _TEXT if _is_text(path) else None


def _in_zip(path: Path) -> FileKind | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:2000]
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return _OPEN_DOCUMENTS.get(archive.read("mimetype").decode("ascii", "replace").strip())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return None
    if "[Content_Types].xml" in names:
        # Macros run on opening: an office file that carries them is not taken.
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            return None
        return next((kind for part, kind in _PARTS_OF_OFFICE.items() if any(n.startswith(part) for n in names)), None)
    return _ZIP


def _is_text(path: Path) -> bool:
    """Whole, in a known encoding, without control characters, and nothing that a browser would take for a page."""
    with path.open("rb") as stream:
        start = stream.read(HEAD)
        if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES):
            return False
        stream.seek(0)
        readers: tuple[Callable[[], codecs.IncrementalDecoder], ...]
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            readers = (codecs.getincrementaldecoder("utf-16"),)
        elif b"\x00" in start:
            return False
        else:
            # The old encodings of the house's languages, after UTF-8.
            readers = tuple(codecs.getincrementaldecoder(name) for name in ("utf-8", "cp874", "gb18030", "big5"))
        for reader in readers:
            stream.seek(0)
            decoder = reader()
            try:
                while piece := stream.read(1 << 20):
                    told = decoder.decode(piece)
                    if any(sign < " " and sign not in "\t\r\n\f\x1b" for sign in told[:HEAD]):
                        return False
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return True
    return False
