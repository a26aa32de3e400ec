from __future__ import annotations

import re

from idic.doors.cli.main import COMMANDS
from idic.doors.web.users.permission_words import PERMISSION_WORDS
from idic.foundation.accounts.rules import GRANTS, PERMISSIONS
from tests.contracts.layers import ROOT


def test_every_command_has_a_section_in_the_guide() -> None:
    pages = [ROOT / "docs" / "guides" / name for name in ("commands.md", "command_line.md")]
    text = "\n".join(page.read_text() for page in pages if page.exists())
    headings = set(re.findall(r"^#+ .*?`?idic (\w+)", text, re.MULTILINE))
    assert set(COMMANDS) - headings == set()


def test_every_permission_is_granted_to_somebody_and_has_words() -> None:
    assert set(PERMISSION_WORDS) == set(PERMISSIONS)
    assert set().union(*GRANTS.values()) == set(PERMISSIONS)
