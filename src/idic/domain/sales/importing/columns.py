"""Purchase lines by column: what most rows of a file have in common is read once, and the rest goes row by row.

Every spelling of a date, a price or a name is read by `LineReader` itself, once, and remembered. A row that has anything
unusual about it is given to `LineReader.line` whole, so there is one reading of a row and not two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from idic.domain.identify.importing.durable_stage import Piece
from idic.domain.identify.importing.rows import Chunk, as_text
from idic.domain.sales.importing.lines import READ, Line, LineReader
from idic.domain.sales.importing.regularity import Figures, Remembered, are_texts, irregular_rows, texts_of
from idic.domain.sales.importing.spellings import Amounts, Moment, Moments, microseconds
from idic.foundation.tables.batch import Cell

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")

PART_COLUMNS = (
    "part", "invoice_key", "customer_key", "day", "currency", "at", "place", "channel", "payment_kind", "country",
    "kind_least", "kind_most", "amount", "lines",
)  # fmt: skip
LINE_COLUMNS = (
    "row_no",
    "part",
    "key",
    "numbered",
    "ordinal",
    "product",
    "quantity",
    "unit_price",
    "discount",
    "amount",
)
PRODUCT_COLUMNS = ("product", "row_no", "code", "name", "category", "department")

TABLES = {
    # Lines of one chunk that agree on invoice, customer, day and currency; `part` is the row of the first of them.
    # Keys are compared byte by byte: a language's sorting would cost ten times as much.
    "part": """part bigint, invoice_key text COLLATE "C", customer_key text COLLATE "C", day date,
               currency text COLLATE "C", at timestamptz, place text COLLATE "C", channel text COLLATE "C",
               payment_kind text COLLATE "C", country text COLLATE "C", kind_least text COLLATE "C",
               kind_most text COLLATE "C", amount numeric, lines int""",
    # `key` is the line's number, or the digest of what it says with `ordinal` among the equal lines of its part.
    "line": """row_no bigint, part bigint, key text COLLATE "C", numbered boolean, ordinal int, product bigint,
               quantity numeric, unit_price numeric, discount numeric, amount numeric""",
    "product": """product bigint, row_no bigint, code text COLLATE "C", name text COLLATE "C", category text COLLATE "C",
                  department text COLLATE "C\"""",
}  # fmt: skip

_HEAD = ("invoice_key", "customer_key", "day", "currency")


class LineColumns:
    def __init__(self, reader: LineReader) -> None:
        self._reader = reader
        self._moments: Remembered[Cell, Moment | None] = Remembered(Moments(reader).read)
        self._read_figures = Amounts(reader).read
        self._figures: Remembered[tuple[Cell, ...], Figures | None] = Remembered(self._read_figures)
        self._digests: Remembered[tuple[str, str], str] = Remembered(_digest)
        self._kinds: Remembered[Cell, str] = Remembered(lambda cell: reader.kind_written(as_text(cell)))

    def pieces(self, chunk: Chunk) -> dict[str, Piece]:
        import polars as pl

        frame, products = self._frame(chunk)
        keys = pl.col("invoice_key", "customer_key", "day", "currency")
        frame = frame.with_columns(
            pl.col("row_no").first().over(list(_HEAD)).alias("part"),
        ).with_columns((pl.int_range(pl.len()).over("part", "key") + 1).cast(pl.Int32).alias("ordinal"))
        parts = frame.group_by("part", maintain_order=True).agg(
            keys.first(),
            pl.col("at").min(),
            pl.col("place", "channel", "payment_kind", "country").max(),
            pl.col("kind").min().alias("kind_least"),
            pl.col("kind").max().alias("kind_most"),
            pl.col("units").cast(pl.Int128).sum().alias("amount"),
            pl.len().alias("lines"),
        )
        return {
            "part": Piece(
                PART_COLUMNS, _csv(parts.with_columns(_as_moment(), _as_amount()).select(PART_COLUMNS)), "csv"
            ),
            "line": Piece(LINE_COLUMNS, _csv(frame.select(LINE_COLUMNS)), "csv"),
            "product": Piece(PRODUCT_COLUMNS, _csv(products), "csv"),
        }

    def _frame(self, chunk: Chunk) -> tuple[pl.DataFrame, pl.DataFrame]:
        import polars as pl

        count = len(chunk.row_numbers)
        self._reader.rows += count
        cells = {name: chunk.columns.get(name) or [None] * count for name in READ}
        texts = {name: texts_of(cells[name]) if name in chunk.columns else [""] * count for name in _TEXTS}
        moments = [self._moments[cell] for cell in cells["at"]]
        if "invoice_key" not in chunk.columns:
            # A log of whole purchases: a customer's purchases of one day are one.
            texts["invoice_key"] = [
                f"{customer or number}@{moment[1]}" if moment else ""
                for customer, number, moment in zip(texts["customer_key"], chunk.row_numbers, moments, strict=True)
            ]
        figures = self._figure_column(cells)
        default = self._reader.currency
        currencies = (
            [text.upper() or default for text in texts["currency"]]
            if "currency" in chunk.columns
            else [default] * count
        )
        irregular = irregular_rows(moments, figures, texts["invoice_key"], texts["customer_key"], currencies)
        rows: dict[str, list[object]] = {name: [] for name in _SCHEMA}
        kept = set(range(count)).difference(irregular) if irregular else None
        order = range(count) if kept is None else sorted(kept)
        self._regular(rows, order, chunk, cells, texts, moments, figures, currencies)
        lines = [
            (chunk.row_numbers[index], line)
            for index in irregular
            if (line := self._reader.line(chunk.row_numbers[index], {name: cells[name][index] for name in READ}))
        ]
        for _number, line in lines:
            self._append(rows, line)
        frame = pl.DataFrame(rows, schema=_schema())
        if lines:
            frame = frame.sort("row_no")
        return self._with_products(frame)

    def _regular(
        self, rows: dict[str, list[object]], order: Iterable[int], chunk: Chunk, cells: Mapping[str, list[Cell]],
        texts: Mapping[str, list[str]], moments: list[Moment | None],
        figures: list[Figures | None], currencies: list[str],
    ) -> None:  # fmt: skip
        is_whole = isinstance(order, range)

        def taken(column: Sequence[T]) -> Sequence[T]:
            return column if is_whole else [column[index] for index in order]

        rows["row_no"] = list(taken(chunk.row_numbers))
        when = [moment for moment in taken(moments) if moment is not None]
        rows["at"], rows["day"] = [moment[0] for moment in when], [moment[1] for moment in when]
        read = [figure for figure in taken(figures) if figure is not None]
        for place, name in enumerate(("quantity", "unit_price", "discount", "amount")):
            rows[name] = [figure[place] for figure in read]
        rows["units"] = [figure[5] for figure in read]
        names, codes = taken(texts["product_name"]), taken(texts["product_code"])
        products = _cut(codes, 100)
        if "" in products:
            products = [code or name[:100] for code, name in zip(products, names, strict=True)]
        rows["product_code"] = list(products)
        rows["product_name"] = list(_cut(names, 300))
        rows["invoice_key"], rows["customer_key"] = (
            list(taken(texts["invoice_key"])),
            list(taken(texts["customer_key"])),
        )
        rows["currency"] = list(taken(currencies))
        for name, length in _LENGTHS.items():
            rows[name] = list(_cut(taken(texts[name]), length))
        if "line_key" in chunk.columns:
            numbers = [text[:80] for text in taken(texts["line_key"])]
        else:
            numbers = [""] * len(read)
        digests = self._digests
        rows["numbered"] = [bool(number) for number in numbers]
        rows["key"] = [
            number or digests[code, figure[4]] for number, code, figure in zip(numbers, products, read, strict=True)
        ]
        if "kind" in chunk.columns:
            written = [self._kinds[cell] for cell in taken(cells["kind"])]
        else:
            written = [""] * len(read)
        kind_of = self._reader.kind_of
        rows["kind"] = [
            word or ("sale" if figure[5] >= 0 and not figure[6] else kind_of(str(invoice), figure[6], figure[5] < 0))
            for word, figure, invoice in zip(written, read, rows["invoice_key"], strict=True)
        ]

    def _append(self, rows: dict[str, list[object]], line: Line) -> None:
        units = int(line.amount.scaleb(4))
        for name in ("row_no", "invoice_key", "customer_key", "product_code", "product_name", "category", "department",
                     "currency", "payment_kind", "place", "channel", "kind", "country"):  # fmt: skip
            rows[name].append(getattr(line, name))
        rows["at"].append(microseconds(line.at))
        rows["day"].append(line.at.astimezone(self._reader.zone).date().isoformat())
        for name in ("quantity", "unit_price", "discount", "amount"):
            rows[name].append(f"{round(getattr(line, name), 4):f}")
        rows["units"].append(units)
        rows["numbered"].append(bool(line.line_key))
        rows["key"].append(line.line_key or line.digest)

    def _with_products(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """What a chunk says of products travels once; a product's number is the first row of the chunk that names it."""
        import polars as pl

        numbers = frame.group_by("product_code", maintain_order=True).agg(pl.col("row_no").first().alias("product"))
        numbers = numbers.with_columns(
            pl.when(pl.col("product_code") == "").then(None).otherwise(pl.col("product")).alias("product")
        )
        names = ["product_code", "product_name", "category", "department"]
        said = frame.group_by(names, maintain_order=True).agg(pl.col("row_no").first())
        products = (
            said.filter(pl.any_horizontal(pl.col("product_code", "category", "department") != ""))
            .join(numbers, on="product_code", how="left", maintain_order="left")
            .select(
                "product", "row_no", pl.col("product_code").alias("code"), pl.col("product_name").alias("name"),
                "category", "department",
            )
        )  # fmt: skip
        return frame.join(numbers, on="product_code", how="left", maintain_order="left"), products

    def _figure_column(self, cells: Mapping[str, list[Cell]]) -> list[Figures | None]:
        columns = [cells[name] for name in ("quantity", "unit_price", "discount", "line_amount")]
        if all(map(are_texts, columns)):
            figures = self._figures
            return [figures[four] for four in zip(*columns, strict=True)]
        return [self._read_figures(four) for four in zip(*columns, strict=True)]


_TEXTS = (
    "invoice_key", "line_key", "customer_key", "product_code", "product_name", "category", "department", "currency",
    "payment_kind", "place", "channel", "country",
)  # fmt: skip
_LENGTHS = {"category": 200, "department": 200, "payment_kind": 60, "place": 120, "channel": 60, "country": 60}
_SCHEMA = (
    "row_no", "invoice_key", "customer_key", "at", "day", "product_code", "product_name", "category", "department",
    "quantity", "unit_price", "discount", "amount", "units", "currency", "payment_kind", "place", "channel", "kind",
    "country", "numbered", "key",
)  # fmt: skip


def _schema() -> dict[str, type[pl.DataType]]:
    import polars as pl

    kinds: dict[str, type[pl.DataType]] = {
        "row_no": pl.Int64,
        "at": pl.Int64,
        "units": pl.Int64,
        "numbered": pl.Boolean,
    }
    return {name: kinds.get(name, pl.String) for name in _SCHEMA}


def _as_moment() -> pl.Expr:
    import polars as pl

    return pl.from_epoch("at", time_unit="us").dt.strftime("%Y-%m-%d %H:%M:%S%.6f+00").alias("at")


def _as_amount() -> pl.Expr:
    import polars as pl

    return (pl.col("amount").cast(pl.String) + "e-4").alias("amount")


def _csv(frame: pl.DataFrame) -> bytes:
    buffer = BytesIO()
    frame.write_csv(buffer, include_header=False, quote_style="necessary")
    return buffer.getvalue()


def _cut(texts: Sequence[str], length: int) -> Sequence[str]:
    return texts if max(map(len, texts), default=0) <= length else [text[:length] for text in texts]


def _digest(told: tuple[str, str]) -> str:
    return hashlib.blake2b("".join(told).encode(), digest_size=12).hexdigest()
