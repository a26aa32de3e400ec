import string
import subprocess
import sys

import pytest

from idic.foundation.tables import errors, export, mapping
from idic.foundation.tables.errors import TableError

SHOW_ALL = """
from django.conf import settings
settings.configure(USE_I18N=False)
from idic.foundation.tables import errors, export, mapping
class Any(dict):
    def __missing__(self, key): return key
for module in (errors, export, mapping):
    for kind in vars(module).values():
        if isinstance(kind, type) and issubclass(kind, errors.TableError):
            error = kind()
            error.values = Any()
            print(kind.code, '|', str(error))
"""


def kinds() -> list[type[TableError]]:
    found = {kind for module in (errors, export, mapping) for kind in vars(module).values() if isinstance(kind, type)}
    return sorted((kind for kind in found if issubclass(kind, TableError)), key=lambda kind: kind.code)


def test_every_refusal_has_its_own_code() -> None:
    codes = [kind.code for kind in kinds()]
    assert len(set(codes)) == len(codes)
    assert all(set(code) <= {*string.ascii_lowercase, "_"} for code in codes)


@pytest.mark.parametrize("kind", list(kinds()))
def test_every_refusal_can_be_printed_where_no_language_was_chosen(kind: type[TableError]) -> None:
    assert repr(kind(file="x.csv")).startswith(kind.__name__)


def test_every_message_is_a_whole_sentence() -> None:
    shown = subprocess.run([sys.executable, "-c", SHOW_ALL], capture_output=True, text=True, check=True).stdout
    lines = shown.splitlines()
    assert len(lines) >= len(kinds())
    assert all(line.endswith(".") and "%(" not in line for line in lines)
