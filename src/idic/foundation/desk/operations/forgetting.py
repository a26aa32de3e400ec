from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from idic.foundation.desk.models import Attachment, Checklist, Follow, Note, Notification, RecentVisit, Star, Tagging


@transaction.atomic
def forget_records(noun: str, pks: Sequence[int]) -> None:
    """For a room that deletes records for good, in its transaction: nothing of theirs stays here. The bytes of a file
    that another record holds too are kept in any case."""
    for model in (Note, Attachment, Checklist, Tagging, Follow, Star, RecentVisit, Notification):
        model._default_manager.filter(noun=noun, subject_id__in=pks).delete()
