"""kill -9 of a refresh at any moment: readers go on with a whole snapshot, and the next refresh is right to the byte."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from idic.warehouse.reading import opened
from idic.warehouse.snapshots import current_snapshot
from tests.conftest import Cast
from tests.warehouse.test_incremental import History, files_of, files_read_in_full, snapshot

_REFRESHES = """
import django; django.setup()
from django.conf import settings
from django.db import connection
from django.utils import timezone
from idic.warehouse.extract import take_snapshot
while True:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sales_purchase SET place = md5(random()::text) WHERE id % 3 = (random() * 2)::int")
    take_snapshot(settings.CONFIGURATION.warehouse_folder, at=timezone.now(), time_zone="Asia/Bangkok",
                  report=lambda *step: None)
    print("taken", flush=True)
"""


def _environment(home: Path) -> dict[str, str]:
    told = connection.settings_dict
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("IDIC_", "PYTEST_"))}
    return {
        **kept, "DJANGO_SETTINGS_MODULE": "idic.settings", "IDIC_HOME": str(home),
        "DATABASE_URL": f"postgresql:///{told['NAME']}?host={quote(str(told['HOST']), safe='')}&user={told['USER']}",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_refresh_that_is_killed_leaves_a_whole_snapshot_and_the_next_is_right(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    warehouse = Path(settings.CONFIGURATION.warehouse_folder)
    history = History(cast.administrator, 4)
    history.import_customers()
    history.import_purchases()
    snapshot(warehouse)
    dice = random.Random(4)
    root = warehouse / "snapshots"
    moments = []
    for _turn in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", _REFRESHES], env=_environment(settings.CONFIGURATION.home), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first == "taken\n", process.stderr.read() if process.stderr else ""
        at_work = root.glob("*.unfinished")
        deadline = time.monotonic() + 300
        while not any(at_work) and time.monotonic() < deadline:
            at_work = root.glob("*.unfinished")
        time.sleep(dice.random() * 0.1)
        process.kill()
        process.wait()
        current = current_snapshot(warehouse)
        moments.append(len(list(root.glob("*.unfinished"))))
        with opened(current) as star:
            assert star.table("purchases").count().to_pyarrow().as_py() == current.rows["purchases"] > 0
    assert sum(moments) > 0, "no kill met a refresh at work"
    taken = snapshot(warehouse)
    assert taken.reading is not None
    assert taken.reading["full"] == ""
    assert files_of(taken) == files_read_in_full(tmp_path)
