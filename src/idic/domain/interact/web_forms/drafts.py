from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from idic.domain.interact.cases.drafts import FileDraft
from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.contact import Purpose
from idic.domain.interact.web_forms.enums import OwnKind
from idic.foundation.accounts.models import Team


@dataclass(frozen=True)
class Question:
    """One that somebody wrote for this form; `choices` has as many answers in each language."""

    kind: str = OwnKind.TEXT
    is_required: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class WebFormDraft:
    """`products` by their codes."""

    name: str
    languages: Sequence[str]
    texts: Mapping[str, Mapping[str, str]]
    purpose: str = Purpose.REQUEST_SERVICE
    topic: CaseTopic | None = None
    team: Team | None = None
    asked: Mapping[str, str] = field(default_factory=dict)
    products: Sequence[str] = ()
    questions: Sequence[Question] = ()
    sites: Sequence[str] = ()
    keep_days: int = 30


@dataclass(frozen=True)
class Sent:
    """`number` is the stamp's; `doubt` why it is held, if it is. `own` are question and answer as the visitor read them."""

    number: str
    message: str
    language: str
    subject: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    product: int | None = None
    own: tuple[tuple[str, str], ...] = ()
    consent: str = ""
    files: tuple[FileDraft, ...] = ()
    doubt: str = ""
    at: datetime | None = None

    def values(self) -> dict[str, Any]:
        return {
            "subject": self.subject, "name": self.name, "email": self.email, "phone": self.phone, "message": self.message,
            "own": [list(pair) for pair in self.own], **({"product": self.product} if self.product else {}),
        }  # fmt: skip

    def kept_files(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self.files]
