import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from idic.doors.cli import exit_codes
from idic.doors.cli.errors import CommandRefused
from idic.doors.cli.installation import open_installation

if TYPE_CHECKING:
    from idic.domain.identify.models import ImportBatch

_PIECE = 1 << 20
_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "\\t": "\t"}
DEFAULT_SOURCE = "file"
_LONGEST_CODE = 40


@click.command(
    epilog="\b\nExamples:\n"
    "  idic import customers.xlsx --as customers --source crm\n"
    "  idic import purchases.csv.gz --as purchases --source till --date-order dmy\n"
    "  idic import purchases.parquet --as purchases --dry-run --json\n"
    "\b\nThe columns are guessed and the mapping is remembered for the next file of the same source.\n"
    'A mapping FILE is JSON: {"kind": "customers", "fields": {"source_id": "CARD_NO", "name": "CUST_NM"}}.\n'
    "The same file again changes nothing. Rows that cannot be taken are counted by reason; the page\n"
    "“Imports” lists them.\n"
    "\b\nExit codes: 0 taken, perhaps but for refused rows · 5 the file, the mapping or every row was refused."
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "kind", type=click.Choice(["customers", "purchases"]), required=True, help="What the rows are.")
@click.option(
    "--source",
    default=DEFAULT_SOURCE,
    show_default=True,
    metavar="CODE",
    help="The system the file comes from. The same number from the same source is the same customer.",
)
@click.option(
    "--map", "map_file", type=click.Path(path_type=Path), help="Mapping of fields to columns, instead of the guess."
)
@click.option("--encoding", help="utf-8, cp874, gb18030, big5, latin-1, utf-16 … instead of the guess.")
@click.option("--delimiter", help="comma, semicolon, tab, bar or the sign itself.")
@click.option("--sheet", help="Sheet of a workbook, instead of the first.")
@click.option("--date-order", type=click.Choice(["dmy", "mdy", "ymd"]), help="Where day and month could be exchanged.")
@click.option("--decimal", type=click.Choice([",", "."]), help="Decimal mark of the numbers.")
@click.option("--currency", metavar="CODE", help="Currency of rows that name none.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--dry-run", is_flag=True, help="Do everything, tell what would happen, keep nothing.")
def command(
    file: Path,
    kind: str,
    source: str,
    map_file: Path | None,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    date_order: str | None,
    decimal: str | None,
    currency: str | None,
    as_json: bool,
    dry_run: bool,
) -> None:
    """Bring in the customers or the purchases of FILE: CSV (also .gz, .zst), Excel, Parquet or JSON lines."""
    if not file.is_file():
        raise CommandRefused(f"{file} does not exist, or is no file.", exit_codes.REFUSED_INPUT)
    options = {
        "encoding": encoding,
        "delimiter": _DELIMITERS.get(delimiter or "", delimiter),
        "sheet": sheet,
        "date_order": date_order,
        "decimal": decimal,
        "currency": _checked_currency(currency),
    }
    with open_installation():
        result = _take(
            file,
            kind,
            source,
            _read_mapping(map_file, kind),
            {name: value for name, value in options.items() if value},
            keep=not dry_run,
        )
    click.echo(json.dumps(result, ensure_ascii=False) if as_json else _told(result))
    if result["rows"] and result["refused"] == result["rows"]:
        raise CommandRefused("Every row was refused.", exit_codes.REFUSED_INPUT)


def _checked_currency(code: str | None) -> str | None:
    if code is not None and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise click.BadParameter("a currency is a code of three letters such as THB", param_hint="--currency")
    return code.upper() if code else None


def _read_mapping(path: Path | None, kind: str) -> dict[str, str] | None:
    if path is None:
        return None
    from idic.foundation.tables.errors import TableError
    from idic.foundation.tables.mapping import ColumnMapping

    try:
        mapping = ColumnMapping.from_json(path.read_bytes())
    except OSError:
        raise CommandRefused(f"{path} cannot be read.", exit_codes.REFUSED_INPUT) from None
    except TableError as error:
        raise CommandRefused(str(error), exit_codes.REFUSED_INPUT) from error
    if mapping.kind != kind:
        raise CommandRefused(f"{path} maps {mapping.kind}, not {kind}.", exit_codes.REFUSED_INPUT)
    return {name: choice.column for name, choice in mapping.choices.items()}


def _take(
    file: Path, kind: str, source_code: str, mapping: dict[str, str] | None, options: dict[str, str], *, keep: bool
) -> dict[str, object]:
    """One transaction from the source to the last row: a file that is refused, or a command that is killed, leaves
    nothing to be seen."""
    from django.db import transaction
    from django.utils.text import slugify

    from idic.domain.identify.errors import IdentifyError
    from idic.domain.identify.operations.imports.now import import_now
    from idic.domain.identify.operations.imports.upload import configure_import, upload_import
    from idic.domain.identify.operations.sources import DESK_CODE, ensure_source
    from idic.foundation.files.storage import remove_file

    code = slugify(source_code)
    if not code or len(code) > _LONGEST_CODE or len(source_code) > _LONGEST_CODE:
        raise click.BadParameter(
            f"a source is named by at most {_LONGEST_CODE} letters, digits and hyphens", param_hint="--source"
        )
    if code == DESK_CODE:
        raise click.BadParameter(
            f"{DESK_CODE} is what people type into IDIC; name the system that wrote the file", param_hint="--source"
        )
    path, done = "", False
    try:
        with transaction.atomic():
            source = ensure_source(code=code, name=source_code, by=None)
            batch = upload_import(
                _pieces(file), file_name=file.name, kind=kind, source=source, by=None, options=options
            )
            path = batch.path
            if mapping is not None:
                configure_import(batch, mapping=mapping, options=batch.options, by=None)
            with _Bar(file.name) as listener:
                batch = import_now(batch, by=None, listener=listener)
            result = _result(batch, dry_run=not keep)
            if not keep:
                transaction.set_rollback(True)
        done = keep
    except IdentifyError as refusal:
        raise CommandRefused(str(refusal), exit_codes.REFUSED_INPUT) from refusal
    finally:
        if path and not done:
            remove_file(path)
    return result


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece


class _Bar:
    """Progress on standard error; nothing where that is no terminal."""

    _WORDS = {"read": "Reading the rows", "match": "Recognising known customers", "apply": "Storing the purchases",
              "finish": "Writing down the result"}  # fmt: skip

    def __init__(self, label: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
            console=console, disable=not console.is_terminal,
        )  # fmt: skip
        self._task = self._progress.add_task(label, total=None)

    def __enter__(self) -> Callable[[str, int, int], None]:
        self._progress.start()
        return self._listen

    def __exit__(self, *_error: object) -> None:
        self._progress.stop()

    def _listen(self, step: str, done: int, total: int) -> None:
        self._progress.update(self._task, description=self._WORDS.get(step, step), completed=done, total=total or None)


def _result(batch: "ImportBatch", *, dry_run: bool) -> dict[str, object]:
    from idic.domain.identify.queries.imports import refusals_by_code

    refused = refusals_by_code(batch) if batch.refused_count else []
    return {
        "file": batch.file_name,
        "as": batch.kind,
        "source": batch.source.code,
        "dry_run": dry_run,
        "import": None if dry_run else batch.pk,
        "rows": batch.row_count,
        "new": batch.new_count,
        "changed": batch.changed_count,
        "unchanged": batch.unchanged_count,
        "refused": batch.refused_count,
        "refusals": [{"code": code, "reason": sentence, "rows": count} for code, sentence, count in refused],
        "mapping": batch.mapping,
        "options": batch.options,
        "figures": {name: value for name, value in batch.figures.items() if name != "refused_by_code"},
    }


def _told(result: dict[str, object]) -> str:
    lines = [
        "Nothing was kept (--dry-run). This would have happened:"
        if result["dry_run"]
        else f"Import {result['import']} is done.",
        "  ".join(f"{name} {_shown(result[name])}" for name in ("rows", "new", "changed", "unchanged", "refused")),
    ]
    figures = result["figures"]
    assert isinstance(figures, dict)
    for name, value in figures.items():
        for inner, count in value.items() if isinstance(value, dict) else [("", value)]:
            if count:
                lines.append(
                    f"{_shown(count):>12}  {name.replace('_', ' ')}{': ' if inner else ''}{inner.replace('_', ' ')}"
                )
    refusals = result["refusals"]
    assert isinstance(refusals, list)
    if refusals:
        lines.append("Refused rows by reason:")
        lines += [f"{_shown(refusal['rows']):>12}  {refusal['reason']}" for refusal in refusals]
    return "\n".join(lines)


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
