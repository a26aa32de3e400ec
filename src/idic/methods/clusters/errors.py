from __future__ import annotations


class ClusterError(ValueError):
    """The rows cannot be clustered as asked; the message says what to change."""


class NotFinite(ClusterError):
    pass


class TooManyClusters(ClusterError):
    def __init__(self, k: int, distinct: int) -> None:
        self.k = k
        self.distinct = distinct
        super().__init__(f"{k} clusters need at least {k} different rows; there are {distinct}.")


class SilhouetteRefused(ClusterError):
    """A silhouette compares each row with a neighbouring cluster: it needs 2 to n - 1 clusters."""

    def __init__(self, k: int, rows: int) -> None:
        self.k = k
        self.rows = rows
        super().__init__(f"A silhouette needs from 2 to {rows - 1} clusters for {rows} rows, not {k}.")


class ColumnsDiffer(ClusterError):
    pass


class NegativeUnderLog(ClusterError):
    pass


class NothingLeft(ClusterError):
    pass


class FigureOutOfRange(ClusterError):
    pass
