"""Rows as the database reads them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from idic.domain.identify.importing.customer_rows import Reading
from idic.domain.identify.importing.normalisers import normalised
from idic.domain.identify.importing.rows import Chunk
from idic.domain.identify.importing.staging import COLUMNS, TABLES

ODD = ["back\\slash", "tab\there", 'quote "x"', "multi\nline", "\\N", "{a,b}", "NULL", "สมชาย ใจดี", "plain", "𠮷野家"]


def read() -> bytes:
    columns = {
        "source_id": [f"K {text}" for text in ODD], "name": [f"{text} x" for text in ODD], "email": list(ODD),
        "phone": list(ODD), "note": list(ODD), "birth_date": ["1990-01-31", "1990", *[""] * (len(ODD) - 2)],
    }  # fmt: skip
    chunk = Chunk(list(range(2, 2 + len(ODD))), columns, None)
    reading = Reading({name: name for name in columns}, {}, "Asia/Bangkok", date(2026, 11, 22), [])
    return next(normalised([chunk], reading, rows_expected=len(ODD))).text


@pytest.mark.django_db
def test_signs_that_the_database_reads_otherwise_arrive_as_they_were_written() -> None:
    text = read()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE arrived ({TABLES['row']}) ON COMMIT DROP")
        with cursor.cursor.copy(f"COPY arrived ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            copy.write(text)
        cursor.execute(
            "SELECT key, payload->>'note', payload->>'email', birth_date, birth_year FROM arrived ORDER BY row_no"
        )
        found = cursor.fetchall()
    assert [row[0] for row in found] == [f"K {text}" for text in ODD]
    assert [row[1] for row in found] == ODD
    assert [row[2] for row in found] == ODD
    assert [row[3:] for row in found[:3]] == [(date(1990, 1, 31), 1990), (None, 1990), (None, None)]
