"""What a case and a message are made of before they are one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from idic.domain.catalogue.models import Product
from idic.domain.identify.models import Customer
from idic.domain.interact.cases.enums import DeliveryState, MessageKind
from idic.domain.interact.cases.models import CaseTopic, Message
from idic.domain.interact.contact import Priority, Purpose
from idic.foundation.accounts.models import Team, User


@dataclass(frozen=True)
class FileDraft:
    """`path` names bytes that are kept already."""

    name: str
    media_type: str
    size: int
    digest: str
    path: str
    refused: str = ""
    content_id: str = ""


@dataclass(frozen=True)
class MessageDraft:
    """`source` and `external_id` name it where it came from; without them it can be told twice."""

    text: str
    at: datetime | None = None
    kind: str = MessageKind.INBOUND
    subject: str = ""
    html: str = ""
    sender_name: str = ""
    sender_address: str = ""
    customer: Customer | None = None
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    source: str = ""
    external_id: str = ""
    in_reply_to: str = ""
    raw_path: str = ""
    delivery: str = DeliveryState.NONE
    files: tuple[FileDraft, ...] = ()
    # where it was said elsewhere than where the case came from
    mode: str = ""


@dataclass(frozen=True)
class CaseDraft:
    """`received_at` is the first contact anywhere; without it, now."""

    title: str
    mode: str
    purpose: str = Purpose.REQUEST_SERVICE
    text: str = ""
    customer: Customer | None = None
    contact_name: str = ""
    contact_address: str = ""
    priority: str = Priority.NORMAL
    topic: CaseTopic | None = None
    product: Product | None = None
    language: str = ""
    owner: User | None = None
    team: Team | None = None
    received_at: datetime | None = None
    origin: Message | None = None
    hidden_from: tuple[int, ...] = ()
    attributes: dict[str, object] = field(default_factory=dict)


class CaseValues(TypedDict, total=False):
    """Only what is named changes."""

    title: str
    text: str
    purpose: str
    priority: str
    topic: CaseTopic | None
    product: Product | None
    language: str
    owner: User | None
    team: Team | None
    customer: Customer | None
    attributes: dict[str, object]
