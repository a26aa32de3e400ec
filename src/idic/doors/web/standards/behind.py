"""The address of the list with exactly the promises behind a share."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def evidence_url(what: str, days: int) -> str:
    """Of what no standard measures: calls, answers, reviews."""
    return f"{reverse('standards:evidence')}?{urlencode({'what': what, 'days': days})}"


def behind_url(days: int, *, measure: str = "", standard: int | None = None, owner: int | None = None) -> str:
    asked = {"measure": measure, "standard": standard or "", "owner": owner or "", "days": days}
    return f"{reverse('standards:promises')}?{urlencode({name: value for name, value in asked.items() if value})}"
