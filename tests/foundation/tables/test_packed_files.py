import gzip
import os
from pathlib import Path

import pytest
import zstandard

from idic.foundation.tables import TableError, limits, open_table

TEXT = b"id,name\n" + b"".join(b"%d,name %d %s\n" % (n, n, os.urandom(8).hex().encode()) for n in range(60_000))


def refusal_code(path: Path) -> str:
    with pytest.raises(TableError) as caught:
        list(open_table(path).batches())
    return caught.value.code


@pytest.mark.parametrize("name", ["file.csv.gz", "file.csv.zst", "no_suffix"])
def test_packed_text_is_read_by_its_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(zstandard.compress(TEXT) if "zst" in name else gzip.compress(TEXT))
    table = open_table(path)
    assert sum(len(batch) for batch in table.batches()) == 60_000
    assert table.row_estimate == pytest.approx(60_000, rel=0.1)


def test_gzip_of_several_members_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "file.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,2\n") + gzip.compress(b"3,4\n"))
    assert sum(len(batch) for batch in open_table(path).batches()) == 2


@pytest.mark.parametrize("kept", [0.2, 0.9, 0.9999])
@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_a_truncated_file_is_refused(tmp_path: Path, packing: str, kept: float) -> None:
    packed = gzip.compress(TEXT) if packing == "gz" else zstandard.compress(TEXT)
    path = tmp_path / f"file.csv.{packing}"
    path.write_bytes(packed[: int(len(packed) * kept)])
    assert refusal_code(path) == "truncated_file"


def test_damaged_bytes_are_refused(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[len(packed) // 2 : len(packed) // 2 + 50] = b"\xff" * 50
    path = tmp_path / "file.csv.gz"
    path.write_bytes(packed)
    assert refusal_code(path) in {"damaged_file", "wrong_encoding", "undecodable_text"}


@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_a_bomb_is_refused_while_it_unpacks(tmp_path: Path, packing: str) -> None:
    content = b"id,name\n" + b"1,aaaaaaaaaaaaaaaa\n" * 4_000_000
    path = tmp_path / f"bomb.csv.{packing}"
    path.write_bytes(gzip.compress(content, 9) if packing == "gz" else zstandard.compress(content))
    assert len(content) > limits.UNPACK_RATIO_FREE_BYTES
    assert refusal_code(path) == "unpacks_too_large"


def test_total_size_is_limited_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", limits.MIB)
    path = tmp_path / "file.csv.gz"
    path.write_bytes(gzip.compress(TEXT))
    assert refusal_code(path) == "unpacks_too_large"


def test_a_packed_workbook_or_gzip_in_gzip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.csv.gz"
    path.write_bytes(gzip.compress(b"PK\x03\x04" + b"\0" * 100))
    assert refusal_code(path) == "unsupported_content"
    path.write_bytes(gzip.compress(b"PAR1" + b"\0" * 100))
    assert refusal_code(path) == "unsupported_content"
    path.write_bytes(gzip.compress(b""))
    assert refusal_code(path) == "empty_file"
