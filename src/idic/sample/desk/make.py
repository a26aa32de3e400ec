from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from idic.foundation.accounts.models import User
from idic.foundation.desk.models import Note
from idic.sample.desk.attributes import make_attributes
from idic.sample.desk.checklists import make_checklists
from idic.sample.desk.households import make_households
from idic.sample.desk.market import make_market
from idic.sample.desk.marks import make_marks
from idic.sample.desk.notes import make_notes
from idic.sample.desk.owners import make_owners
from idic.sample.desk.relations import make_relations
from idic.sample.desk.rules import make_rules
from idic.sample.desk.tags import make_tags
from idic.sample.desk.templates import make_templates
from idic.sample.desk.views import make_views
from idic.sample.desk.wallet_shares import make_wallet_shares


@transaction.atomic
def make_desk(staff: Sequence[User], *, today: date) -> bool:
    """All of it or nothing, and once. The order matters: who owns a customer decides who may write about it, and rules
    come last, so that they act on what people do and not on what was loaded."""
    if Note.objects.filter(author__in=staff).exists():
        return False
    manager, first, second, seller, quality = staff
    make_owners(manager, thai=first, taiwanese=second, seller=seller)
    make_attributes(manager, today=today)
    make_relations(manager, today=today)
    make_households(first, today=today)
    make_wallet_shares(manager, today=today)
    make_market(manager, today=today)
    make_notes(manager, thai=first, taiwanese=second, mainland=seller, english=quality)
    make_tags(manager)
    make_checklists(manager)
    make_marks(staff)
    make_views(manager)
    make_rules(manager, templates=make_templates(manager))
    return True
