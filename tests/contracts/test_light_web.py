"""A web process stays light: what only the worker or a command needs is not loaded with the pages."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "pandas", "scipy", "ibis", "duckdb", "polars", "pyarrow", "sklearn", "python_calamine", "matplotlib", "splink",
    "lightgbm", "statsmodels",
)  # fmt: skip

_PROGRAM = f"""
import sys
import django

django.setup()
import idic.urls
print(",".join(name for name in {HEAVY!r} if name in sys.modules))
"""


def test_the_pages_load_no_analytic_library() -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
