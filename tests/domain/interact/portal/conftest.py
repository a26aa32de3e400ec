from __future__ import annotations

from tests.domain.interact.cases.conftest import make_case

__all__ = ["make_case"]
