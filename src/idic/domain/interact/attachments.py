"""Files that strangers send, kept before anything is made of them."""

from __future__ import annotations

from idic.domain.interact.cases.drafts import FileDraft
from idic.domain.interact.mail.keeping import keep_bytes

_FOLDER = "messages"
#: Of one message of somebody outside.
MOST_FILES = 5
MOST_BYTES = 10 * 1024 * 1024
# What starts a program when somebody opens it.
_PROGRAMS = (
    ".exe", ".scr", ".com", ".bat", ".cmd", ".pif", ".msi", ".msc", ".cpl", ".js", ".jse", ".vbs", ".vbe", ".wsf", ".wsh",
    ".hta", ".ps1", ".lnk", ".url", ".chm", ".jar", ".reg", ".iso", ".img", ".vhd", ".vhdx", ".apk", ".docm", ".xlsm", ".xlam",
    ".xll", ".pptm", ".html", ".htm", ".svg", ".xhtml",
)  # fmt: skip


def kept_file(name: str, media_type: str, data: bytes, *, content_id: str = "") -> FileDraft:
    """A program is kept too, and never handed out. Dots and blanks at the end of a name are dropped by whoever opens it."""
    stored = keep_bytes(data, folder=_FOLDER)
    refused = "program" if name.lower().rstrip(". \t").endswith(_PROGRAMS) else ""
    return FileDraft(name[:200], media_type[:100], stored.size, stored.digest, stored.path, refused, content_id[:200])
