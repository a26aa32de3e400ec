"""The published expectations, shared by the tests of this folder."""

import json
from pathlib import Path
from typing import Any, Final

_FILE = Path(__file__).parents[2] / "data" / "methods" / "normalisation.json"
ORACLE: Final[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))
