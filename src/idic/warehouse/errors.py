"""
WarehouseError
├── NoSnapshot          nothing has been published yet
└── SnapshotDamaged     a published snapshot lacks a file that its manifest names
"""


class WarehouseError(Exception):
    """Base of what can go wrong in the warehouse."""


class NoSnapshot(WarehouseError):
    pass


class SnapshotDamaged(WarehouseError):
    pass
