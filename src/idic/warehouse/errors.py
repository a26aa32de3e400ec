"""
WarehouseError
├── NoSnapshot          nothing has been published yet
├── SnapshotDamaged     a published snapshot lacks a file that its manifest names
├── MartMissing         a snapshot was taken before this mart was declared
└── SparkUnavailable    the installation works with Spark, and it does not answer
"""


class WarehouseError(Exception):
    """Base of what can go wrong in the warehouse."""


class NoSnapshot(WarehouseError):
    pass


class SnapshotDamaged(WarehouseError):
    pass


class MartMissing(WarehouseError):
    pass


class SparkUnavailable(WarehouseError):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
