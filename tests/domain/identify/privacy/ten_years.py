"""A customer with years of data in every room, made by the operations that people and systems use."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.enums import ImportKind
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.customers import edit_customer
from idic.domain.identify.operations.imports.now import import_now
from idic.domain.identify.operations.imports.upload import upload_import
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.interact.operations.follow_ups import create_follow_up
from idic.domain.work.drafts import TaskDraft
from idic.domain.work.operations.create import create_task
from idic.foundation.desk.operations.attachments import add_attachment
from idic.foundation.desk.operations.notes import add_note, edit_note
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.progress import SilentProgress
from idic.foundation.views.looks import Look
from idic.foundation.views.operations.exports import export_job, request_export
from idic.foundation.views.operations.saved_views import save_view
from idic.foundation.views.selections import Selection

GIVEN, FAMILY = "Sirikanya", "Wongratanapakdee"
NAME = f"{GIVEN} {FAMILY}"
EMAIL = "sirikanya.w@erasable.example"
PHONE = "0891234567"
ADDRESS = "77/12 Soi Chokdee 9"
#: What must be nowhere afterwards.
TRACES = (GIVEN, FAMILY, EMAIL, "891234567", ADDRESS)
OTHER = "Preecha Mankhong"

LIST = (
    "customer id,first name,last name,phone,email,address,province,birth date\n"
    f"C-1,{GIVEN},{FAMILY},{PHONE},{EMAIL},{ADDRESS},Bangkok,1984-05-17\n"
    "C-2,Preecha,Mankhong,0861112222,preecha@kept.example,1 Main Road,Chiang Mai,1990-01-02\n"
)


def import_list(by: Any) -> None:
    source = ensure_source(code="shop", name="Shop", by=None)
    batch = upload_import([LIST.encode()], file_name="list.csv", kind=ImportKind.CUSTOMERS, source=source, by=by)
    import_now(batch, by=by)


def _import_purchases(by: Any) -> None:
    source = ensure_source(code="shop", name="Shop", by=None)
    this_year = timezone.localdate().year
    rows = "\n".join(f"P-{year},{year}-03-04,C-1,SKU-1,2,150.00" for year in range(this_year - 9, this_year + 1))
    text = f"purchase id,date,customer id,product code,quantity,unit price\n{rows}\nP-o,2024-01-01,C-2,SKU-1,1,150.00\n"
    batch = upload_import([text.encode()], file_name="sales.csv", kind=ImportKind.PURCHASES, source=source, by=by)
    import_now(batch, by=by)


def live_ten_years(by: Any) -> Customer:
    import_list(by)
    _import_purchases(by)
    customer = Customer.objects.get(email=EMAIL)
    other = Customer.objects.get(email="preecha@kept.example")
    customer = edit_customer(customer, {"note": f"Call {GIVEN} after six"}, version=customer.version, by=by)
    note = add_note("customer", customer.pk, text=f"{NAME} came with her brother Preecha.", by=by)
    edit_note(note.pk, text=f"{NAME} came with her brother.", version=note.version, by=by)
    add_note("customer", other.pk, text=f"Recommended by {NAME}, {EMAIL}", by=by)
    add_attachment("customer", customer.pk, name=f"{FAMILY}.txt", chunks=[f"Letter of {NAME}".encode()], by=by)
    task = create_task(TaskDraft(kind="task", title=f"Ring {NAME}", customer=customer), by=by)
    add_note("task", task.pk, text=f"{EMAIL} answers in the evening", by=by)
    create_follow_up(
        customer, owner=by, due_on=timezone.localdate() + timedelta(days=3), method="telephone", reason="thanks",
        note=f"Thank {GIVEN} {FAMILY}", by=by,
    )  # fmt: skip
    save_view("customer", name=f"Like {NAME}", look=Look(q=NAME), by=by)
    asked = request_export(
        Selection("customer", Look(), ids=(customer.pk, other.pk)), columns=["name", "email", "phone"], file_format="csv",
        purpose="other", note=f"For {NAME}", by=by,
    )  # fmt: skip
    export_job(SilentProgress(), {"export": asked.pk})
    with transaction.atomic():
        append_event(NewEvent("audit.exported", "user", by.pk, after={"rows": 3, "filters": {"q": NAME}}), by=by)
    customer.refresh_from_db()
    return customer
