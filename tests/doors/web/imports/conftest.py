from __future__ import annotations

from collections.abc import Callable

import pytest

from idic.domain.identify.models import ImportBatch
from idic.domain.identify.operations.imports.upload import upload_import
from idic.domain.identify.operations.sources import ensure_source

CUSTOMERS = (
    "customer id,full name,phone,email,birth date\n"
    "1,Anan Jaidee,081-234-5678,anan@example.org,31/12/1980\n"
    "2,=Malee Suk,12,malee@example.org,31/02/1980\n"
    ",Nobody Knows,,x@example.org,\n"
    "4,Too,Few\n"
    "5,+Plus,,'+p@example.org,\n"
)

Upload = Callable[..., ImportBatch]


@pytest.fixture
def upload(db: None) -> Upload:
    def upload_text(text: str = CUSTOMERS, *, kind: str = "customers", name: str = "people.csv") -> ImportBatch:
        source = ensure_source(code="crm", name="CRM", by=None)
        return upload_import([text.encode()], file_name=name, kind=kind, source=source, by=None)

    return upload_text
