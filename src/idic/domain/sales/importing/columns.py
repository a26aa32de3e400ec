"""Purchase lines by column: what most rows of a file have in common is read once, and the rest goes row by row.

Every spelling of a date, a price or a name is read by `LineReader` itself, once, and remembered. A row that has anything
unusual about it is given to `LineReader.line` whole, so there is one reading of a row and not two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from idic.domain.identify.importing.durable_stage import Piece
from idic.domain.identify.importing.rows import Chunk, as_text
from idic.domain.sales.importing.lines import READ, Line, LineReader
from idic.domain.sales.importing.regularity import REMEMBERED, Figures, Remembered, are_texts, irregular_rows
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
    "line": """row_no bigint, part bigint, key text COLLATE "C", numbered boolean, ordinal int, product int,
               quantity numeric, unit_price numeric, discount numeric, amount numeric""",
    "product": """product int, row_no bigint, code text COLLATE "C", name text COLLATE "C", category text COLLATE "C",
                  department text COLLATE "C\"""",
}  # fmt: skip

_HEAD = ("invoice_key", "customer_key", "day", "currency")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class LineColumns:
    def __init__(self, reader: LineReader, products: Mapping[str, int]) -> None:
        """`products` are the numbers given to product codes by an earlier run over the same file."""
        self._reader = reader
        self._texts: Remembered[Cell, str] = Remembered(as_text)
        self._moments: Remembered[Cell, tuple[int, str] | None] = Remembered(self._moment)
        self._figures: Remembered[tuple[Cell, ...], Figures | None] = Remembered(self._read_figures)
        self._digests: Remembered[tuple[str, str], str] = Remembered(_digest)
        self._kinds: Remembered[Cell, str] = Remembered(lambda cell: reader.kind_written(as_text(cell)))
        self._numbers: dict[str, int] = dict(products)
        self._told: set[tuple[str, str, str, str]] = set()

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
        texts = {name: self._text_column(cells[name]) if name in chunk.columns else [""] * count for name in _TEXTS}
        moments = [self._moments[cell] for cell in cells["at"]]
        if "invoice_key" not in chunk.columns:
            # A log of whole purchases: a customer's purchases of one day are one.
            texts["invoice_key"] = [
                f"{customer or number}@{moment[1]}" if moment else ""
                for customer, number, moment in zip(texts["customer_key"], chunk.row_numbers, moments, strict=True)
            ]
        figures = self._figure_column(cells)
        default = self._reader.currency
        currencies = [text.upper() or default for text in texts["currency"]]
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
        return self._with_products(frame, rows)

    def _regular(
        self, rows: dict[str, list[object]], order: Iterable[int], chunk: Chunk, cells: Mapping[str, list[Cell]],
        texts: Mapping[str, list[str]], moments: list[tuple[int, str] | None],
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
        products = [code[:100] or name[:100] for code, name in zip(codes, names, strict=True)]
        rows["product_code"] = list(products)
        rows["product_name"] = [name[:300] for name in names]
        rows["invoice_key"], rows["customer_key"] = (
            list(taken(texts["invoice_key"])),
            list(taken(texts["customer_key"])),
        )
        rows["currency"] = list(taken(currencies))
        for name, length in _LENGTHS.items():
            rows[name] = [text[:length] for text in taken(texts[name])] if name in chunk.columns else [""] * len(read)
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
        rows["at"].append(_microseconds(line.at))
        rows["day"].append(line.at.astimezone(self._reader.zone).date().isoformat())
        for name in ("quantity", "unit_price", "discount", "amount"):
            rows[name].append(f"{round(getattr(line, name), 4):f}")
        rows["units"].append(units)
        rows["numbered"].append(bool(line.line_key))
        rows["key"].append(line.line_key or line.digest)

    def _with_products(
        self, frame: pl.DataFrame, rows: Mapping[str, list[object]]
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Products travel once and are numbered; a line without one has no number."""
        import polars as pl

        said = frame.group_by("product_code", "product_name", "category", "department", maintain_order=True).agg(
            pl.col("row_no").first()
        )
        fresh: list[tuple[int, int, str, str, str, str]] = []
        for code, name, category, department, row in said.iter_rows():
            told = (code, name, category, department)
            if told not in self._told and (code or category or department):
                if len(self._told) >= REMEMBERED:
                    self._told.clear()
                self._told.add(told)
                number = self._numbers.setdefault(code, len(self._numbers) + 1) if code else 0
                fresh.append((number, row, code, name, category, department))
        codes = said["product_code"].unique()
        numbers = pl.DataFrame(
            {"product_code": codes, "product": [self._numbers.get(code) for code in codes]},
            schema={"product_code": pl.String, "product": pl.Int32},
        )
        products = pl.DataFrame(
            fresh,
            schema={"product": pl.Int32, "row_no": pl.Int64, "code": pl.String, "name": pl.String,
                    "category": pl.String, "department": pl.String},
            orient="row",
        )  # fmt: skip
        return frame.join(numbers, on="product_code", how="left", maintain_order="left"), products

    def _text_column(self, cells: list[Cell]) -> list[str]:
        """Numbers that are equal and written differently (1 and 1.0) must not be remembered as one."""
        texts = self._texts
        if are_texts(cells):
            return [texts[cell] for cell in cells]
        return [as_text(cell) for cell in cells]

    def _figure_column(self, cells: Mapping[str, list[Cell]]) -> list[Figures | None]:
        columns = [cells[name] for name in ("quantity", "unit_price", "discount", "line_amount")]
        if all(map(are_texts, columns)):
            figures = self._figures
            return [figures[four] for four in zip(*columns, strict=True)]
        return [self._read_figures(four) for four in zip(*columns, strict=True)]

    def _moment(self, cell: Cell) -> tuple[int, str] | None:
        moment = self._reader.moment(cell)
        if moment is None:
            return None
        return _microseconds(moment), moment.astimezone(self._reader.zone).date().isoformat()

    def _read_figures(self, four: tuple[Cell, ...]) -> Figures | None:
        found = self._reader.figures(
            dict(zip(("quantity", "unit_price", "discount", "line_amount"), four, strict=True))
        )
        if found is None:
            return None
        quantity, price, discount, amount = found
        content = f"|{quantity.normalize()}|{price.normalize()}|{amount.normalize()}"
        return (
            f"{round(quantity, 4):f}", f"{price:f}", f"{round(discount, 4):f}", f"{amount:f}", content,
            int(amount.scaleb(4)), quantity < 0,
        )  # fmt: skip


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


def _microseconds(moment: datetime) -> int:
    passed = moment - _EPOCH
    return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds


def _digest(told: tuple[str, str]) -> str:
    return hashlib.blake2b("".join(told).encode(), digest_size=12).hexdigest()
