"""Rows of a purchase file as typed lines; what cannot be read is refused with its row and reason."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
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


@dataclass(frozen=True, slots=True)
class Line:
    """`at` is aware, numbers are exact; `digest` names the content of a line that has no number of its own."""

    row_no: int
    invoice_key: str
    line_key: str
    digest: str
    customer_key: str
    at: datetime
    product_code: str
    product_name: str
    category: str
    department: str
    quantity: Decimal
    unit_price: Decimal
    discount: Decimal
    amount: Decimal
    currency: str
    payment_kind: str
    place: str
    channel: str
    kind: str
    country: str


# What the columns of the records hold; no line of a real business comes near.
LARGEST = Decimal(10) ** 11
# Systems write a date of their own for "none": 0001-01-01, 1899-12-30.
_FIRST_YEAR = 1900
LONGEST_KEY = 200
_REMEMBERED = 200_000
# Read at once: the ways to write a date or a number that most systems use, and that mean one thing in every order.
_ISO = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}:[0-9]{2})?")
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,2})?")
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


Figures = tuple[Decimal, Decimal, Decimal, Decimal]
Refuse = Callable[[int, str, str, Cell], None]


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
        self.refusals = refusals
        self.zone = zone
        self._today = today
        order = options.get("date_order")
        self._order = DateOrder(order) if order else None
        self.decimal_mark = options.get("decimal") or None
        self._numbers: dict[str, Decimal | str] = {}
        self.currency = (options.get("currency") or currency).upper()

    def read(self, chunk: Chunk) -> Iterator[Line]:
        empty: list[Cell] = [None] * len(chunk.row_numbers)
        columns = (chunk.columns.get(name, empty) for name in READ)
        for number, *cells in zip(chunk.row_numbers, *columns, strict=True):
            self.rows += 1
            line = self.line(number, dict(zip(READ, cells, strict=True)))
            if line is not None:
                yield line

    def line(self, number: int, cell: dict[str, Cell]) -> Line | None:
        at = self._moment(number, cell["at"], self._refuse)
        if at is None:
            return None
        customer_key = as_text(cell["customer_key"])
        if len(customer_key) > LONGEST_KEY:
            self._refuse(number, "key_too_long", "customer_key", customer_key)
            return None
        invoice_key = as_text(cell["invoice_key"])
        if len(invoice_key) > LONGEST_KEY:
            self._refuse(number, "invoice_too_long", "invoice_key", invoice_key)
            return None
        if not invoice_key:
            if "invoice_key" in self._mapping:
                self._refuse(number, "invoice_missing", "invoice_key", "")
                return None
            # A log of whole purchases: a customer's purchases of one day are one.
            invoice_key = f"{customer_key or number}@{at.astimezone(self.zone).date().isoformat()}"
        figures = self._figures(number, cell, self._refuse)
        if figures is None:
            return None
        quantity, unit_price, discount, amount = figures
        currency = as_text(cell["currency"]).upper() or self.currency
        if len(currency) != 3 or not currency.isascii() or not currency.isalpha():
            self._refuse(number, "currency_unknown", "currency", cell["currency"])
            return None
        product_code = as_text(cell["product_code"])[:100] or as_text(cell["product_name"])[:100]
        line_key = as_text(cell["line_key"])[:80]
        content = f"{product_code}|{quantity.normalize()}|{unit_price.normalize()}|{amount.normalize()}"
        return Line(
            number, invoice_key[:LONGEST_KEY], line_key, hashlib.blake2b(content.encode(), digest_size=12).hexdigest(),
            customer_key, at, product_code, as_text(cell["product_name"])[:300], as_text(cell["category"])[:200],
            as_text(cell["department"])[:200], quantity, unit_price, discount, amount, currency,
            as_text(cell["payment_kind"])[:60], as_text(cell["place"])[:120], as_text(cell["channel"])[:60],
            self.kind_written(as_text(cell["kind"])) or self.kind_of(invoice_key, quantity < 0, amount < 0),
            as_text(cell["country"])[:60],
        )  # fmt: skip

    def figures(self, cell: dict[str, Cell]) -> Figures | None:
        """None where anything about them is to be refused."""
        return self._figures(0, cell, _silently)

    def moment(self, cell: Cell) -> datetime | None:
        """None where the date is to be refused."""
        return self._moment(0, cell, _silently)

    def _figures(self, number: int, cell: dict[str, Cell], refuse: Refuse) -> Figures | None:
        read: dict[str, Decimal | None] = {}
        for name in ("quantity", "unit_price", "discount", "line_amount"):
            value = self._number(number, name, cell[name], refuse)
            if isinstance(value, str):
                return None
            read[name] = value
        quantity = read["quantity"]
        if quantity is None:
            if "quantity" in self._mapping:
                refuse(number, "quantity_missing", "quantity", "")
                return None
            quantity = _ONE
        discount = read["discount"] or _ZERO
        price, amount = read["unit_price"], read["line_amount"]
        if amount is None:
            if price is None:
                refuse(number, "price_missing", "unit_price", "")
                return None
            amount = quantity * price - discount
        if price is None:
            price = (amount + discount) / quantity if quantity else amount
        if max(abs(price), abs(amount)) >= LARGEST:
            at_fault = "unit_price" if read["line_amount"] is None else "line_amount"
            refuse(number, "number_too_large", at_fault, str(amount))
            return None
        if quantity == 0 and amount == 0:
            refuse(number, "quantity_zero", "quantity", cell["quantity"])
            return None
        return quantity, round(price, 4), discount, round(amount, 4)

    def _number(self, number: int, field: str, cell: Cell, refuse: Refuse) -> Decimal | str | None:
        """None where nothing is written; an error code (already recorded) where it is no number."""
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return None
        # Prices repeat: each spelling is read once. Typed cells are not kept: 1 and 1.0 would be one.
        found = self._numbers.get(cell) if isinstance(cell, str) else None
        if found is None:
            found = _decimal(cell, self.decimal_mark)
            if isinstance(cell, str) and len(self._numbers) < _REMEMBERED:
                self._numbers[cell] = found
        if isinstance(found, str):
            refuse(number, found, field, cell)
        return found

    def _moment(self, number: int, cell: Cell, refuse: Refuse) -> datetime | None:
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            refuse(number, "date_missing", "at", "")
            return None
        found = self._read_moment(cell)
        if isinstance(found, str):
            refuse(number, found, "at", cell)
            return None
        return found

    def _read_moment(self, cell: Cell) -> datetime | str:
        if isinstance(cell, datetime):
            moment = cell
        elif isinstance(cell, date):
            moment = datetime.combine(cell, time())
        elif _ISO.fullmatch(cell if isinstance(cell, str) else "") and (plain := _iso_moment(str(cell))):
            moment = plain
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
        moment = moment.replace(tzinfo=self.zone) if moment.tzinfo is None else moment
        return "date_future" if moment.astimezone(self.zone).date() > self._today else moment

    def kind_written(self, text: str) -> str:
        """Empty where the file says nothing that is known."""
        return _KINDS.get(fold(text), "") if text else ""

    def kind_of(self, invoice_key: str, goods_back: bool, money_back: bool) -> str:
        """What the file does not say: goods that come back, and money that goes back without goods."""
        if goods_back:
            return PurchaseKind.CANCELLATION if _CANCELLED_INVOICE.fullmatch(invoice_key) else PurchaseKind.RETURN
        return PurchaseKind.ADJUSTMENT if money_back else PurchaseKind.SALE

    def _refuse(self, number: int, code: str, field: str, cell: Cell) -> None:
        self.refusals.add(number, code, self._mapping.get(field, ""), as_text(cell))


READ = (
    "invoice_key", "line_key", "customer_key", "at", "product_code", "product_name", "category", "department",
    "quantity", "unit_price", "line_amount", "discount", "currency", "payment_kind", "place", "channel", "kind",
    "country",
)  # fmt: skip


def _silently(_number: int, _code: str, _field: str, _cell: Cell) -> None:
    """For a reading that only asks whether a row is a regular one."""


def _iso_moment(text: str) -> datetime | None:
    """2026-11-22 and 2026-11-22 08:30:00 need no more than this; what it does not take is read with more patience."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def plain_number(cell: Cell, mark: str | None) -> Decimal | None:
    """Figures with two decimals at most, which mean one number wherever the mark is not a comma."""
    if isinstance(cell, str) and mark != "," and _PLAIN_NUMBER.fullmatch(cell):
        return Decimal(cell)
    return None


def _decimal(cell: Cell, mark: str | None) -> Decimal | str:
    try:
        if isinstance(cell, Decimal):
            value = cell
        elif isinstance(cell, int | float):
            value = Decimal(repr(cell))
        elif (plain := plain_number(cell, mark)) is not None:
            value = plain
        else:
            value = parse_decimal(as_text(cell), decimal=mark)  # type: ignore[arg-type]  # a mark
    except AmbiguousNumberError:
        return "number_ambiguous"
    except (NumberError, ArithmeticError):
        return "number_unreadable"
    if not value.is_finite():
        return "number_unreadable"
    return "number_too_large" if abs(value) >= LARGEST else value
