from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from idic.domain.interact.knowledge.models import ArticleVoter, Gap

#: What nobody has searched for in a year tells nothing any more.
_KEPT = timedelta(days=365)


def forget_old_voters() -> int:
    """Whoever votes again after a year votes anew; what was counted stays."""
    gone, _each = ArticleVoter.objects.filter(day__lt=timezone.localdate() - _KEPT).delete()
    return gone


def forget_old_gaps() -> int:
    gone, _each = Gap.objects.filter(last_on__lt=timezone.localdate() - _KEPT).delete()
    return gone
