from __future__ import annotations

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.contracts.layers import PACKAGE, ROOT, rooms


def test_every_import_points_down_the_house(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_room_stands_in_the_contract() -> None:
    found = set()
    for entry in PACKAGE.iterdir():
        if entry.name in ("domain", "doors"):
            found |= {f"{entry.name}.{room.name}" for room in entry.iterdir() if (room / "__init__.py").exists()}
        elif (entry / "__init__.py").exists():
            found.add(entry.name)
        elif entry.suffix == ".py" and entry.stem != "__init__":
            found.add(entry.stem)
    assert found - rooms() == set()
