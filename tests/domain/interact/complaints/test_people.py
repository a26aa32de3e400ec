from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.complaints.errors import FactMissing
from idic.domain.interact.complaints.models import ComplaintTraining
from idic.domain.interact.complaints.operations.saying import take_back_training, write_training
from idic.domain.interact.complaints.queries.people import handlers, trained_share
from idic.foundation.accounts.errors import NotAllowed

pytestmark = pytest.mark.django_db


def test_of_those_who_have_complaints_how_many_were_trained_within_two_years(cast, make_complaint):
    today, now = timezone.localdate(), timezone.now()
    period = (now - timedelta(days=30), now + timedelta(days=1))
    assert trained_share(cast.manager, *period, today=today) is None
    make_complaint()
    make_complaint(owner=cast.service_colleague)
    write_training(cast.service, on=today - timedelta(days=10), code="Complaints 1", by=cast.manager)
    write_training(cast.service, on=today - timedelta(days=10), code="Complaints 1", by=cast.manager)
    write_training(cast.service_colleague, on=today - timedelta(days=800), code="Complaints 1", by=cast.manager)
    # has no complaint
    write_training(cast.sales, on=today, code="Complaints 1", by=cast.manager)
    found = trained_share(cast.manager, *period, today=today)
    assert (found.hits, found.of) == (1, 2)
    listed = handlers(cast.manager, *period, today=today)
    assert [(one.user, one.complaints, one.is_trained, len(one.trainings)) for one in listed] == [
        (cast.service_colleague, 1, False, 1), (cast.service, 1, True, 1),
    ]  # fmt: skip
    take_back_training(ComplaintTraining.objects.get(user=cast.service), by=cast.manager)
    assert trained_share(cast.manager, *period, today=today).hits == 0


def test_a_training_to_come_or_without_a_name_is_none(cast):
    today = timezone.localdate()
    for on, code in ((today + timedelta(days=1), "Complaints 1"), (today, " ")):
        with pytest.raises(FactMissing):
            write_training(cast.service, on=on, code=code, by=cast.manager)
    with pytest.raises(NotAllowed):
        write_training(cast.service, on=today, code="Complaints 1", by=cast.service)
