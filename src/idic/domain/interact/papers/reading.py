"""The words of a scanned letter: those that the file carries, else those that tesseract sees, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

_LANGUAGES = "tha+chi_sim+chi_tra+eng"
_MOST_PAGES = 40
_MOST_WORDS = 100_000
_SCALE = 300 / 72
_PAGE_SECONDS = 120
# Fewer signs than these on a page are a stamp or a page number, and no text of a letter.
_FEWEST_SIGNS = 40


def can_see() -> bool:
    """Whether words of a picture can be read here."""
    return shutil.which("tesseract") is not None


def words_of(path: Path) -> str:
    """Empty where nothing can be read. One page that tesseract does not manage leaves the others."""
    import pypdfium2  # late: only the worker reads letters

    found: list[str] = []
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return ""
    with document:
        for page in list(document)[:_MOST_PAGES]:
            text = page.get_textpage().get_text_bounded().strip()
            if len(text) < _FEWEST_SIGNS and can_see():
                text = _seen(page) or text
            found.append(text)
    return "\n\n".join(filter(None, found)).replace("\x00", "")[:_MOST_WORDS]


def _seen(page: object) -> str:
    with tempfile.TemporaryDirectory(prefix="idic-letter-") as folder:
        picture = Path(folder) / "page.png"
        page.render(scale=_SCALE, grayscale=True).to_pil().save(picture)  # type: ignore[attr-defined]
        try:
            run = subprocess.run(
                ["tesseract", str(picture), "stdout", "-l", _LANGUAGES],
                capture_output=True, timeout=_PAGE_SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return ""
    return run.stdout.decode("utf-8", "replace").strip() if run.returncode == 0 else ""
