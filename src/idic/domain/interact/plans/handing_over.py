from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.plans.models import Finding
from idic.foundation.accounts.handover import hands_over
from idic.foundation.accounts.models import User


@hands_over("findings", label=_("Open findings"), permission="follow_up.change", has_version=False)
def open_findings(user: User) -> QuerySet[Finding]:
    return Finding.objects.filter(owner_id=user.pk, closed_at__isnull=True)
