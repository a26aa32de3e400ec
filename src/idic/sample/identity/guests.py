"""A list from an afternoon in the market hall: most guests are known already, and four rows cannot be taken."""

from __future__ import annotations

import csv
import io

from idic.domain.identify.enums import CustomerKind, ImportKind
from idic.domain.identify.models import Customer, Source
from idic.domain.identify.operations.imports.customers import import_customers
from idic.domain.identify.operations.imports.upload import configure_import, upload_import
from idic.domain.identify.operations.sources import ensure_source
from idic.foundation.accounts.models import User
from idic.foundation.jobs.progress import SilentProgress
from idic.sample.desk.cast import sample_customers

CODE = "tasting_day"
_MAPPING = {"source_id": "No.", "name": "Name", "phone": "Phone", "email": "E-mail", "birth_date": "Birthday"}
#: Without a number, with nobody's name, a number that stands above already, and a field too few.
_FAULTY = (
    "8,,,,\n"
    ",Wanida Sommut,0815550142,wanida@example.com,1988-04-02\n"
    "1,Somebody Else,0815550143,else@example.com,1990-01-30\n"
    "10,ผู้มาเยือน,0815550144\n"
)


def make_guests(by: User) -> Source:
    source = ensure_source(code=CODE, name="Tasting day", rank=40, is_sample=True, by=by)
    data = (_known_guests() + _FAULTY).encode()
    batch = upload_import(
        [data], file_name="tasting_day_guests.csv", kind=ImportKind.CUSTOMERS, source=source, by=by,
        options={"encoding": "utf-8", "delimiter": ",", "date_order": "ymd"},
    )  # fmt: skip
    configure_import(batch, mapping=_MAPPING, options=batch.options, by=by)
    import_customers(SilentProgress(), {"batch": batch.pk})
    return source


def _known_guests() -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_MAPPING.values())
    for number, guest in enumerate(_guests(), start=1):
        born = guest.birth_date.isoformat() if guest.birth_date else ""
        writer.writerow([number, guest.name, guest.phone, guest.email, born])
    return text.getvalue()


def _guests() -> list[Customer]:
    people = sample_customers().filter(kind=CustomerKind.PERSON).exclude(email="").exclude(phone="")
    return list(people.order_by("pk")[:7])
