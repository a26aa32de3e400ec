"""What can be wrong with a linkage, as named errors."""

from __future__ import annotations


class LinkageError(ValueError):
    pass


class NothingToCompare(LinkageError):
    def __init__(self) -> None:
        super().__init__("No column was found that tells one record from another. Name the fields in the settings.")


class TooFewRecords(LinkageError):
    def __init__(self, records: int) -> None:
        self.records = records
        super().__init__(f"{records} records cannot be compared with one another; at least two are needed.")


class UnknownKind(LinkageError):
    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(f"There is no field kind {kind!r}.")


class ImpossibleProbability(LinkageError):
    def __init__(self, name: str, value: float) -> None:
        self.name = name
        self.value = value
        super().__init__(f"{name} must lie between 0 and 1 (both left out), not {value}.")


class NoPatterns(LinkageError):
    def __init__(self) -> None:
        super().__init__("Blocking found no pair to learn from. Add a blocking rule or look at the skipped blocks.")


class SparkMissing(LinkageError):
    def __init__(self) -> None:
        super().__init__("The Spark backend needs the package pyspark. Install it, or use the DuckDB backend.")
