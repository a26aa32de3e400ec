import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from idic.doors.cli import exit_codes
from idic.doors.cli.main import COMMANDS, group


def idic(*arguments: str, home: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "idic.doors.cli.main", *arguments],
        env={"IDIC_HOME": str(home), "PATH": "/usr/bin:/bin", **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def test_help_lists_every_command_and_the_exit_codes() -> None:
    output = CliRunner().invoke(group, ["--help"]).output
    for name in COMMANDS:
        assert f"  {name} " in output
    assert "Exit codes: 0 done" in output
    assert "  prepare" not in output


def test_help_wakes_neither_django_nor_the_analytic_engines() -> None:
    program = (
        "import sys; from click.testing import CliRunner; from idic.doors.cli.main import group\n"
        "CliRunner().invoke(group, ['--help']); CliRunner().invoke(group, ['up', '--help'])\n"
        "print([name for name in ('django', 'pandas', 'ibis', 'duckdb', 'numpy', 'polars') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["up", "backup", "restore"])
def test_every_command_explains_itself_with_examples(name: str) -> None:
    result = CliRunner().invoke(group, [name, "--help"])
    assert result.exit_code == 0
    assert f"Examples:\n    idic {name}" in result.output


def test_an_unknown_command_is_wrong_usage(tmp_path: Path) -> None:
    assert idic("upp", home=tmp_path).returncode == exit_codes.WRONG_USAGE


def test_a_setting_that_cannot_be_used_is_one_sentence_and_no_trace(tmp_path: Path) -> None:
    result = idic("up", home=tmp_path, IDIC_PORT="eighty")
    assert result.returncode == exit_codes.WRONG_SETTING
    assert result.stderr == "Error: IDIC_PORT is “eighty”, but it takes a port number from 1 to 65535.\n"
    assert result.stdout == ""


def test_a_database_server_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    result = idic("backup", str(tmp_path / "b"), home=tmp_path, DATABASE_URL="postgresql://idic@127.0.0.1:9/idic")
    assert result.returncode == exit_codes.NOT_AVAILABLE
    assert result.stderr.startswith("Error: The database at 127.0.0.1:9/idic cannot be reached: ")
    assert result.stderr.count("\n") == 1


def test_a_file_that_is_no_backup_is_refused_input(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("hello")
    result = idic("restore", str(tmp_path / "b"), home=tmp_path / "home")
    assert result.returncode == exit_codes.REFUSED_INPUT
    assert "is no backup of IDIC" in result.stderr


def test_a_backup_does_not_overwrite_unasked(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("precious")
    result = idic("backup", str(tmp_path / "b"), home=tmp_path / "home")
    assert result.returncode == exit_codes.REFUSED_INPUT
    assert (tmp_path / "b").read_text() == "precious"
