"""Who was erased, as keyed hashes beside the database: a backup that is put back brings nobody back.

`IDIC_HOME/erasures.json` is no part of a backup. An entry matches a customer by id and by the moment of their making, so
that somebody new under an old number is left alone.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models import ProcessingLock

_FILE = "erasures.json"


def remember_erasure(customer_ids: Sequence[int]) -> None:
    known = _read()
    marks = {mark_of(one) for one in Customer.objects.filter(pk__in=customer_ids)}
    _write(sorted(known | marks))


def erased_before() -> list[Customer]:
    """Customers in the database who were erased once and are not now: a backup from before has been put back."""
    known = _read()
    if not known:
        return []
    done = ProcessingLock.objects.filter(is_erased=True, lifted_at__isnull=True).values("customer_id")
    rows = Customer.objects.exclude(pk__in=done).only("pk", "created_at", "merged_into_id").iterator(10_000)
    return [one for one in rows if mark_of(one) in known]


def mark_of(customer: Customer) -> str:
    text = f"{customer.pk}|{customer.created_at.timestamp():.6f}"
    return hmac.new(settings.SECRET_KEY.encode(), b"idic.erased:" + text.encode(), hashlib.sha256).hexdigest()


def _path() -> Path:
    return Path(settings.CONFIGURATION.home) / _FILE


def _read() -> set[str]:
    try:
        return set(json.loads(_path().read_text(encoding="utf-8")))
    except FileNotFoundError:
        return set()


def _write(marks: Sequence[str]) -> None:
    draft = _path().with_suffix(f".{os.getpid()}")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(list(marks), file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, _path())
