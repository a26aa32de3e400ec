"""What a task is made of before it is one, and what of it may be changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict

from idic.domain.identify.models import Customer
from idic.domain.work.enums import Priority, TaskKind
from idic.domain.work.times import Times
from idic.foundation.accounts.models import Team, User


@dataclass(frozen=True)
class Guest:
    """Who is asked to take part: a user, a customer, or an address outside."""

    user_id: int | None = None
    customer_id: int | None = None
    name: str = ""
    email: str = ""

    @property
    def key(self) -> tuple[str, str]:
        if self.user_id is not None:
            return ("user", str(self.user_id))
        return ("address", self.email) if self.email else ("customer", str(self.customer_id))


@dataclass(frozen=True)
class TaskDraft:
    title: str
    kind: str = TaskKind.TASK
    text: str = ""
    priority: str = Priority.NORMAL
    times: Times = field(default_factory=Times)
    place: str = ""
    owner: User | None = None
    team: Team | None = None
    customer: Customer | None = None
    subject_kind: str = ""
    subject_id: int | None = None
    guests: tuple[Guest, ...] = ()
    reminders: tuple[int, ...] = ()
    rule: str = ""
    attributes: dict[str, object] = field(default_factory=dict)


class TaskValues(TypedDict, total=False):
    """Only what is named changes."""

    title: str
    kind: str
    text: str
    state: str
    priority: str
    times: Times
    place: str
    owner: User
    team: Team | None
    customer: Customer | None
    guests: tuple[Guest, ...]
    reminders: tuple[int, ...]
    rule: str
    attributes: dict[str, object]
