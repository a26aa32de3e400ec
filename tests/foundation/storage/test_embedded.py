import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from idic.foundation.storage.databases import connect
from idic.foundation.storage.embedded import ensure_running, held_database, is_running, stop
from idic.foundation.storage.errors import DatabaseDamaged, DatabaseTooNew, DatabaseTooOld
from idic.foundation.storage.location import SUPERUSER, EmbeddedLocation
from idic.foundation.storage.running_server import running_server


def value(home: Path, query: str) -> object:
    row = connect(EmbeddedLocation(home).address()).execute(query).fetchone()
    assert row is not None
    return row[0]


def server_pid(home: Path) -> int:
    server = running_server(EmbeddedLocation(home).data)
    assert server is not None
    return server.pid


def kill_server(home: Path) -> int:
    pid = server_pid(home)
    os.kill(pid, signal.SIGKILL)
    while is_running(home):
        time.sleep(0.02)
    return pid


def test_a_new_database_is_durable_and_reads_every_script(home: Path) -> None:
    address = ensure_running(home)
    with connect(address.with_user(SUPERUSER)) as connection:
        settings = dict(
            connection.execute(
                "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes',"
                " 'synchronous_commit', 'data_checksums', 'server_encoding', 'listen_addresses',"
                " 'unix_socket_permissions')"
            ).fetchall()
        )
    assert settings == {
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "data_checksums": "on",
        "server_encoding": "UTF8",
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
    }
    assert value(home, "SELECT lower('ÉCOLE') || 'สมชาย' || '陳'") == "écoleสมชาย陳"


def test_the_owner_of_the_records_is_no_superuser(home: Path) -> None:
    ensure_running(home)
    assert value(home, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert value(home, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'idic'") == "idic"


def test_only_the_server_s_user_may_enter_its_folder(home: Path) -> None:
    ensure_running(home)
    location = EmbeddedLocation(home)
    for folder in (location.root, location.data, location.socket_folder()):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert location.data.stat().st_uid != 0


@pytest.mark.usefixtures("made")
def test_a_running_server_is_used_again(home: Path) -> None:
    first = ensure_running(home)
    pid = server_pid(home)
    assert ensure_running(home) == first
    assert server_pid(home) == pid


def test_two_starts_at_once_end_with_one_server(home: Path) -> None:
    starts = [threading.Thread(target=ensure_running, args=(home,)) for _ in range(2)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert value(home, "SELECT 1") == 1


@pytest.mark.usefixtures("made")
def test_what_was_acknowledged_survives_a_killed_server(home: Path) -> None:
    connection = connect(ensure_running(home), autocommit=True)
    connection.execute("CREATE TABLE word (text text)")
    connection.execute("INSERT INTO word SELECT 'kept' FROM generate_series(1, 1000)")
    with connection.transaction():
        # so large that it goes to the disk with the commit, and not through the log
        connection.execute(
            "CREATE TABLE many AS SELECT n, repeat('x', 50) AS text FROM generate_series(1, 100000) AS n"
        )
        connection.execute("CREATE INDEX many_n ON many (n)")
    connection.execute("BEGIN")
    connection.execute("INSERT INTO word VALUES ('never acknowledged')")
    kill_server(home)
    ensure_running(home)
    assert (
        value(home, "SELECT (SELECT count(*) FROM many) || '/' || text FROM many WHERE n = 99999")
        == f"100000/{'x' * 50}"
    )
    assert value(home, "SELECT count(*) FILTER (WHERE text = 'kept') || '/' || count(*) FROM word") == "1000/1000"


@pytest.mark.usefixtures("made")
def test_a_server_killed_in_the_middle_of_a_long_statement_starts_again(home: Path) -> None:
    busy = connect(ensure_running(home))
    ended: list[str] = []
    thread = threading.Thread(target=_run_until_cut_off, args=(busy, ended))
    thread.start()
    time.sleep(0.3)
    kill_server(home)
    ensure_running(home)
    thread.join()
    assert ended == ["cut off"]
    assert value(home, "SELECT 1") == 1


def _run_until_cut_off(connection: psycopg.Connection[tuple[object, ...]], ended: list[str]) -> None:
    try:
        connection.execute("SELECT count(*) FROM generate_series(1, 2000000000) AS a (n) WHERE n % 7 = 8")
    except psycopg.OperationalError:
        ended.append("cut off")


@pytest.mark.usefixtures("made")
def test_a_process_number_that_now_belongs_to_another_program_does_not_stop_a_start(home: Path) -> None:
    ensure_running(home)
    kill_server(home)
    file = EmbeddedLocation(home).data / "postmaster.pid"
    lines = file.read_text().splitlines()
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    try:
        file.write_text("\n".join([str(sleeper.pid), *lines[1:]]) + "\n")
        assert not is_running(home)
        ensure_running(home)
        assert server_pid(home) != sleeper.pid
        assert sleeper.poll() is None
    finally:
        sleeper.kill()
        sleeper.wait()


def test_a_creation_that_was_cut_off_is_done_again(home: Path) -> None:
    location = EmbeddedLocation(home)
    ensure_running(home)
    stop(home)
    location.data.rename(location.unfinished_data)
    (location.unfinished_data / "PG_VERSION").unlink()
    ensure_running(home)
    assert value(home, "SELECT 1") == 1


def test_a_home_with_a_long_path_gets_a_short_private_socket(tmp_path: Path) -> None:
    home = tmp_path / ("long " * 20) / ("ยาว" * 10)
    home.mkdir(parents=True)
    try:
        address = ensure_running(home)
        assert len(address.host) < 100
        assert stat.S_IMODE(Path(address.host).stat().st_mode) == 0o700
        assert EmbeddedLocation(home).address() == address
        stop(home)
        assert ensure_running(home) == address
        assert value(home, "SELECT 1") == 1
    finally:
        stop(home)
        Path(EmbeddedLocation(home).socket_folder()).rmdir()


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("version", "error", "word"), [("16", DatabaseTooOld, "old"), ("19", DatabaseTooNew, "new")])
def test_data_of_another_major_version_is_refused(home: Path, version: str, error: type[Exception], word: str) -> None:
    location = EmbeddedLocation(home)
    ensure_running(home)
    stop(home)
    file = location.data / "PG_VERSION"
    file.write_text(f"{version}\n")
    with pytest.raises(error, match=f"too {word}: it was written by PostgreSQL {version}"):
        ensure_running(home)


@pytest.mark.usefixtures("made")
def test_a_data_folder_with_other_things_in_it_is_left_alone(home: Path) -> None:
    ensure_running(home)
    stop(home)
    location = EmbeddedLocation(home)
    (location.data / "PG_VERSION").rename(location.data / "moved")
    with pytest.raises(DatabaseDamaged):
        ensure_running(home)


@pytest.mark.usefixtures("made")
def test_the_last_holder_to_leave_stops_the_server(home: Path) -> None:
    with held_database(home):
        with held_database(home):
            assert is_running(home)
        assert is_running(home)
    assert not is_running(home)


@pytest.mark.usefixtures("made")
def test_a_holder_that_is_killed_holds_nothing(home: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from idic.foundation.storage.embedded import held_database\n"
        "with held_database(Path(sys.argv[1])): print('up', flush=True); time.sleep(600)"
    )
    holder = subprocess.Popen([sys.executable, "-c", program, str(home)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    holder.kill()
    holder.wait()
    holder.stdout.close()
    assert is_running(home)
    with held_database(home):
        assert is_running(home)
    assert not is_running(home)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_an_ordinary_user_runs_the_server_directly_and_root_may_join(tmp_path: Path) -> None:
    user = pwd.getpwnam("nobody")
    home = tmp_path / "home of nobody"
    home.mkdir()
    os.chown(home, user.pw_uid, user.pw_gid)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(folder.stat().st_mode | 0o111)
    program = (
        "import sys; from pathlib import Path; from idic.foundation.storage.embedded import ensure_running\n"
        "ensure_running(Path(sys.argv[1]))"
    )
    python = shutil.which("python3.11", path="/usr/bin:/usr/local/bin")
    if python is None:
        pytest.skip("no Python lies where an ordinary user may run it")
    result = subprocess.run(
        [python, "-c", program, str(home)],
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
        cwd="/",
        env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    try:
        assert EmbeddedLocation(home).data.stat().st_uid == user.pw_uid
        stop(home)
        ensure_running(home)
        assert value(home, "SELECT 1") == 1
        assert EmbeddedLocation(home).data.stat().st_uid == user.pw_uid
    finally:
        stop(home)


@pytest.mark.usefixtures("made")
def test_a_statement_that_failed_leaves_none_of_its_values_in_the_log(home: Path) -> None:
    ensure_running(home)
    with connect(EmbeddedLocation(home).address()) as connection:
        connection.execute("CREATE TEMPORARY TABLE told (email text PRIMARY KEY)")
        connection.execute("INSERT INTO told VALUES ('somchai@kettle.example')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO told VALUES ('somchai@kettle.example')")
        connection.rollback()
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT 'somchai'::integer")
    assert "somchai" not in EmbeddedLocation(home).log.read_text()
