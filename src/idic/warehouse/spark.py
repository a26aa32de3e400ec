"""A session of Apache Spark, where the installation works with it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings

from idic.warehouse.errors import SparkUnavailable

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@contextmanager
def spark_where_chosen() -> Iterator[SparkSession | None]:
    """None where DuckDB does the work. Raises SparkUnavailable."""
    configuration = settings.CONFIGURATION
    if configuration.warehouse_engine != "spark":
        yield None
        return
    with spark_session(configuration.spark_master) as session:
        yield session


@contextmanager
def spark_session(master: str) -> Iterator[SparkSession]:
    """One for this process while it lasts; the driver listens on this machine's own address only where all workers are here."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SparkUnavailable("pyspark") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("IDIC")
    for name, value in _options(master).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:  # the JVM's own errors are many, and pyspark wraps some of them only
        raise SparkUnavailable(str(error).splitlines()[0][:300]) from error
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def _options(master: str) -> dict[str, str]:
    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
    }
    if master.startswith("local") or "//127.0.0.1" in master or "//localhost" in master:
        options |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return options
