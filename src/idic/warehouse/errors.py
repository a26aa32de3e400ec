"""
WarehouseError
├── NoSnapshot          nothing has been published yet
├── SnapshotDamaged     a published snapshot lacks a file that its manifest names
├── MartMissing         a snapshot was taken before this mart was declared
└── SparkUnavailable    the installation works with Spark, and it does not answer
"""

from idic.foundation.jobs.errors import JobRefused


class WarehouseError(Exception):
    """Base of what can go wrong in the warehouse."""


class NoSnapshot(WarehouseError):
    pass


class SnapshotDamaged(WarehouseError):
    pass


class MartMissing(WarehouseError):
    pass


class SparkUnavailable(WarehouseError, JobRefused):
    """Whatever job needs Spark ends with these words."""

    def __init__(self, why: str) -> None:
        JobRefused.__init__(self, "spark_unavailable", why=why)
        self.why = why

    def __str__(self) -> str:
        return self.why
