"""The same run on Apache Spark, for records that outgrow one machine.

The session must be a classic one (a master, not Spark Connect), because Splink asks for its JVM; the Python of its workers
must hold this package. Texts are compared by the functions of `comparators`, the very ones that a single pair is scored by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pyarrow as pa
import sqlglot
from sqlglot import expressions

from idic.methods.linkage.comparators import damerau, jaro_winkler
from idic.methods.linkage.engine import Engine
from idic.methods.linkage.errors import SparkMissing
from idic.methods.linkage.sql import Dialect

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class SparkEngine(Engine):
    """A table is a view of a frame that the executors keep."""

    dialect: ClassVar[Dialect] = "spark"

    def __init__(self, session: SparkSession) -> None:
        try:
            from splink import SparkAPI
        except ImportError as error:
            raise SparkMissing from error
        self._session = session
        self._hands = 2 * session.sparkContext.defaultParallelism
        session.udf.register("jaro_winkler", _similarity, "double")
        session.udf.register("damerau_levenshtein", _edits, "int")
        self.api = SparkAPI(  # type: ignore[no-untyped-call]  # Splink leaves it untyped
            spark_session=session, break_lineage_method="persist", register_udfs_automatically=False
        )

    def run(self, sql: str) -> None:
        asked = sqlglot.parse_one(sql, read="duckdb")
        if isinstance(asked, expressions.Create) and isinstance(asked.expression, expressions.Query):
            self._keep(asked.this.name, self._session.sql(asked.expression.sql("spark")))
        elif isinstance(asked, expressions.Create):
            columns = ", ".join(one.sql("spark") for one in asked.this.expressions)
            self._keep(asked.this.this.name, self._session.createDataFrame([], columns))
        elif isinstance(asked, expressions.Insert):
            name = asked.this.name
            more = self._session.sql(asked.expression.sql("spark"))
            self._keep(name, self._session.table(name).unionByName(more))
        elif isinstance(asked, expressions.Drop):
            for one in asked.find_all(expressions.Table):
                self._session.catalog.dropTempView(one.name)
        else:
            raise ValueError(sql)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._ask(sql).collect()]

    def table(self, sql: str) -> pa.Table:
        return self._ask(sql).toArrow()

    def load(self, name: str, table: pa.Table) -> None:
        self._keep(name, self._session.createDataFrame(table))

    def list_columns(self) -> frozenset[str]:
        fields = self._session.table("records").schema.fields
        return frozenset(field.name for field in fields if field.dataType.typeName() == "array")

    def _ask(self, sql: str) -> DataFrame:
        return self._session.sql(sqlglot.transpile(sql, read="duckdb", write="spark")[0])

    def _keep(self, name: str, frame: DataFrame) -> None:
        """Made at once and cut off from what it was made of, which may be dropped next. Where the session has a folder for
        checkpoints it outlives an executor; else it is lost with one, and so is the run."""
        # Every join and union brings parts of its own; more of them than hands only cost.
        few = frame.coalesce(self._hands)
        is_safe = self._session.sparkContext.getCheckpointDir() is not None
        kept = few.checkpoint() if is_safe else few.localCheckpoint()
        kept.createOrReplaceTempView(name)


def _similarity(left: str | None, right: str | None) -> float | None:
    return None if left is None or right is None else jaro_winkler(left, right)


def _edits(left: str | None, right: str | None) -> int | None:
    return None if left is None or right is None else damerau(left, right)
