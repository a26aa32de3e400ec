"""Files that come in and go out: imports, attachments, exports, and the hosts that may be called for them."""

from __future__ import annotations

from pathlib import Path

from idic.foundation.configuration.reading import as_written, folder, host_names, whole_number
from idic.foundation.configuration.setting import Setting

EXPORT_FOUR_EYES = Setting(
    "IDIC_EXPORT_FOUR_EYES",
    "a whole number of records from 0 to 1000000",
    whole_number(0, 1_000_000),
    1000,
    "1000",
    "An export of more records waits until a second person approves it; 0 lets everybody who may export do so alone.",
)
ATTACHMENT_LIMIT_MB = Setting(
    "IDIC_ATTACHMENT_LIMIT_MB",
    "a whole number of megabytes from 1 to 2000",
    whole_number(1, 2000),
    25,
    "25",
    "The largest file that may be attached to a record.",
)
SCAN_COMMAND = Setting(
    "IDIC_SCAN_COMMAND",
    "a command",
    as_written,
    "",
    "none; files are not scanned",
    "A virus scanner: run with the path of each attached file behind it, it ends with 0 for clean and 1 for infected.",
)
WEBHOOK_HOSTS: Setting[tuple[str, ...]] = Setting(
    "IDIC_WEBHOOK_HOSTS",
    "host names or addresses separated by commas",
    host_names,
    (),
    "none: only public addresses by https",
    "Hosts of your own network that rules may call, by http too.",
)
IMPORT_HOSTS: Setting[tuple[str, ...]] = Setting(
    "IDIC_IMPORT_HOSTS",
    "host names or addresses separated by commas",
    host_names,
    (),
    "none: only public addresses, by https and SFTP",
    "Hosts of your own network from which scheduled imports may fetch files, by http too.",
)
IMPORT_FOLDER: Setting[Path | None] = Setting(
    "IDIC_IMPORT_FOLDER",
    "a folder",
    folder,
    None,
    "`arrivals` in IDIC_HOME",
    "Folders below it can be watched for files to import.",
)
