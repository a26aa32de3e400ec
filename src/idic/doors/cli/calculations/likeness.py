from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from idic.doors.cli.calculations import options

if TYPE_CHECKING:
    from idic.methods.likeness import Collection

_TEXT = (
    "text",
    "message",
    "description",
    "subject",
    "body",
    "comment",
    "review",
    "ข้อความ",
    "รายละเอียด",
    "内容",
    "文本",
    "內容",
)
_MOST_ROWS = 50_000
_REASONS = 24


@click.command(
    "likeness",
    epilog="\b\nExamples:\n  idic calc likeness cases.csv --text description --like 'charged twice'\n"
    "  idic calc likeness cases.xlsx --label reason --out pairs.xlsx",
)
@options.table_options
@click.option("--text", metavar="COLUMN", help="The column with the texts.")
@click.option("--label", metavar="COLUMN", help="A column that like texts have in common: how often they do is shown.")
@click.option("--like", metavar="TEXT", help="Only what is most like this; otherwise every text and those like it.")
@click.option("--k", type=click.IntRange(1, 100), default=5, show_default=True, help="How many for each text.")
@options.output_options
def command(**values: Any) -> None:
    """Texts that say nearly the same, in Thai, Chinese and languages with spaces.

    FILE has one row per text. The share is the score as a part of what the text itself would have.
    """
    import polars as pl

    from idic.doors.cli.calculations.given import Given
    from idic.doors.cli.calculations.report import Report, check_output, publish
    from idic.doors.cli.calculations.source import refuse
    from idic.doors.cli.progress import say
    from idic.methods.likeness import Collection, terms_of

    output = options.taken_output(values)
    check_output(output, values["files"])
    given = Given(
        values["files"],
        options.reading_of(values),
        {"text": (values["text"], _TEXT), "label": (values["label"], ())},
        optional=("label",),
    )
    given.rows.report()
    table = given.table.filter(pl.col("text").is_not_null())
    if not 0 < table.height <= _MOST_ROWS:
        refuse(f"The file has {table.height:,} texts; from 1 to {_MOST_ROWS:,} can be compared.")
    say("Comparing")
    texts = table["text"].to_list()
    held = Collection([terms_of(text) for text in texts])
    labels = table["label"].to_list() if "label" in given else None
    asked: Sequence[tuple[int | None, str]] = [(None, values["like"])] if values["like"] else list(enumerate(texts))
    numbers = table["#row"].to_list()
    rows: list[dict[str, object]] = []
    agreed = compared = 0
    for place, text in asked:
        query = terms_of(text)
        found = held.most_alike(query, k=values["k"], but=place)
        if labels is not None and place is not None and labels[place] is not None:
            compared += values["k"]
            agreed += sum(labels[other] == labels[place] for other, _ in found)
        rows.extend(
            {
                "row": None if place is None else numbers[place], "like_row": numbers[other],
                "share": held.share(query, score), "text": text, "like_text": texts[other],
                "because": _because(text, texts[other], held),
            }
            for other, score in found
        )  # fmt: skip
    frame = pl.DataFrame(
        rows,
        schema={
            "row": pl.Int64, "like_row": pl.Int64, "share": pl.Float64, "text": pl.String, "like_text": pl.String,
            "because": pl.String,
        },
    )  # fmt: skip
    publish(
        Report(
            method="likeness", files=given.files, rows=given.rows, as_of=None, settings={"k": values["k"]},
            results={
                "texts": table.height, "rows_without_text": given.table.height - table.height,
                "terms": len(held.statistics.frequency),
                **({f"same_label_at_{values['k']}": agreed / compared if compared else None} if labels else {}),
            },
            customers=frame.sort("share", descending=True, maintain_order=True), noun="pairs",
        ),
        output,
    )  # fmt: skip


def _because(text: str, other: str, held: Collection) -> str:
    from idic.methods.likeness import reasons, spans, terms_of

    shared = reasons(terms_of(text), terms_of(other), held.statistics, limit=_REASONS)
    return " … ".join(dict.fromkeys(other[start:end] for start, end in spans(other, shared)))
