"""Rows of a purchase file as typed lines; what cannot be read is refused with its row and reason."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.rows import Chunk, as_text
from idic.domain.sales.enums import PurchaseKind
from idic.foundation.tables.batch import Cell
from idic.methods.normalise.dates import (
    AmbiguousDateError,
    DateOrder,
    FutureDateError,
    ImpossibleDateError,
    UnreadableDateError,
    parse_moment,
)
from idic.methods.normalise.numbers import AmbiguousNumberError, NumberError, parse_decimal
from idic.methods.normalise.text import fold

COLUMNS = (
    "row_no", "invoice_key", "line_key", "digest", "customer_key", "at", "product_code", "product_name", "category",
    "department", "quantity", "unit_price", "discount", "amount", "currency", "payment_kind", "place", "channel",
    "kind", "country",
)  # fmt: skip

# What the columns of the records hold; no line of a real business comes near.
_LARGEST = Decimal(10) ** 11
# Systems write a date of their own for "none": 0001-01-01, 1899-12-30.
_FIRST_YEAR = 1900
_LONGEST_KEY = 200
_ONE, _ZERO = Decimal(1), Decimal(0)
# The invoice of a cancellation starts with C in many systems; a sale whose number starts so stays a sale.
_CANCELLED_INVOICE = re.compile(r"C\d+")
_KINDS = {
    **dict.fromkeys(("sale", "sales", "invoice", "purchase", "order", "ขาย", "销售", "銷售", "订单", "訂單"),
                    PurchaseKind.SALE),
    **dict.fromkeys(("return", "refund", "credit", "คืน", "คืนสินค้า", "退货", "退貨", "退款"), PurchaseKind.RETURN),
    **dict.fromkeys(("cancellation", "cancelled", "canceled", "cancel", "ยกเลิก", "取消", "作废", "作廢"),
                    PurchaseKind.CANCELLATION),
    **dict.fromkeys(("adjustment", "ปรับปรุง", "调整", "調整"), PurchaseKind.ADJUSTMENT),
}  # fmt: skip


class LineReader:
    def __init__(
        self,
        mapping: Mapping[str, str],
        options: Mapping[str, str],
        refusals: Refusals,
        *,
        zone: ZoneInfo,
        currency: str,
        today: date,
    ) -> None:
        self.rows = 0
        self._mapping = mapping
        self._refusals = refusals
        self._zone = zone
        self._today = today
        order = options.get("date_order")
        self._order = DateOrder(order) if order else None
        self._decimal = options.get("decimal") or None
        self._currency = (options.get("currency") or currency).upper()
        # Dates and prices repeat: each spelling is read once.
        self._moments: dict[Cell, datetime | str] = {}
        self._numbers: dict[Cell, Decimal | str] = {}

    def staged(self, chunk: Chunk) -> Iterator[tuple[Any, ...]]:
        columns = chunk.columns
        empty: list[Cell] = [None] * len(chunk.row_numbers)

        def column(name: str) -> list[Cell]:
            return columns.get(name, empty)

        for number, *cells in zip(chunk.row_numbers, *(column(name) for name in _READ), strict=True):
            self.rows += 1
            line = self._line(number, dict(zip(_READ, cells, strict=True)))
            if line is not None:
                yield line

    def _line(self, number: int, cell: dict[str, Cell]) -> tuple[Any, ...] | None:
        at = self._moment(number, cell["at"])
        if at is None:
            return None
        customer_key = as_text(cell["customer_key"])
        if len(customer_key) > _LONGEST_KEY:
            self._refuse(number, "key_too_long", "customer_key", customer_key)
            return None
        invoice_key = as_text(cell["invoice_key"])
        if len(invoice_key) > _LONGEST_KEY:
            self._refuse(number, "invoice_too_long", "invoice_key", invoice_key)
            return None
        if not invoice_key:
            if "invoice_key" in self._mapping:
                self._refuse(number, "invoice_missing", "invoice_key", "")
                return None
            # A log of whole purchases: a customer's purchases of one day are one.
            invoice_key = f"{customer_key or number}@{at.astimezone(self._zone).date().isoformat()}"
        figures = self._figures(number, cell)
        if figures is None:
            return None
        quantity, unit_price, discount, amount = figures
        currency = as_text(cell["currency"]).upper() or self._currency
        if len(currency) != 3 or not currency.isascii() or not currency.isalpha():
            self._refuse(number, "currency_unknown", "currency", cell["currency"])
            return None
        product_code = as_text(cell["product_code"])[:100] or as_text(cell["product_name"])[:100]
        line_key = as_text(cell["line_key"])[:80]
        content = f"{product_code}|{quantity.normalize()}|{unit_price.normalize()}|{amount.normalize()}"
        return (
            number, invoice_key[:_LONGEST_KEY], line_key, hashlib.blake2b(content.encode(), digest_size=12).hexdigest(),
            customer_key, at, product_code, as_text(cell["product_name"])[:300], as_text(cell["category"])[:200],
            as_text(cell["department"])[:200], quantity, unit_price, discount, amount, currency,
            as_text(cell["payment_kind"])[:60], as_text(cell["place"])[:120], as_text(cell["channel"])[:60],
            self._kind(invoice_key, as_text(cell["kind"]), quantity, amount), as_text(cell["country"])[:60],
        )  # fmt: skip

    def _figures(self, number: int, cell: dict[str, Cell]) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
        read: dict[str, Decimal | None] = {}
        for name in ("quantity", "unit_price", "discount", "line_amount"):
            value = self._number(number, name, cell[name])
            if isinstance(value, str):
                return None
            read[name] = value
        quantity = read["quantity"]
        if quantity is None:
            if "quantity" in self._mapping:
                self._refuse(number, "quantity_missing", "quantity", "")
                return None
            quantity = _ONE
        discount = read["discount"] or _ZERO
        price, amount = read["unit_price"], read["line_amount"]
        if amount is None:
            if price is None:
                self._refuse(number, "price_missing", "unit_price", "")
                return None
            amount = quantity * price - discount
        if price is None:
            price = (amount + discount) / quantity if quantity else amount
        if max(abs(price), abs(amount)) >= _LARGEST:
            at_fault = "unit_price" if read["line_amount"] is None else "line_amount"
            self._refuse(number, "number_too_large", at_fault, str(amount))
            return None
        if quantity == 0 and amount == 0:
            self._refuse(number, "quantity_zero", "quantity", cell["quantity"])
            return None
        return quantity, round(price, 4), discount, round(amount, 4)

    def _number(self, number: int, field: str, cell: Cell) -> Decimal | str | None:
        """None where nothing is written; an error code (already recorded) where it is no number."""
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return None
        key = (type(cell), cell)
        # the type keeps 1 and 1.0 and True apart
        found: Decimal | str | None = self._numbers.get(key)  # type: ignore[call-overload]  # any cell may be a key
        if found is None:
            found = self._numbers[key] = _decimal(cell, self._decimal)  # type: ignore[index]
        if isinstance(found, str):
            self._refuse(number, found, field, cell)
        return found

    def _moment(self, number: int, cell: Cell) -> datetime | None:
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            self._refuse(number, "date_missing", "at", "")
            return None
        found = self._moments.get(cell)
        if found is None:
            found = self._moments[cell] = self._read_moment(cell)
        if isinstance(found, str):
            self._refuse(number, found, "at", cell)
            return None
        return found

    def _read_moment(self, cell: Cell) -> datetime | str:
        if isinstance(cell, datetime):
            moment = cell
        elif isinstance(cell, date):
            moment = datetime.combine(cell, time())
        else:
            try:
                moment = parse_moment(as_text(cell), order=self._order)
            except AmbiguousDateError:
                return "date_ambiguous"
            except ImpossibleDateError:
                return "date_impossible"
            except FutureDateError:
                return "date_future"
            except UnreadableDateError:
                return "date_unreadable"
        if moment.year < _FIRST_YEAR:
            return "date_too_early"
        if moment.year > self._today.year + 1:
            return "date_future"
        moment = moment.replace(tzinfo=self._zone) if moment.tzinfo is None else moment
        return "date_future" if moment.astimezone(self._zone).date() > self._today else moment

    def _kind(self, invoice_key: str, written: str, quantity: Decimal, amount: Decimal) -> str:
        """What the file says; else goods that come back, and money that goes back without goods."""
        if written and (kind := _KINDS.get(fold(written))):
            return kind
        if quantity < 0:
            return PurchaseKind.CANCELLATION if _CANCELLED_INVOICE.fullmatch(invoice_key) else PurchaseKind.RETURN
        return PurchaseKind.ADJUSTMENT if amount < 0 else PurchaseKind.SALE

    def _refuse(self, number: int, code: str, field: str, cell: Cell) -> None:
        self._refusals.add(number, code, self._mapping.get(field, ""), as_text(cell))


_READ = (
    "invoice_key", "line_key", "customer_key", "at", "product_code", "product_name", "category", "department",
    "quantity", "unit_price", "line_amount", "discount", "currency", "payment_kind", "place", "channel", "kind",
    "country",
)  # fmt: skip


def _decimal(cell: Cell, mark: str | None) -> Decimal | str:
    try:
        if isinstance(cell, Decimal):
            value = cell
        elif isinstance(cell, int | float):
            value = Decimal(repr(cell))
        else:
            value = parse_decimal(as_text(cell), decimal=mark)  # type: ignore[arg-type]  # a mark
    except AmbiguousNumberError:
        return "number_ambiguous"
    except (NumberError, ArithmeticError):
        return "number_unreadable"
    if not value.is_finite():
        return "number_unreadable"
    return "number_too_large" if abs(value) >= _LARGEST else value
