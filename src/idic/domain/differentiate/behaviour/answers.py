"""Answers of a price study from an uploaded table: which column is which question, and what cannot be read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from idic.domain.differentiate.behaviour.errors import AnswersRefused
from idic.domain.differentiate.enums import AnalysisKind
from idic.foundation.files.storage import local_path, remove_file, store_file
from idic.foundation.tables.errors import TableError
from idic.foundation.tables.opening import open_table
from idic.methods.normalise.numbers import NumberError, parse_decimal

MOST_ANSWERS = 50_000
_SUFFIXES = {".csv", ".tsv", ".txt", ".gz", ".zst", ".xlsx", ".xls", ".parquet", ".jsonl", ".json"}
#: How the columns may be called, folded: without signs and in small letters.
QUESTIONS: dict[str, tuple[str, ...]] = {
    "too_cheap": ("toocheap", "ถูกเกินไป", "太便宜", "过于便宜", "過於便宜", "便宜到怀疑", "便宜到懷疑"),
    "cheap": ("cheap", "bargain", "good value", "goodvalue", "ถูก", "คุ้มค่า", "便宜", "划算", "劃算"),
    "expensive": ("expensive", "gettingexpensive", "แพง", "贵", "貴", "昂贵", "昂貴"),
    "too_expensive": ("tooexpensive", "แพงเกินไป", "太贵", "太貴", "过于昂贵", "過於昂貴"),
}
PRICE = ("price", "ราคา", "价格", "價格")
WILLING = ("willing", "wouldbuy", "buy", "answer", "ซื้อ", "คำตอบ", "购买", "購買", "回答", "愿意", "願意")
# A heading of nothing but figures would look like a row of values: "at 90" or "90 THB" is one.
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_YES = {"1", "1.0", "yes", "y", "true", "ใช่", "ซื้อ", "是", "会", "會", "愿意", "願意"}
_NO = {"0", "0.0", "no", "n", "false", "ไม่", "ไม่ใช่", "ไม่ซื้อ", "否", "不", "不会", "不會", "不愿意", "不願意"}


@dataclass
class Answers:
    """`rows`: four prices (None: not answered), or price and 1 or 0. `unreadable`: cells that are no answer, with the
    first one."""

    rows: list[list[float | None]] = field(default_factory=list)
    unreadable: int = 0
    first: str = ""


def read_answers(kind: str, chunks: Iterable[bytes], *, file_name: str) -> Answers:
    """The file is read and not kept."""
    name = os.path.basename(file_name)[:255] or "file"
    suffix = "".join(part for part in (f".{piece.lower()}" for piece in name.split(".")[1:]) if part in _SUFFIXES)
    stored = store_file(chunks, folder="answers", suffix=suffix)
    try:
        table = open_table(local_path(stored.path))
        read = _four_prices if kind == AnalysisKind.VAN_WESTENDORP else _price_answers
        answers = Answers()
        take = read(table.columns, answers)
        for batch in table.batches():
            for cells in zip(*(batch.columns[column] for column in table.columns), strict=True):
                take(dict(zip(table.columns, cells, strict=True)))
                if len(answers.rows) > MOST_ANSWERS:
                    raise AnswersRefused(
                        _("The file holds more than %(most)s answers. Take a sample of it.") % {"most": MOST_ANSWERS}
                    )
    except TableError as error:
        if "file" in error.values:
            error.values["file"] = name
        raise AnswersRefused(str(error)) from error
    finally:
        remove_file(stored.path)
    if not answers.rows:
        raise AnswersRefused(_("No row of the file holds an answer that can be read."))
    return answers


def _four_prices(columns: tuple[str, ...], answers: Answers) -> Any:
    found = {question: _column(columns, names) for question, names in QUESTIONS.items()}
    missing = [question for question, column in found.items() if column is None]
    if missing:
        raise AnswersRefused(
            _(
                "The file needs four columns named too_cheap, cheap, expensive and too_expensive, one row per person. "
                "It has: %(columns)s."
            )
            % {"columns": ", ".join(columns)}
        )

    def take(row: dict[str, Any]) -> None:
        prices = [_number(row[column or ""], answers) for column in found.values()]
        if any(price is not None for price in prices):
            answers.rows.append(prices)

    return take


def _price_answers(columns: tuple[str, ...], answers: Answers) -> Any:
    price, willing = _column(columns, PRICE), _column(columns, WILLING)
    if price is not None and willing is not None:

        def take(row: dict[str, Any]) -> None:
            _append(answers, _number(row[price], answers), row[willing])

        return take
    # one column per price, headed by it
    headed: dict[str, float] = {}
    for column in columns:
        figure = _FIGURE.search(column)
        if figure is not None:
            headed[column] = float(figure.group())
    if len(headed) < 2:
        raise AnswersRefused(
            _(
                "The file needs the columns price and willing with one row per answer, or one column per price with the "
                "price in its heading. It has: %(columns)s."
            )
            % {"columns": ", ".join(columns)}
        )

    def take_wide(row: dict[str, Any]) -> None:
        for column, asked in headed.items():
            _append(answers, asked, row[column])

    return take_wide


def _append(answers: Answers, price: float | None, written: Any) -> None:
    text = str(written).strip().casefold() if written is not None else ""
    if price is None or not text:
        return
    if text in _YES or text in _NO:
        answers.rows.append([price, 1.0 if text in _YES else 0.0])
    else:
        _note(answers, written)


def _number(written: Any, answers: Answers) -> float | None:
    text = str(written).strip() if written is not None else ""
    if not text:
        return None
    try:
        number = float(parse_decimal(text, decimal="."))
    except (NumberError, ArithmeticError):
        _note(answers, written)
        return None
    if not 0 <= number < 1e12:
        _note(answers, written)
        return None
    return number


def _note(answers: Answers, written: Any) -> None:
    answers.unreadable += 1
    answers.first = answers.first or str(written)[:40]


def _column(columns: tuple[str, ...], names: tuple[str, ...]) -> str | None:
    folded = {
        "".join(sign for sign in column.casefold() if sign.isalnum() or ord(sign) > 127): column for column in columns
    }
    return next((folded[name] for name in names if name in folded), None)
