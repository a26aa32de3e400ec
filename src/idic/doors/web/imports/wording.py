from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.identify.enums import ImportState
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.languages.formats import number

STATE_TONES: dict[str, Tone] = {
    ImportState.DRAFT: "neutral", ImportState.QUEUED: "neutral", ImportState.RUNNING: "info",
    ImportState.DONE: "success", ImportState.FAILED: "danger", ImportState.CANCELLED: "warning",
}  # fmt: skip

ENCODINGS = (
    ("utf-8", gettext_lazy("UTF-8 (usual today)")),
    ("utf-8-bom", gettext_lazy("UTF-8 with a mark at the start (Excel)")),
    ("utf-16", gettext_lazy("UTF-16 (Excel “Unicode text”)")),
    ("utf-16-le", gettext_lazy("UTF-16, little endian")),
    ("utf-16-be", gettext_lazy("UTF-16, big endian")),
    ("cp874", gettext_lazy("Thai (Windows-874, TIS-620)")),
    ("gb18030", gettext_lazy("Simplified Chinese (GB18030, GBK)")),
    ("big5", gettext_lazy("Traditional Chinese (Big5)")),
    ("latin-1", gettext_lazy("Western European (Windows-1252)")),
)
# A tab does not survive every form, so each delimiter travels by its name.
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
DELIMITER_NAMES = (
    ("comma", gettext_lazy("Comma ,")),
    ("semicolon", gettext_lazy("Semicolon ;")),
    ("tab", gettext_lazy("Tab")),
    ("bar", gettext_lazy("Vertical bar |")),
)
DATE_ORDERS = (
    ("", gettext_lazy("Not needed, or not known")),
    ("dmy", gettext_lazy("Day, month, year (31/12/2026)")),
    ("mdy", gettext_lazy("Month, day, year (12/31/2026)")),
    ("ymd", gettext_lazy("Year, month, day (2026-12-31)")),
)
DECIMAL_MARKS = (
    ("", gettext_lazy("Not needed, or not known")),
    (".", gettext_lazy("Point (1,234.50)")),
    (",", gettext_lazy("Comma (1.234,50)")),
)


def file_size(size: int) -> str:
    if size < 1024:
        return _("%(size)s bytes") % {"size": number(size)}
    if size < 1024**2:
        return _("%(size)s KB") % {"size": number(size / 1024, 0)}
    return _("%(size)s MB") % {"size": number(size / 1024**2, 1)}
