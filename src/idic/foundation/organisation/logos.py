"""The logo: drawn anew from what was given, so that no byte of a stranger's file is handed out."""

from __future__ import annotations

import hashlib
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from idic.foundation.organisation.errors import LogoRefused

LARGEST = 5 * 1024 * 1024
_MOST_POINTS = 25_000_000
_WIDEST, _HIGHEST = 640, 200
_FOLDER = "organisation"


def kept_logo(data: bytes) -> str:
    """Its digest, under which it is kept. One that was used before stays: letters that went out may show it."""
    from PIL import Image, UnidentifiedImageError  # late: few pages change a logo

    if len(data) > LARGEST:
        raise LogoRefused
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as given:
            if given.width * given.height > _MOST_POINTS or not min(given.size):
                raise LogoRefused
            drawn = given.convert("RGBA")
        drawn.thumbnail((_WIDEST, _HIGHEST))
        kept = BytesIO()
        drawn.save(kept, "PNG", optimize=True)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise LogoRefused from error
    digest = hashlib.sha256(kept.getvalue()).hexdigest()
    if not default_storage.exists(_path(digest)):
        default_storage.save(_path(digest), ContentFile(kept.getvalue()))
    return digest


def logo_bytes(digest: str) -> bytes:
    """Empty where there is none, or the file is gone."""
    if not digest:
        return b""
    try:
        with default_storage.open(_path(digest)) as file:
            found: bytes = file.read()
    except FileNotFoundError:
        return b""
    return found


def _path(digest: str) -> str:
    return f"{_FOLDER}/{digest}.png"
