"""Each error carries the path of the node it is about, such as `all[1].not`; the root's path is empty."""

from __future__ import annotations


class PredicateError(ValueError):
    def __init__(self, path: str, message: str) -> None:
        self.path = path
        super().__init__(f"At {path or 'the root'}: {message}")


class NotJson(PredicateError):
    pass


class MalformedNode(PredicateError):
    pass


class EmptyGroup(PredicateError):
    """`all` or `any` without conditions would silently mean everyone or no one."""


class DepthExceeded(PredicateError):
    pass


class SizeExceeded(PredicateError):
    pass


class FieldUnknown(PredicateError):
    pass


class OperatorUnknown(PredicateError):
    pass


class OperatorNotForField(PredicateError):
    pass


class ValueMismatch(PredicateError):
    pass


class RowValueMismatch(PredicateError):
    """The row holds a value that the operator cannot be asked of: the row is at fault, not the rule."""


class ZoneNeeded(PredicateError):
    """A moment in time has no day until the time zone of the business is known."""


class BehaviourUnknown(PredicateError):
    """No such kind of behaviour is declared, or not what the condition asks of it."""


class GroupUnknown(PredicateError):
    """A rule asks for membership in a group that is not there."""
