"""Pictures that strangers send and we show: drawn anew, so that nothing but the picture is kept of their file. What a camera
noted about the place and its owner goes, and so does whatever else was packed into the same bytes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

#: Kinds that are shown; of all others a download is all that becomes.
SHOWN = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
#: Of one picture, and of all that follow one another in it. A JPEG is read smaller than it is.
_MOST_POINTS, _MOST_POINTS_OF_A_JPEG = 40_000_000, 170_000_000
_LONGEST_SIDE = 4096
_MOST_FRAMES = 500


class NoPicture(Exception):
    """It cannot be drawn, or only with more memory than a stranger gets."""


def redrawn(data: bytes, media_type: str) -> bytes:
    """In the same format, upright, and at most so many points wide and high."""
    from PIL import Image  # late: few chats carry pictures

    kept = BytesIO()
    try:
        with Image.open(BytesIO(data), formats=(SHOWN[media_type],)) as given:
            points, frames = given.width * given.height, int(getattr(given, "n_frames", 1))
            if given.format == "JPEG":
                given.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
            if (
                points > _MOST_POINTS_OF_A_JPEG
                or given.width * given.height * frames > _MOST_POINTS
                or frames > _MOST_FRAMES
            ):
                raise NoPicture
            _draw(given, frames, kept)
    except NoPicture:
        raise
    except Exception as error:  # whatever a decoder makes of bytes that a stranger sent
        raise NoPicture from error
    return kept.getvalue()


def _draw(given: Any, frames: int, kept: BytesIO) -> None:
    from PIL import ImageOps, ImageSequence  # late, as above

    form = given.format
    if frames > 1 and form in ("GIF", "WEBP"):
        lasts, drawn = [], []
        for frame in ImageSequence.Iterator(given):
            lasts.append(int(frame.info.get("duration") or 100))
            drawn.append(_points(frame, "RGBA"))
        told = {"duration": lasts, "loop": int(given.info.get("loop", 0)), **({"disposal": 2} if form == "GIF" else {})}
        drawn[0].save(kept, form, save_all=True, append_images=drawn[1:], **told)
        return
    upright = ImageOps.exif_transpose(given)
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    has_holes = form != "JPEG" and (upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info)
    quality = {"quality": 90} if form in ("JPEG", "WEBP") else {}
    _points(upright, "RGBA" if has_holes else "RGB").save(kept, form, **quality)


def _points(given: Any, mode: str) -> Any:
    """Without what was noted beside them, which Pillow would write down again."""
    from PIL import Image  # late, as above

    drawn = given.convert(mode)
    return Image.frombytes(mode, drawn.size, drawn.tobytes())
