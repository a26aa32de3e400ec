"""Columns of the prepared table that are no field's: the row number, the number of the table, the script of the name."""

from typing import Final

RECORD: Final = "record"
SOURCE: Final = "source_number"
STRATUM: Final = "stratum"
