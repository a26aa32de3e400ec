"""What this room's jobs are called."""

from typing import Final

CHANGE: Final = "bulk.change"
UNDO: Final = "bulk.undo"
EXPORT: Final = "list.export"
