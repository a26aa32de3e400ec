"""What one person keeps for themselves: following, stars, what they opened, the tab they like. It leaves no event."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.desk.models import Follow, Star, TabChoice
from idic.foundation.desk.subjects import access_subject


@transaction.atomic
def follow(noun: str, pk: int, *, by: User) -> None:
    subject = access_subject(by, noun, pk)
    Follow.objects.bulk_create(
        [Follow(user=by, noun=subject.code, subject_id=subject.pk, created_at=timezone.now())], ignore_conflicts=True
    )


@transaction.atomic
def unfollow(noun: str, pk: int, *, by: User) -> None:
    """Also where the record can no longer be seen."""
    Follow.objects.filter(user=by, noun=noun, subject_id=pk).delete()


@transaction.atomic
def star(noun: str, pk: int, *, by: User) -> None:
    subject = access_subject(by, noun, pk)
    Star.objects.bulk_create(
        [Star(user=by, noun=subject.code, subject_id=subject.pk, created_at=timezone.now())], ignore_conflicts=True
    )


@transaction.atomic
def unstar(noun: str, pk: int, *, by: User) -> None:
    Star.objects.filter(user=by, noun=noun, subject_id=pk).delete()


@transaction.atomic
def remember_tab(noun: str, tab: str, *, by: User) -> None:
    TabChoice.objects.bulk_create(
        [TabChoice(user=by, noun=noun, tab=tab[:40])], update_conflicts=True, unique_fields=["user", "noun"],
        update_fields=["tab"],
    )  # fmt: skip
