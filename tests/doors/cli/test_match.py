import os
import subprocess
import sys
from pathlib import Path

from idic.doors.cli import exit_codes
from tests import templates


def run(home: Path, *arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "idic.doors.cli.main", *map(str, arguments)], capture_output=True, text=True, check=False,
        env={"IDIC_HOME": str(home), "PATH": os.environ["PATH"], **settings},
    )  # fmt: skip


def test_a_spark_that_does_not_answer_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    templates.installation(home)
    people = tmp_path / "people.csv"
    people.write_text("source_id,name,phone\nA1,Wipada Charoensuk,0899991234\nA2,Wipada Charoensook,0899991234\n")
    assert run(home, "import", people, "--as", "customers").returncode == 0
    done = run(home, "match", WAREHOUSE_ENGINE="spark", SPARK_MASTER="spark://127.0.0.1:1")
    assert done.returncode == exit_codes.NOT_AVAILABLE, done.stderr
    assert "Apache Spark does not answer (nobody answers at 127.0.0.1:1); nothing was changed." in done.stderr
    assert "Traceback" not in done.stderr
