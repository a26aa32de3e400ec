"""Whether a letter may go out for its purpose is known to a room above, which opens or shuts the gate; asked when the
letter is written and again when it is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from idic.foundation.letters.models import Delivery


@dataclass(frozen=True)
class Answer:
    """`refusal` is a sentence for the reader and `code` its short name; `wait_until` is the end of a quiet time. `footer`
    (Markdown) and `headers` are added to what is sent, and hold the way to say no."""

    refusal: str = ""
    code: str = ""
    wait_until: datetime | None = None
    footer: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


Gate = Callable[["Delivery"], Answer]
#: (code, name in the reader's language) of the purposes for which letters are written.
Purposes = Callable[[], Sequence[tuple[str, str]]]

_gates: list[Gate] = []
_purposes: list[Purposes] = []


def register_gate(gate: Gate, purposes: Purposes) -> None:
    _gates[:] = [gate]
    _purposes[:] = [purposes]


def asked_gate(delivery: Delivery) -> Answer:
    """A letter without a purpose answers one person and is let through; so is any letter where no room keeps the gate."""
    return _gates[0](delivery) if _gates and delivery.purpose else Answer()


def letter_purposes() -> list[tuple[str, str]]:
    return list(_purposes[0]()) if _purposes else []
