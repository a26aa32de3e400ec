"""The marts as Spark reads them: the same expressions as for DuckDB, and answers of the same types to the last digit.

Ibis alone has Spark reckon with decimals of six digits wherever an expression holds a fraction, gives the month of a day as a
moment, lets what a filter looks at into the rows that are to be distinct, and carries answers through pandas, where a whole
number beside an unknown one becomes a fraction.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import ibis.expr.operations as ops
from ibis.backends.pyspark import Backend
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.backends.sql.rewrites import Select
from ibis.common.patterns import replace
from ibis.formats.pyarrow import PyArrowData

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from pyspark.sql import SparkSession


@replace(Select)  # type: ignore[untyped-decorator]  # ibis ships no types
def _order_outside(_: Any, **_others: Any) -> Any:
    """Spark orders distinct rows only by their names: SELECT * FROM (SELECT DISTINCT ...) ORDER BY ..."""
    if not (_.distinct and _.sort_keys):
        return _
    inner = _.copy(sort_keys=())
    names = {value: ops.Field(inner, name) for name, value in inner.values.items()}
    ordered, shown = (
        tuple(one.replace(names, filter=ops.Value) for one in several)
        for several in (_.sort_keys, _.selections.values())
    )
    return Select(inner, selections=dict(zip(_.selections, shown, strict=True)), sort_keys=ordered)


class _Compiler(PySparkCompiler):  # type: ignore[misc]  # ibis ships no types
    post_rewrites = (_order_outside,)

    def visit_NonNullLiteral(self, op: Any, *, value: Any, dtype: Any) -> Any:
        if dtype.is_floating() and math.isfinite(value):
            return self.cast(repr(float(value)), dtype)
        return super().visit_NonNullLiteral(op, value=value, dtype=dtype)

    def visit_DateTruncate(self, op: Any, *, arg: Any, unit: Any) -> Any:
        return self.cast(self.visit_TimestampTruncate(op, arg=arg, unit=unit), op.dtype)


class SparkMarts(Backend):  # type: ignore[misc]  # ibis ships no types
    compiler = _Compiler()

    @property
    def session(self) -> SparkSession:
        return self._session

    def read_parquet(self, path: str, /, *, table_name: str) -> ir.Table:
        """By its scheme: a cluster may look for a bare path in a storage of its own."""
        self._session.read.parquet(f"file://{path}").createOrReplaceTempView(table_name)
        return self.table(table_name)

    def to_pyarrow(
        self,
        expr: ir.Expr,
        /,
        *,
        params: Mapping[Any, Any] | None = None,
        limit: int | str | None = None,
        **kwargs: Any,
    ) -> Any:
        table = expr.as_table()
        self._run_pre_execute_hooks(table)
        found = self.raw_sql(self.compile(table, params=params, limit=limit, **kwargs)).toArrow()
        return expr.__pyarrow_result__(PyArrowData.convert_table(found, table.schema()))

    def _register_in_memory_table(self, op: Any) -> None:
        self._session.createDataFrame(op.data.to_pyarrow(op.schema)).createOrReplaceTempView(op.name)


def spark_marts(session: SparkSession) -> SparkMarts:
    SparkMarts.register_options()
    return SparkMarts().connect(session)  # type: ignore[no-any-return]  # ibis ships no types
