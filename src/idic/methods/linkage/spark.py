"""The same model on Splink's Spark backend, for records that outgrow one machine. Untested: pyspark is not part of the
installation, and the session needs the package of string functions that Splink names in its documentation.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from idic.methods.linkage.errors import SparkMissing
from idic.methods.linkage.model import Model
from idic.methods.linkage.splink_settings import splink_settings


def predict(session: Any, records: pa.Table, model: Model, *, keep_from: float = 0.01) -> Any:
    """`session` is a SparkSession, `records` the prepared table; returns Splink's table of scored pairs."""
    try:
        from splink import Linker, SparkAPI
    except ImportError as error:
        raise SparkMissing from error
    api = SparkAPI(spark_session=session)  # type: ignore[no-untyped-call]  # Splink leaves it untyped
    linker = Linker(api.register(session.createDataFrame(records.to_pandas())), splink_settings(model, "spark"))
    for column, shares in model.frequencies.items():
        rows = [(value, share) for value, share in shares.items()]
        lookup = api.register(session.createDataFrame(rows, [column, f"tf_{column}"]))
        linker.table_management.register_term_frequency_lookup(lookup, column)
    return linker.inference.predict(threshold_match_probability=keep_from)
