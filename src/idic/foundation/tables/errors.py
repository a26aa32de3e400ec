from typing import ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class TableError(Exception):
    """A file, mapping or export that is refused. `code` is for machines, `message` for people in their language."""

    code: ClassVar[str] = "table_error"
    template: ClassVar[str | Promise] = _("The file cannot be used.")

    def __init__(self, **values: object) -> None:
        super().__init__(self.code, values)
        self.values = values

    @property
    def message(self) -> str:
        return str(self.template) % self.values

    def __str__(self) -> str:
        try:
            return self.message
        except ImproperlyConfigured:  # read in a notebook, where no language was ever chosen
            return f"{self.code}: {self.values}"


class FileNotReadable(TableError):
    code = "file_not_readable"
    template = _("%(file)s cannot be opened. Check that it exists and that you may read it.")


class EmptyFile(TableError):
    code = "empty_file"
    template = _("%(file)s is empty. Choose a file with a header row and at least one row below it.")


class NoDataRows(TableError):
    code = "no_data_rows"
    template = _("%(file)s has a header but no rows below it. Nothing can be imported from it.")


class NoHeaderRow(TableError):
    code = "no_header_row"
    template = _(
        "Row %(row)s of %(file)s holds values (%(excerpt)s) where column names should stand. "
        "Add a first row with the name of each column."
    )


class TooManyColumns(TableError):
    code = "too_many_columns"
    template = _("%(file)s has %(count)s columns; at most %(limit)s are read. Check the delimiter.")


class UnsupportedContent(TableError):
    code = "unsupported_content"
    template = _(
        "%(file)s holds %(content)s, which is not a table that can be read. "
        "Save it as CSV, Excel (.xlsx), Parquet or JSON lines."
    )


class BinaryContent(TableError):
    code = "binary_content"
    template = _("%(file)s is not text: it is full of NUL bytes. Save it as CSV (UTF-8) or Excel (.xlsx).")


class UnknownEncoding(TableError):
    code = "unknown_encoding"
    template = _("%(encoding)s is not an encoding that can be chosen. Choose one of: %(choices)s.")


class WrongEncoding(TableError):
    code = "wrong_encoding"
    template = _("%(file)s is not written in %(encoding)s (near row %(row)s). Choose %(suggestion)s instead.")


class UndecodableText(TableError):
    code = "undecodable_text"
    template = _(
        "%(file)s is not written in %(encoding)s (near row %(row)s), and no other known encoding fits either. "
        "Save it again as CSV (UTF-8)."
    )


class UnknownDelimiter(TableError):
    code = "unknown_delimiter"
    template = _("A delimiter is one of comma, semicolon, tab or vertical bar; %(delimiter)s is not.")


class WrongDelimiter(TableError):
    code = "wrong_delimiter"
    template = _("%(file)s is not divided by %(delimiter)s. Choose %(suggestion)s instead.")


class LineTooLong(TableError):
    code = "line_too_long"
    template = _(
        "Row %(row)s of %(file)s is longer than %(limit)s characters. Check that the file has line ends and is a table."
    )


class UnclosedQuote(TableError):
    code = "unclosed_quote"
    template = _(
        "In row %(row)s of %(file)s a quotation mark opens and does not close, so the rows after it cannot be told "
        "apart. Close it, or double it if it belongs to the text."
    )


class UnpacksTooLarge(TableError):
    code = "unpacks_too_large"
    template = _(
        "%(file)s unpacks to more than %(limit)s, which no honest table of its size does. "
        "Unpack it yourself and import the parts."
    )


class TooManyParts(TableError):
    code = "too_many_parts"
    template = _("%(file)s is a workbook of %(count)s parts; at most %(limit)s are read. Save the sheet as CSV.")


class SheetTooLarge(TableError):
    code = "sheet_too_large"
    template = _(
        "The sheet %(sheet)s spans %(count)s cells; at most %(limit)s are read. "
        "Remove stray cells far from the table, or save the sheet as CSV."
    )


class FileTooLarge(TableError):
    code = "file_too_large"
    template = _("%(file)s is larger than the %(limit)s that can be read in this format. Save it as CSV.")


class RowGroupTooLarge(TableError):
    code = "row_group_too_large"
    template = _("%(file)s has a row group of more than %(limit)s. Write it again with smaller row groups.")


class ColumnTooLarge(TableError):
    code = "column_too_large"
    template = _("The column %(column)s of %(file)s holds texts of more than %(limit)s in one batch. Leave it out.")


class TruncatedFile(TableError):
    code = "truncated_file"
    template = _("%(file)s breaks off before its end. Copy or download it again.")


class DamagedFile(TableError):
    code = "damaged_file"
    template = _("%(file)s is damaged and cannot be unpacked or read. Copy or download it again.")


class PasswordProtected(TableError):
    code = "password_protected"
    template = _("%(file)s is locked with a password. Save a copy without one.")


class UnknownSheet(TableError):
    code = "unknown_sheet"
    template = _("%(file)s has no sheet named %(sheet)s. Choose one of: %(choices)s.")


class NestedColumns(TableError):
    code = "nested_columns"
    template = _("Columns %(columns)s of %(file)s hold lists, records or bytes. Leave them out or flatten them.")
