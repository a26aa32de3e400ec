from __future__ import annotations

from pathlib import Path

import pytest

from idic.foundation.tables.errors import TableError
from idic.foundation.tables.opening import open_table


def test_utf_16_chosen_for_a_file_without_its_mark_is_told_and_not_raised(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"customer id,name\n1,Anan\n")
    with pytest.raises(TableError) as refused:
        open_table(file, encoding="utf-16")
    assert "utf-16" in str(refused.value)
