from __future__ import annotations

import gzip
from pathlib import Path

from idic.foundation.tables import TableKind, open_table
from idic.foundation.tables.fields import ImportKind
from idic.foundation.tables.mapping import guess_mapping

CARDS = """BEGIN:VCARD
VERSION:3.0
UID:42
N:Jaidee;Anan;;นาย;
FN:Anan Jaidee
TEL;TYPE=CELL:081-234-5678
item1.TEL;TYPE="home,voice":02 123 4567
EMAIL;TYPE=INTERNET:anan@example.org
BDAY:1980-02-03
ADR;TYPE=HOME:;;99/1 Rama IV Road\\, Soi 2;Pathum Wan;Bangkok;10330;Thailand
NOTE:Likes tea\\; and
  long walks
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:org
FN:Siam Tea Co.
ORG:Siam Tea Co.;Sales
TEL;VALUE=uri:tel:+66-2-999-9999
END:VCARD
BEGIN:VCARD
VERSION:4.0
NOTE:nobody
END:VCARD
BEGIN:VCARD
FN:王小明
BDAY:--0412
END:VCARD
"""


def test_cards_are_rows_with_names_phones_and_address(tmp_path: Path) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_bytes(CARDS.replace("\n", "\r\n").encode())
    table = open_table(path)
    assert (table.kind, table.row_estimate) == (TableKind.VCARD, 4)
    (batch,) = table.batches()
    first = {name: column[0] for name, column in batch.columns.items()}
    assert first["uid"] == "42"
    assert (first["given name"], first["family name"], first["name prefix"]) == ("Anan", "Jaidee", "นาย")
    assert (first["phone"], first["phone 2"]) == ("081-234-5678", "02 123 4567")
    assert first["address"] == "99/1 Rama IV Road, Soi 2"
    assert (first["district"], first["province"], first["postcode"]) == ("Pathum Wan", "Bangkok", "10330")
    assert first["note"] == "Likes tea; and long walks"
    assert (batch.columns["customer type"][1], batch.columns["full name"][1]) == ("organization", "Siam Tea Co.")
    assert batch.columns["phone"][1] == "+66-2-999-9999"
    assert list(batch.row_numbers) == [1, 2, 4]
    assert [(row.row_number, str(row.reason)) for row in batch.refused] == [(3, "bad_card")]
    assert batch.columns["full name"][2] == "王小明"
    assert batch.columns["birth date"][2] is None


def test_a_card_without_uid_has_the_same_key_every_time_and_packed_files_are_read(tmp_path: Path) -> None:
    keys = []
    for name, content in (("a.vcf", CARDS.encode()), ("b.vcf.gz", gzip.compress(CARDS.encode()))):
        path = tmp_path / name
        path.write_bytes(content)
        (batch,) = open_table(path).batches()
        keys.append(batch.columns["uid"])
    assert keys[0] == keys[1]
    assert str(keys[0][1]).startswith("card-")


def test_the_columns_of_a_card_are_mapped_without_a_hand(tmp_path: Path) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_text(CARDS, encoding="utf-8")
    table = open_table(path)
    mapping = guess_mapping(table.columns, table.sample(), ImportKind.CUSTOMERS)
    found = {field: choice.column for field, choice in mapping.choices.items()}
    assert found["source_id"] == "uid"
    assert (found["phone"], found["phone2"], found["birth_date"]) == ("phone", "phone 2", "birth date")
    assert (found["kind"], found["title"]) == ("customer type", "name prefix")
