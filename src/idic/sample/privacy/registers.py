from __future__ import annotations

from datetime import date, timedelta

from idic.domain.identify.privacy.models import ProcessingRecord, Processor
from idic.domain.identify.privacy.operations.registers import write_entry
from idic.foundation.accounts.models import User


def make_registers(by: User, *, today: date) -> None:
    processing = {
        "name": "Loyalty programme", "purpose": "Know what regular customers buy, and thank them for it.",
        "basis": "Consent (PDPA s.19)", "people": "Customers with a card or an account",
        "data": "Name, addresses, purchases, consents", "receivers": "Mailing Sommut Co., Ltd.",
        "retention": "24 months after the last purchase", "security": "Roles, masked fields, daily encrypted backup",
        "responsible": by.display_name,
    }  # fmt: skip
    write_entry(ProcessingRecord(), processing, version=1, by=by)
    processor = {
        "name": "Mailing Sommut Co., Ltd.", "country": "Thailand", "service": "Prints and posts letters to customers",
        "data": "Name, postal address", "contract_on": today - timedelta(days=300),
        "contract_ends_on": today + timedelta(days=430), "contact": "dpo@mailing-sommut.example",
    }  # fmt: skip
    write_entry(Processor(), processor, version=1, by=by)
