"""Of whom scores are computed."""

from __future__ import annotations

from typing import Any


def without(mart: Any, left_out: list[int]) -> Any:
    """The table of customers without those of whom nothing is computed: they are no example for a model either."""
    import pyarrow as pa
    import pyarrow.compute as compute

    if not left_out:
        return mart
    return mart.filter(compute.invert(compute.is_in(mart.column("customer_id"), pa.array(left_out, pa.int64()))))
