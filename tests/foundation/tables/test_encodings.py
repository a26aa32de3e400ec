from pathlib import Path

import pytest

from idic.foundation.tables import TableError, open_table

THAI = "รหัส,ชื่อ,จังหวัด\n1,สมชาย ใจดี,เชียงใหม่\n2,สมหญิง รักไทย,กรุงเทพมหานคร\n3,ปรีชา น้ำใส,ขอนแก่น\n"
SIMPLIFIED = "编号,姓名,城市\n1,王伟,北京\n2,李秀英,广州\n3,张丽,重庆\n"
TRADITIONAL = "編號,姓名,城市\n1,陳怡君,臺北\n2,林志明,高雄\n3,張雅婷,臺中\n"
FRENCH = "id,nom,ville\n1,François,Besançon\n2,Zoé,Orléans\n3,Jürgen,Köln\n"


def written(tmp_path: Path, text: str, codec: str) -> Path:
    path = tmp_path / f"{codec}.csv"
    path.write_bytes(text.encode(codec))
    return path


def text_of(path: Path, encoding: str | None = None) -> str:
    table = open_table(path, encoding=encoding)
    (batch,) = table.batches()
    rows = [table.columns, *zip(*batch.columns.values(), strict=True)]
    return "".join(",".join(str(cell) for cell in row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        (FRENCH, "ascii", "utf-8"),
        (THAI, "utf-8", "utf-8"),
        (THAI, "utf-8-sig", "utf-8-bom"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (THAI, "utf-16-le", "utf-16-le"),
        (TRADITIONAL, "utf-16-be", "utf-16-be"),
        (THAI, "tis-620", "cp874"),
        (THAI.replace("ใจดี", "“ใจดี”"), "cp874", "cp874"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED.replace("王伟", "王㐀𠀀"), "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (FRENCH, "latin-1", "latin-1"),
    ],
)
def test_the_encoding_is_guessed_and_the_text_is_right(tmp_path: Path, text: str, codec: str, found: str) -> None:
    if codec == "ascii":
        text = "id,name\n1,Ann\n"
    path = written(tmp_path, text, codec)
    table = open_table(path)
    assert table.encoding == found
    assert table.encoding_confidence is not None
    assert table.encoding_confidence >= 0.5
    assert text_of(path) == text


@pytest.mark.parametrize(
    ("text", "codec", "chosen", "right"),
    [
        (THAI, "utf-8", "cp874", "utf-8"),
        (THAI, "utf-8", "latin-1", "utf-8"),
        (SIMPLIFIED, "utf-8", "gbk", "utf-8"),
        (THAI, "cp874", "utf-8", "cp874"),
        (THAI, "cp874", "latin-1", "cp874"),
        (SIMPLIFIED, "gb18030", "utf-8", "gb18030"),
        (SIMPLIFIED, "gb18030", "cp874", "gb18030"),
        (TRADITIONAL, "big5", "utf-8", "big5"),
        (THAI, "utf-16", "utf-8", "utf-16"),
    ],
)
def test_a_wrong_choice_is_refused_and_the_right_one_named(
    tmp_path: Path, text: str, codec: str, chosen: str, right: str
) -> None:
    with pytest.raises(TableError) as caught:
        open_table(written(tmp_path, text, codec), encoding=chosen)
    assert caught.value.code == "wrong_encoding"
    assert caught.value.values["suggestion"] == right


def test_a_choice_that_fits_is_obeyed(tmp_path: Path) -> None:
    assert text_of(written(tmp_path, THAI, "tis-620"), encoding="TIS-620") == THAI
    assert text_of(written(tmp_path, FRENCH, "latin-1"), encoding="ISO-8859-1") == FRENCH
    assert text_of(written(tmp_path, SIMPLIFIED, "utf-8-sig"), encoding="utf-8") == SIMPLIFIED


def test_an_encoding_nobody_offers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        open_table(written(tmp_path, THAI, "utf-8"), encoding="ebcdic")
    assert caught.value.code == "unknown_encoding"


def test_letters_far_into_a_plain_file_still_decide(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    path.write_bytes(b"id,name\n" + b"1,Ann Example\n" * 60_000 + "2,สมชาย ใจดี\n3,รักไทย\n".encode("cp874"))
    table = open_table(path)
    assert table.encoding == "cp874"
    *_, last = table.batches()
    assert last.columns["name"][-2:] == ["สมชาย ใจดี", "รักไทย"]


def test_bytes_of_another_encoding_in_the_middle_are_refused_at_their_row(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_bytes(b"id,name\n" + "1,สมชาย\n".encode() * 60_000 + "2,สมชาย ใจดี\n".encode("cp874"))
    with pytest.raises(TableError) as caught:
        list(open_table(path).batches())
    assert caught.value.code == "wrong_encoding"
    assert caught.value.values["row"] == 60_002
    assert caught.value.values["suggestion"] == "cp874"
