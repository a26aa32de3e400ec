"""The pages of a fax as a PDF, whatever the gateway sends them as."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from idic.domain.interact.cases.drafts import FileDraft
from idic.domain.interact.mail.keeping import keep_bytes
from idic.domain.interact.mail.parsing import MailFile
from idic.foundation.desk.operations.attachments import clean_name

_FOLDER = "messages"
_TIFF = (b"II*\x00", b"MM\x00*")
_MOST_PAGES = 200
# of one page, and finer than any fax is; and of all, for they stand in memory together: some hundred usual pages
_MOST_POINTS, _MOST_POINTS_TOGETHER = 40_000_000, 400_000_000


@dataclass(frozen=True)
class Pages:
    file: FileDraft
    count: int


def is_paper(file: MailFile) -> bool:
    """By its bytes: gateways name and label files as they like."""
    return file.data.startswith((b"%PDF-", *_TIFF))


def kept_pages(file: MailFile) -> Pages:
    """A TIFF that cannot be read is kept as it came: a person may have a program for it."""
    name = clean_name(file.name or "fax")
    data = file.data
    if data.startswith(_TIFF):
        drawn = _drawn(data)
        if drawn is None:
            stored = keep_bytes(data, folder=_FOLDER, suffix=".tif")
            return Pages(FileDraft(name, "image/tiff", stored.size, stored.digest, stored.path), 0)
        data, name = drawn, f"{name.rpartition('.')[0] or name}.pdf"
    stored = keep_bytes(data, folder=_FOLDER, suffix=".pdf")
    return Pages(FileDraft(name, "application/pdf", stored.size, stored.digest, stored.path), _count(data))


def _drawn(tiff: bytes) -> bytes | None:
    """Faxes are finer across than down: the paper keeps its shape by the two resolutions that the file names."""
    from PIL import Image, ImageSequence  # late: of all that comes, few are faxes

    made = BytesIO()
    try:
        with Image.open(BytesIO(tiff), formats=("TIFF",)) as picture:
            if getattr(picture, "n_frames", 1) > _MOST_PAGES:
                return None
            across, down = (float(one) or 200.0 for one in picture.info.get("dpi", (204.0, 196.0)))
            pages, points = [], 0
            for frame in ImageSequence.Iterator(picture):
                points += frame.width * frame.height
                if frame.width * frame.height > _MOST_POINTS or points > _MOST_POINTS_TOGETHER:
                    return None
                pages.append(frame.convert("1" if frame.mode == "1" else "L"))
            pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], dpi=(across, down))
    except Exception:  # whatever a decoder makes of bytes that a stranger sent
        return None
    return made.getvalue()


def _count(pdf: bytes) -> int:
    import pypdfium2  # late, as above

    try:
        with pypdfium2.PdfDocument(pdf) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0
