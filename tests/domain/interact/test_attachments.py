from __future__ import annotations

import pytest

from idic.domain.interact.attachments import kept_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["bill.exe", "BILL.PDF.SCR", "photo.jpg.lnk. ", "sheet.xlsm..", "page.svg"])
def test_what_starts_a_program_is_never_handed_out(name: str) -> None:
    assert kept_file(name, "application/octet-stream", b"MZ").refused == "program"


@pytest.mark.parametrize("name", ["bill.pdf", "exe", "photo of the exe.jpg", ""])
def test_other_files_are(name: str) -> None:
    assert kept_file(name, "application/octet-stream", b"kept").refused == ""
