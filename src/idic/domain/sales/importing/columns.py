"""Purchase lines by column: what most rows of a file have in common is read once, and the rest goes row by row.

Every spelling of a date, a price or a name is read by `LineReader` itself, once, and remembered. A row that has anything
unusual about it is given to `LineReader.line` whole, so there is one reading of a row and not two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from idic.domain.identify.importing.durable_stage import Piece
from idic.domain.identify.importing.rows import Chunk, as_text, texts_of
from idic.domain.sales.importing.ledger import NOTHING, Ledger
from idic.domain.sales.importing.lines import READ, Line, LineReader
from idic.domain.sales.importing.regularity import Remembered, are_texts, irregular_rows
from idic.domain.sales.importing.spellings import Amounts, Moments, microseconds
from idic.domain.sales.importing.staged_tables import LINE_COLUMNS, PART_COLUMNS, PRODUCT_COLUMNS
from idic.foundation.tables.batch import Cell

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")

_HEAD = ("invoice_key", "customer_key", "day", "currency")


class LineColumns:
    def __init__(self, reader: LineReader) -> None:
        import polars as pl

        text = pl.String
        self._reader = reader
        self._moments: Ledger[Cell] = Ledger(Moments(reader).read, {"at": pl.Int64, "day": text})
        self._figures: Ledger[tuple[Cell, ...]] = Ledger(
            self._figures_read,
            {
                "quantity": text,
                "unit_price": text,
                "discount": text,
                "amount": text,
                "units": pl.Int64,
                "back": pl.Boolean,
            },
        )
        self._read_figures = Amounts(reader).read
        # How a digest names the figures, by their number.
        self._contents: list[str] = []
        self._digests: Remembered[tuple[str, int], str] = Remembered(self._digest)
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
        texts = {name: texts_of(cells[name]) for name in _TEXTS if name in chunk.columns}
        for name in _ALWAYS:
            texts.setdefault(name, [""] * count)
        self._moments.forget_when_full()
        memory = self._moments
        moments = [memory[cell] for cell in cells["at"]]
        if "invoice_key" not in chunk.columns:
            # A log of whole purchases: a customer's purchases of one day are one.
            days = (
                memory.meanings([max(number, 0) for number in moments])["day"]
                if max(moments, default=NOTHING) >= 0
                else [""] * count
            )
            texts["invoice_key"] = [
                f"{customer or number}@{day}"
                for customer, number, day in zip(texts["customer_key"], chunk.row_numbers, days, strict=True)
            ]
        figures = self._figure_column(cells)
        default = self._reader.currency
        if "currency" in chunk.columns:
            texts["currency"] = [text.upper() or default for text in texts["currency"]]
        irregular = irregular_rows(
            moments, figures, texts["invoice_key"], texts["customer_key"], texts.get("currency", [default])
        )
        frame = self._regular(chunk, cells, texts, moments, figures, set(irregular))
        lines = [
            line
            for index in irregular
            if (line := self._reader.line(chunk.row_numbers[index], {name: cells[name][index] for name in READ}))
        ]
        if lines:
            rows: dict[str, list[object]] = {name: [] for name in _SCHEMA}
            for line in lines:
                self._append(rows, line)
            frame = pl.concat([frame, pl.DataFrame(rows, schema=_schema())]).sort("row_no")
        return self._with_products(frame)

    def _regular(
        self, chunk: Chunk, cells: Mapping[str, list[Cell]], texts: Mapping[str, list[str]], moments: list[int],
        figures: list[int], irregular: set[int],
    ) -> pl.DataFrame:  # fmt: skip
        import polars as pl

        order = [index for index in range(len(moments)) if index not in irregular] if irregular else None

        def taken(column: Sequence[T]) -> Sequence[T]:
            return column if order is None else [column[index] for index in order]

        read = taken(figures)
        names, products = taken(texts["product_name"]), _cut(taken(texts["product_code"]), 100)
        if "" in products:
            products = [code or name[:100] for code, name in zip(products, names, strict=True)]
        digests = self._digests
        keys: Sequence[str] = [digests[told] for told in zip(products, read, strict=True)]
        columns: dict[str, Sequence[object]] = {
            "row_no": taken(chunk.row_numbers),
            "invoice_key": taken(texts["invoice_key"]),
            "customer_key": taken(texts["customer_key"]),
            "product_code": products,
            "product_name": _cut(names, 300),
        }
        for name, length in _LENGTHS.items():
            if name in texts:
                columns[name] = _cut(taken(texts[name]), length)
        if "line_key" in texts:
            numbers = _cut(taken(texts["line_key"]), 80)
            columns["numbered"] = [bool(number) for number in numbers]
            keys = [number or key for number, key in zip(numbers, keys, strict=True)]
        columns["key"] = keys
        if "kind" in chunk.columns:
            columns["kind"] = [self._kinds[cell] or None for cell in taken(cells["kind"])]
        schema = _schema()
        frame = pl.DataFrame(columns, schema={name: schema[name] for name in columns}).hstack(
            self._moments.meanings(taken(moments)).hstack(self._figures.meanings(read))
        )
        told_by_nobody = [name for name in _SCHEMA if name not in frame.columns]
        values = {"currency": self._reader.currency, "numbered": False, "kind": None}
        frame = frame.with_columns(
            pl.lit(values.get(name, ""), dtype=schema[name]()).alias(name) for name in told_by_nobody
        )
        return self._with_kinds(frame).select(_SCHEMA)

    def _with_kinds(self, frame: pl.DataFrame) -> pl.DataFrame:
        """What the file does not say is told by what went back."""
        import polars as pl

        is_sale = (pl.col("units") >= 0) & ~pl.col("back")
        frame = frame.with_columns(
            pl.when(pl.col("kind").is_null() & is_sale).then(pl.lit("sale")).otherwise("kind").alias("kind")
        )
        if not frame["kind"].null_count():
            return frame
        kind_of = self._reader.kind_of
        told = zip(*(frame[name].to_list() for name in ("kind", "invoice_key", "back", "units")), strict=True)
        kinds = [kind or kind_of(invoice, back, units < 0) for kind, invoice, back, units in told]
        return frame.with_columns(pl.Series("kind", kinds, dtype=pl.String))

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

    def _figure_column(self, cells: Mapping[str, list[Cell]]) -> list[int]:
        figures = self._figures
        if figures.forget_when_full():
            self._contents.clear()
            self._digests.clear()
        columns = [cells[name] for name in ("quantity", "unit_price", "discount", "line_amount")]
        if all(map(are_texts, columns)):
            return [figures[four] for four in zip(*columns, strict=True)]
        # 1 and 1.0 are equal, and may be written with other decimals.
        return [figures.entered(four) for four in zip(*columns, strict=True)]

    def _figures_read(self, four: tuple[Cell, ...]) -> tuple[object, ...] | None:
        found = self._read_figures(four)
        if found is None:
            return None
        quantity, price, discount, amount, content, units, is_back = found
        self._contents.append(content)
        return quantity, price, discount, amount, units, is_back

    def _digest(self, told: tuple[str, int]) -> str:
        product, number = told
        return hashlib.blake2b(f"{product}{self._contents[number]}".encode(), digest_size=12).hexdigest()


_TEXTS = (
    "invoice_key", "line_key", "customer_key", "product_code", "product_name", "category", "department", "currency",
    "payment_kind", "place", "channel", "country",
)  # fmt: skip
# A file that does not have them says nothing with them.
_ALWAYS = ("customer_key", "product_code", "product_name")
_LENGTHS = {
    "category": 200,
    "department": 200,
    "payment_kind": 60,
    "place": 120,
    "channel": 60,
    "country": 60,
    "currency": 3,
}
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
