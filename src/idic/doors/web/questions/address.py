"""A question as the parameters of an address, so that every view of it is a link and the builder is a plain form.

m measures · r rows · c columns · p period (from, to) · vs comparison · f1 f1o f1v filters · h ho hop hv condition ·
s order · n limit · show · chart · sub · at snapshot
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from idic.warehouse.questions.question import Filter, Op, Question, Sort

MOST_FILTERS = 12
UNKNOWN = "\x2d?"  # no value of a record looks like it

Pairs = list[tuple[str, str]]


def read_address(given: QueryDict) -> dict[str, Any]:
    """The stored form, still unchecked. What is empty in the form is left out."""
    stored: dict[str, Any] = {
        "measures": _chosen(given, "m"),
        "rows": _chosen(given, "r"),
        "columns": _chosen(given, "c"),
        "period": {"preset": given.get("p") or "all", "from": given.get("from", ""), "to": given.get("to", "")},
        "compare": given.get("vs", "") if (given.get("p") or "all") != "all" else "",
        "filters": read_filters(given),
        "limit": given.get("n") or None,
        "show": given.get("show") or "value",
        "chart": given.get("chart") or "auto",
        "subtotals": given.get("sub", "1") != "0",
        "snapshot": given.get("at", ""),
        # a filter whose values are still to be chosen: no part of the question yet
        "add": given.get("add", ""),
    }
    if given.get("hv", "").strip():
        stored["having"] = [
            {"measure": _number(given.get("h")), "of": given.get("ho") or "value", "op": given.get("hop") or ">",
             "value": str(given["hv"]).replace(",", "")}
        ]  # fmt: skip
    if given.get("s"):
        measure, _colon, rest = str(given["s"]).partition(":")
        of, _colon, direction = rest.partition(":")
        stored["sort"] = {
            "measure": _number(measure) if measure else None,
            "of": of or "value",
            "descending": direction != "up",
        }
    return stored


def read_filters(given: QueryDict) -> list[dict[str, Any]]:
    """A filter whose dimension is chosen and whose value is not narrows nothing yet."""
    found = []
    for n in range(1, MOST_FILTERS + 1):
        dimension, op = given.get(f"f{n}", ""), given.get(f"f{n}o") or "is"
        values = [one for one in given.getlist(f"f{n}v") if one.strip()]
        if dimension and values:
            read = [None if one == UNKNOWN else one for one in values]
            found.append({"dimension": dimension, "op": op, "values": read})
    return found


def pairs_of(question: Question) -> Pairs:
    pairs: Pairs = [("m", one.code) for one in question.measures]
    pairs += [("r", one.code) for one in question.rows] + [("c", one.code) for one in question.columns]
    period = question.period.stored()
    if period["preset"] != "all":
        pairs.append(("p", period["preset"]))
        pairs += [(name, period[name]) for name in ("from", "to") if name in period]
    if question.compare:
        pairs.append(("vs", question.compare))
    pairs += filter_pairs(question.filters)
    if question.having:
        one = question.having[0]
        pairs += [("h", str(one.measure)), ("ho", one.of.value), ("hop", one.op), ("hv", f"{one.value:g}")]
    if question.sort is not None:
        pairs.append(("s", sort_text(question.sort)))
    if question.limit:
        pairs.append(("n", str(question.limit)))
    for name, value, usual in (
        ("show", question.show.value, "value"), ("chart", question.chart, "auto"),
        ("sub", "1" if question.subtotals else "0", "1"), ("at", question.snapshot, ""),
    ):  # fmt: skip
        if value != usual:
            pairs.append((name, value))
    return pairs


def filter_pairs(filters: Sequence[Filter]) -> Pairs:
    pairs: Pairs = []
    for n, one in enumerate(filters, 1):
        pairs.append((f"f{n}", one.dimension.code))
        if one.op != Op.IS:
            pairs.append((f"f{n}o", one.op.value))
        pairs += [(f"f{n}v", UNKNOWN if value is None else value) for value in one.values]
    return pairs


def sort_text(sort: Sort) -> str:
    return f"{'' if sort.measure is None else sort.measure}:{sort.of.value}:{'down' if sort.descending else 'up'}"


def address(base: str, question: Question) -> str:
    return f"{base}?{urlencode(pairs_of(question))}"


def _chosen(given: QueryDict, name: str) -> list[str]:
    return list(dict.fromkeys(one for one in given.getlist(name) if one))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
