"""Real pictures, small."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image


def picture(form: str = "PNG", size: tuple[int, int] = (4, 2), **told: Any) -> bytes:
    """`told` is what its file notes beside the points."""
    kept = BytesIO()
    Image.new("RGB", size, (180, 40, 30)).save(kept, form, **told)
    return kept.getvalue()
