"""The customers behind a figure of a model."""

from __future__ import annotations

import json

from idic.doors.web.segments.links import customers_url


def customers_where(field: str, value: str) -> str:
    rule = {"all": [{"field": field, "op": "eq", "value": value}]}
    return customers_url(where=json.dumps(rule, separators=(",", ":")))
