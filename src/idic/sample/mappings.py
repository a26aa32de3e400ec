"""How the three systems of the sample company name their columns."""

CUSTOMER_MAPPINGS: dict[str, dict[str, str]] = {
    "till": {
        "source_id": "CARD_NO", "name": "CUST_NM", "kind": "CTYPE", "sex": "SEX", "birth_date": "DOB", "national_id": "TAX_NID",
        "phone": "TEL", "email": "EMAIL", "address": "ADDR", "province": "PROV", "postcode": "ZIP", "age_band": "AGE_BND",
        "income_band": "INCOME", "marital_status": "MARITAL", "household_size": "HH_SIZE",
    },
    "web_shop": {
        "source_id": "customer_id", "given_name": "first_name", "family_name": "last_name", "name": "company_name",
        "email": "email", "phone": "mobile_phone", "birth_date": "birth_date", "sex": "gender", "national_id": "national_id",
        "tax_id": "tax_id", "address": "address_line", "subdistrict": "subdistrict", "district": "district",
        "province": "province", "postcode": "postal_code", "country": "country", "language": "language",
        "age_band": "age_band", "income_band": "income_band", "marital_status": "marital_status",
        "household_size": "household_size",
    },
    "call_centre": {
        "source_id": "รหัสผู้ติดต่อ", "name": "ชื่อ-นามสกุล", "nickname": "ชื่อเล่น", "kind": "ประเภท", "phone": "โทรศัพท์",
        "email": "อีเมล", "birth_date": "วันเกิด", "national_id": "เลขประจำตัว/เลขผู้เสียภาษี", "address": "ที่อยู่",
        "province": "จังหวัด", "postcode": "รหัสไปรษณีย์", "note": "หมายเหตุ",
    },
}  # fmt: skip

CUSTOMER_OPTIONS: dict[str, dict[str, str]] = {
    "till": {"date_order": "dmy"},
    "web_shop": {"date_order": "ymd"},
    "call_centre": {"date_order": "dmy"},
}

PURCHASE_MAPPING: dict[str, str] = {
    "invoice_key": "basket", "line_key": "line", "customer_key": "customer_key", "at": "sold_at", "product_code": "product",
    "product_name": "name", "department": "department", "category": "category", "quantity": "quantity",
    "line_amount": "amount", "discount": "discount", "payment_kind": "payment", "place": "store", "channel": "channel",
    "kind": "kind",
}  # fmt: skip
