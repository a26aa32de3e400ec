from __future__ import annotations

from pathlib import Path

import pytest

from idic import sample
from idic.foundation.tables import open_table
from idic.foundation.tables.fields import ImportKind
from idic.foundation.tables.mapping import guess_mapping, mapping_problems

DATA = Path(sample.__file__).parent / "data"


@pytest.mark.parametrize(
    ("file", "kind", "expected"),
    [
        (
            "till_customers.csv.gz", "customers",
            {
                "source_id": "CARD_NO", "name": "CUST_NM", "kind": "CTYPE", "sex": "SEX", "birth_date": "DOB",
                "national_id": "TAX_NID", "phone": "TEL", "email": "EMAIL", "address": "ADDR", "province": "PROV",
                "postcode": "ZIP", "age_band": "AGE_BND", "income_band": "INCOME", "home_ownership": "HOME",
                "marital_status": "MARITAL", "household_size": "HH_SIZE", "household_composition": "HH_COMP",
                "children": "KIDS",
            },
        ),
        (
            "call_centre_customers.csv.gz", "customers",
            {
                "source_id": "รหัสผู้ติดต่อ", "name": "ชื่อ-นามสกุล", "nickname": "ชื่อเล่น", "kind": "ประเภท",
                "phone": "โทรศัพท์", "email": "อีเมล", "birth_date": "วันเกิด",
                "national_id": "เลขประจำตัว/เลขผู้เสียภาษี", "address": "ที่อยู่", "province": "จังหวัด",
                "postcode": "รหัสไปรษณีย์", "language": "ภาษา", "note": "หมายเหตุ",
            },
        ),
        (
            "web_shop_customers.csv.gz", "customers",
            {
                "source_id": "customer_id", "given_name": "first_name", "family_name": "last_name",
                "name": "company_name", "email": "email", "phone": "mobile_phone", "birth_date": "birth_date",
                "sex": "gender", "national_id": "national_id", "tax_id": "tax_id", "address": "address_line",
                "subdistrict": "subdistrict", "district": "district", "province": "province",
                "postcode": "postal_code", "country": "country", "language": "language", "age_band": "age_band",
                "income_band": "income_band", "home_ownership": "home_ownership", "marital_status": "marital_status",
                "household_size": "household_size", "household_composition": "household_composition",
                "children": "kids_count",
            },
        ),
        (
            "purchases.parquet", "purchases",
            {
                "invoice_key": "basket", "line_key": "line", "customer_key": "customer_key", "at": "sold_at",
                "product_code": "product", "quantity": "quantity", "line_amount": "amount",
                "discount": "loyalty_discount", "payment_kind": "payment", "place": "store", "channel": "channel",
                "kind": "kind",
            },
        ),
    ],
)  # fmt: skip
def test_the_files_of_the_sample_company_are_guessed_completely(file: str, kind: str, expected: dict[str, str]) -> None:
    table = open_table(DATA / file)
    mapping = guess_mapping(table.columns, table.sample(1000), ImportKind(kind))
    assert {name: choice.column for name, choice in mapping.choices.items()} == expected
    assert mapping_problems(mapping, table.columns) == []
