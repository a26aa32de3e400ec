"""Run in a process of its own: a short sample company, a user for each look, and the numbers of what pages are about."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import django

django.setup()

import polars  # noqa: E402
from django.utils import timezone  # noqa: E402

from idic.domain.customize.models import Campaign  # noqa: E402
from idic.domain.differentiate.models import Refresh, Segment  # noqa: E402
from idic.domain.identify.enums import ImportKind  # noqa: E402
from idic.domain.identify.models import ImportBatch, Source  # noqa: E402
from idic.domain.identify.operations.customers import create_customer  # noqa: E402
from idic.domain.identify.operations.imports.customers import import_customers  # noqa: E402
from idic.domain.identify.operations.imports.upload import configure_import, upload_import  # noqa: E402
from idic.domain.identify.operations.sources import ensure_source  # noqa: E402
from idic.domain.interact.models import FollowUp  # noqa: E402
from idic.domain.sales.models import Purchase  # noqa: E402
from idic.foundation.accounts.enums import Role  # noqa: E402
from idic.foundation.accounts.models import User  # noqa: E402
from idic.foundation.accounts.operations.users import create_user  # noqa: E402
from idic.foundation.jobs.models import Job  # noqa: E402
from idic.foundation.jobs.progress import SilentProgress  # noqa: E402
from idic.sample.files import SampleFiles, sample_files  # noqa: E402
from idic.sample.loading import load_sample  # noqa: E402
from tests.scenarios.looks import LOOKS, PASSWORD  # noqa: E402
from tests.scenarios.people import COLLEAGUE, CUSTOMER, SELLER  # noqa: E402

MAPPING = {"source_id": "Customer no", "name": "Name", "phone": "Phone", "birth_date": "Born"}
PEOPLE = """Customer no,Name,Phone,Born
K1,Prapa Suksan,0891112233,1980-02-01
,Nobody Known,0891112244,1980-02-01
K3,Wrong Day,12,31/02/1980
"""


def few_purchases(folder: Path) -> SampleFiles:
    files = sample_files()
    path = folder / "purchases.parquet"
    lines = polars.read_parquet(files.purchases)
    lines.filter((polars.col("basket") % 12 == 0) & (polars.col("line") <= 2)).write_parquet(path)
    return SampleFiles(**{**files.__dict__, "purchases": path})


def imported(source: Source, by: User, *, start: bool) -> ImportBatch:
    batch = upload_import(
        iter([PEOPLE.encode()]), file_name="people.csv", kind=ImportKind.CUSTOMERS, source=source, by=by
    )
    if start:
        configure_import(batch, mapping=MAPPING, options=batch.options, by=by)
        import_customers(SilentProgress(), {"batch": batch.pk})
    return batch


def main(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        load_sample(files=few_purchases(Path(folder)))
    users = []
    for look in LOOKS:
        user = create_user(
            email=look.email,
            display_name=look.name.title(),
            role=Role.ADMINISTRATOR,
            team=None,
            password=PASSWORD,
            by=None,
        )
        User.objects.filter(pk=user.pk).update(language=look.language, theme=look.theme)
        users.append(user)
    for person in (SELLER, COLLEAGUE):
        made = create_user(
            email=person.email, display_name=person.name, role=person.role, team=None, password=PASSWORD, by=None
        )
        User.objects.filter(pk=made.pk).update(language=person.language)
    desk_customer = create_customer(CUSTOMER, by=users[0])
    source = ensure_source(code="stall", name="Market stall", rank=10, is_sample=False, by=users[0])
    done = FollowUp.objects.filter(state="done").order_by("pk")[0]
    customer = done.customer
    purchase = Purchase.objects.filter(customer=customer).order_by("-line_count", "pk")[0]
    product = purchase.lines.order_by("pk")[0].product
    moment = timezone.now()
    things = {
        "customer": customer.pk,
        "desk_customer": desk_customer.pk,
        "record": customer.records.order_by("pk")[0].pk,
        "segment": Segment.objects.get(code="at_risk").pk,
        "campaign": Campaign.objects.order_by("pk")[0].pk,
        "product": product.pk,
        "purchase": purchase.pk,
        "follow_up": FollowUp.objects.filter(state="open").order_by("pk")[0].pk,
        "done_follow_up": done.pk,
        "batch": imported(source, users[0], start=True).pk,
        "draft_batch": imported(source, users[0], start=False).pk,
        "job": Job.objects.create(kind="refresh", state="done", created_by=users[0], finished_at=moment).pk,
        "failed_job": Job.objects.create(kind="refresh", state="failed", created_by=users[0], finished_at=moment).pk,
        "refresh": Refresh.objects.order_by("pk")[0].pk,
        "user": users[0].pk,
        "grade": 3,
    }
    path.write_text(json.dumps(things), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
