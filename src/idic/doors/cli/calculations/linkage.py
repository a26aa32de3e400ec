from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from idic.doors.cli.calculations import options


@click.command(
    "linkage",
    epilog="\b\nExamples:\n  idic calc linkage customers.csv\n  idic calc linkage web.csv shop.parquet --id code --json\n"
    "  idic calc linkage test.csv --truth person --out clusters.csv",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE [FILE]...")
@click.option("--id", "id_column", metavar="COLUMN", help="The column that names a record; default: its row number.")
@click.option("--truth", metavar="COLUMN", help="A column with the true person: precision, recall and F1 are shown.")
@click.option("--skip", metavar="COLUMN", multiple=True, help="A column that is not to be compared (may be repeated).")
@click.option("--duplicates-within", is_flag=True, help="With two files: a file may hold somebody twice.")
@click.option("--false-per-1000", type=click.FloatRange(min=0, max=1000), metavar="N",
              help="Link only as long as no more than N of 1,000 links are expected to be false.")  # fmt: skip
@click.option("--region", metavar="CODE", help="Country of phone numbers without a country code: TH, CN, TW ...")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same result.")
@click.option("--encoding", help="utf-8, cp874, gb18030, big5 ... instead of the guess.")
@click.option("--delimiter", help="comma, semicolon, tab, bar or the sign itself.")
@click.option("--sheet", help="The sheet of a workbook, instead of the first.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of tables.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write every record with its cluster to FILE (.csv, .parquet or .xlsx).")  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace the --out file when it exists.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="How many pairs are printed.")
def command(**values: Any) -> None:
    """Which records are one and the same person or organisation.

    One FILE is searched for duplicates; two or more are linked with one another, each taken to hold everybody once.
    Columns (names, birth dates, phones, e-mail, addresses, codes) are guessed from what they are called and hold; the
    weights are learnt from the records themselves, no example is needed.
    """
    from idic.doors.cli.calculations.matches import Asked, matches, show
    from idic.doors.cli.calculations.report import check_output

    output = options.taken_output(values)
    check_output(output, values["files"])
    show(matches(Asked(**values)), output)
