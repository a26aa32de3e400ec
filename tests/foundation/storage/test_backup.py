import datetime
import stat
import tarfile
from pathlib import Path

import psycopg
import pytest

from idic.foundation.configuration import Configuration, load_configuration
from idic.foundation.storage import restore
from idic.foundation.storage.backup import write_backup
from idic.foundation.storage.databases import check_server, connect
from idic.foundation.storage.embedded import ensure_running, quiet
from idic.foundation.storage.errors import BackupDamaged, BackupRefused, DatabaseUnreachable
from idic.foundation.storage.restore import finish_interrupted_restore, restore_backup

AT = datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture
def installation(home: Path, made: None) -> Configuration:
    configuration = load_configuration({"IDIC_HOME": str(home)})
    ensure_running(home)
    with connect(configuration.database) as connection:
        connection.execute("CREATE TABLE event (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, word text)")
        connection.execute("INSERT INTO event (word) VALUES ('สมชาย'), ('陳'), ('rolled on')")
        connection.execute("DELETE FROM event WHERE id = 3")
    folder = configuration.files_folder / "2026" / "ใบเสร็จ"
    folder.mkdir(parents=True)
    (folder / "a slip.pdf").write_bytes(b"%PDF" + bytes(range(256)) * 5000)
    (configuration.files_folder / "empty").touch()
    return configuration


def write(configuration: Configuration, target: Path) -> Path:
    write_backup(configuration, target, at=AT, say=quiet)
    return target


def put_back(configuration: Configuration, source: Path, *, replace: bool = True) -> None:
    restore_backup(configuration, source, replace=replace, say=quiet)


def words(configuration: Configuration) -> list[tuple[object, ...]]:
    with connect(configuration.database) as connection:
        return connection.execute("SELECT id, word FROM event ORDER BY id").fetchall()


def files(configuration: Configuration) -> dict[str, bytes]:
    root = configuration.files_folder
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_backup_brings_back_rows_files_and_secret(installation: Configuration, tmp_path: Path) -> None:
    before = (words(installation), files(installation), (installation.home / "secret").read_text())
    backup = write(installation, tmp_path / "monday.idic")
    with connect(installation.database) as connection:
        connection.execute("INSERT INTO event (word) VALUES ('later')")
    (installation.files_folder / "later").write_text("later")
    (installation.home / "secret").write_text("x" * 64)
    installation.warehouse_folder.mkdir()
    put_back(installation, backup)
    assert (words(installation), files(installation), (installation.home / "secret").read_text()) == before
    assert not installation.warehouse_folder.exists()
    assert not (installation.home / "restore-staging").exists()


def test_event_numbers_keep_ascending_after_a_restore(installation: Configuration, tmp_path: Path) -> None:
    put_back(installation, write(installation, tmp_path / "b"))
    with connect(installation.database) as connection:
        row = connection.execute("INSERT INTO event (word) VALUES ('next') RETURNING id").fetchone()
    assert row == (4,)


def test_a_backup_goes_into_an_empty_installation_without_asking(
    installation: Configuration, tmp_path: Path, home: Path
) -> None:
    backup = write(installation, tmp_path / "b")
    expected = words(installation)
    with connect(installation.database) as connection:
        connection.execute("DROP TABLE event")
    for path in (installation.files_folder / "empty", *installation.files_folder.rglob("*.pdf")):
        path.unlink()
    for folder in sorted(installation.files_folder.rglob("*"), reverse=True):
        folder.rmdir()
    put_back(installation, backup, replace=False)
    assert words(installation) == expected


def test_records_are_not_replaced_without_the_word_for_it(installation: Configuration, tmp_path: Path) -> None:
    backup = write(installation, tmp_path / "b")
    with pytest.raises(BackupRefused, match="--replace"):
        put_back(installation, backup, replace=False)
    assert len(words(installation)) == 2


def test_a_restore_waits_for_nobody_who_is_still_working(installation: Configuration, tmp_path: Path) -> None:
    backup = write(installation, tmp_path / "b")
    with connect(installation.database), pytest.raises(BackupRefused, match="Stop IDIC"):
        put_back(installation, backup)


def test_a_backup_is_closed_to_other_users_and_leaves_nothing_beside_it(
    installation: Configuration, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    backup = write(installation, folder / "b")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert list(folder.iterdir()) == [backup]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_damaged_backup_is_refused_and_changes_nothing(
    installation: Configuration, tmp_path: Path, part: float
) -> None:
    content = bytearray(write(installation, tmp_path / "b").read_bytes())
    before = (words(installation), files(installation))
    (tmp_path / "cut").write_bytes(content[: int(len(content) * part)])
    place = content.index(bytes(range(256)) * 2)
    content[place] ^= 1
    (tmp_path / "flipped").write_bytes(content)
    for name in ("cut", "flipped"):
        with pytest.raises(BackupDamaged):
            put_back(installation, tmp_path / name)
    assert (words(installation), files(installation)) == before
    assert not (installation.home / "restore-staging").exists()


def test_a_backup_cannot_write_outside_its_place(installation: Configuration, tmp_path: Path) -> None:
    backup = tmp_path / "evil"
    with tarfile.open(backup, "w") as archive:
        archive.addfile(tarfile.TarInfo("files/../../outside"))
    with pytest.raises(BackupDamaged, match="has no place"):
        put_back(installation, backup)
    assert not (installation.home.parent / "outside").exists()


class Cut(Exception):
    pass


@pytest.mark.parametrize(("step", "outcome"), [("_switch", "undone"), ("_complete", "completed")])
def test_a_restore_that_is_cut_off_is_undone_or_completed_at_the_next_start(
    installation: Configuration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, outcome: str
) -> None:
    backup = write(installation, tmp_path / "b")
    old = words(installation)
    with connect(installation.database) as connection:
        connection.execute("INSERT INTO event (word) VALUES ('later')")
    (installation.files_folder / "later").write_text("later")

    def cut_off(*_: object) -> None:
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(restore, step, cut_off)
        with pytest.raises(Cut):
            put_back(installation, backup)
    said: list[str] = []
    finish_interrupted_restore(installation, said.append)
    assert outcome in said[0]
    assert (words(installation) == old) is (outcome == "completed")
    assert ("later" in files(installation)) is (outcome == "undone")
    with connect(installation.database.with_name("postgres")) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'idic%'").fetchall()
    assert rows == [("idic",)]
    finish_interrupted_restore(installation, said.append)
    assert len(said) == 1


def test_a_user_who_may_not_make_a_database_is_told_how(installation: Configuration, tmp_path: Path) -> None:
    backup = write(installation, tmp_path / "b")
    with connect(installation.database.with_user("postgres"), autocommit=True) as connection:
        connection.execute("ALTER ROLE idic NOCREATEDB")
    with pytest.raises(BackupRefused, match="CREATEDB"):
        put_back(installation, backup)
    assert len(words(installation)) == 2


def test_a_database_that_cannot_be_reached_is_named_without_its_password(home: Path) -> None:
    address = load_configuration(
        {"IDIC_HOME": str(home), "DATABASE_URL": "postgresql://idic:hunter2@127.0.0.1:9/idic"}
    ).database
    with pytest.raises(DatabaseUnreachable, match=r"127\.0\.0\.1:9/idic") as refusal:
        check_server(address)
    assert "hunter2" not in str(refusal.value)
    assert isinstance(refusal.value.__context__, psycopg.OperationalError)
