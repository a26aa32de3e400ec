from __future__ import annotations

import logging
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from idic.foundation.logs import Line


def line_of(error: BaseException) -> str:
    try:
        raise error
    except BaseException:  # as the log gets it
        record = logging.LogRecord("idic", logging.ERROR, __file__, 1, "it went wrong", (), sys.exc_info())
    return Line("%(levelname)s %(message)s").format(record)


def test_an_error_is_told_with_its_place_and_without_the_data_that_it_quotes() -> None:
    line = line_of(ValueError("cannot read somchai@kettle.example"))
    assert line.startswith("ERROR it went wrong\nTraceback (most recent call last):\n")
    assert "test_logs.py" in line
    assert "raise error" in line
    assert line.endswith("\nValueError")
    assert "somchai" not in line


def test_what_led_to_it_stands_first_and_is_as_silent() -> None:
    text = "".join(["0849", "876543", "x"])
    try:
        try:
            int(text)
        except ValueError as first:
            raise LookupError(text) from first
    except LookupError as error:
        line = line_of(error)
    assert line.index("\nValueError\n") < line.index("\nLookupError")
    assert "0849876543" not in line


def test_errors_of_the_program_are_told_as_they_are() -> None:
    assert line_of(AttributeError("'Case' object has no attribute 'kolour'")).endswith("has no attribute 'kolour'")
    gone = FileNotFoundError(2, "No such file or directory", "/srv/idic/files/ab/cdef")
    assert line_of(gone).endswith("'/srv/idic/files/ab/cdef'")
    assert line_of(ConnectionResetError(104, "Connection reset by somchai.example")).endswith(
        "\nConnectionResetError (104)"
    )


@pytest.mark.django_db
def test_the_database_is_told_by_code_and_rule_and_not_by_the_row() -> None:
    written = ["somchai@kettle.example"] * 2
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE told (email text CONSTRAINT told_once UNIQUE)")
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            cursor.execute("INSERT INTO told VALUES (%s), (%s)", written)
    line = line_of(caught.value)
    assert "somchai" in str(caught.value)
    assert "sqlstate 23505" in line
    assert "told_once" in line
    assert "somchai" not in line


def test_the_log_of_the_product_is_written_so() -> None:
    assert settings.LOGGING["formatters"]["line"]["()"] == f"{Line.__module__}.{Line.__qualname__}"
