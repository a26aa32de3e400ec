import pytest

from idic.foundation.tables.fields import FIELDS, ImportKind
from idic.foundation.tables.mapping import (
    ColumnChoice,
    ColumnMapping,
    MappingProblem,
    Reason,
    guess_mapping,
    mapping_problems,
)

ONLINE_RETAIL = {
    "InvoiceNo": "invoice_key",
    "StockCode": "product_code",
    "Description": "product_name",
    "Quantity": "quantity",
    "InvoiceDate": "at",
    "UnitPrice": "unit_price",
    "CustomerID": "customer_key",
    "Country": "country",
}
GROCER = {
    "household_id": "customer_key",
    "basket_id": "invoice_key",
    "product_id": "product_code",
    "quantity": "quantity",
    "sales_value": "line_amount",
    "transaction_timestamp": "at",
    "store_id": "place",
}
MUSIC_SHOP = {"customer_id": "customer_key", "date": "at", "number_of_cds": "quantity", "dollar_value": "line_amount"}
THAI_PURCHASES = {
    "เลขที่ใบเสร็จ": "invoice_key",
    "ลำดับ": "line_key",
    "รหัสลูกค้า": "customer_key",
    "วันที่ขาย": "at",
    "รหัสสินค้า": "product_code",
    "ชื่อสินค้า": "product_name",
    "หมวดหมู่": "category",
    "จำนวน": "quantity",
    "ราคาต่อหน่วย": "unit_price",
    "จำนวนเงิน (บาท)": "line_amount",
    "ส่วนลด": "discount",
    "วิธีชำระเงิน": "payment_kind",
    "สาขา": "place",
    "ช่องทาง": "channel",
}
SIMPLIFIED_PURCHASES = {
    "订单号": "invoice_key",
    "会员编号": "customer_key",
    "下单时间": "at",
    "商品编码": "product_code",
    "商品名称": "product_name",
    "部门": "department",
    "数量": "quantity",
    "单价": "unit_price",
    "金额": "line_amount",
    "币种": "currency",
    "支付方式": "payment_kind",
    "门店": "place",
    "交易类型": "kind",
}
TRADITIONAL_PURCHASES = {
    "發票號碼": "invoice_key",
    "項次": "line_key",
    "會員編號": "customer_key",
    "交易日期": "at",
    "商品編號": "product_code",
    "商品名稱": "product_name",
    "數量": "quantity",
    "單價": "unit_price",
    "金額": "line_amount",
    "門市": "place",
    "通路": "channel",
}
THAI_CUSTOMERS = {
    "รหัสลูกค้า": "source_id",
    "คำนำหน้า": "title",
    "ชื่อ": "given_name",
    "นามสกุล": "family_name",
    "ชื่อเล่น": "nickname",
    "เบอร์โทร": "phone",
    "อีเมล": "email",
    "เลขบัตรประชาชน": "national_id",
    "วันเกิด": "birth_date",
    "เพศ": "sex",
    "ที่อยู่": "address",
    "ตำบล/แขวง": "subdistrict",
    "อำเภอ/เขต": "district",
    "จังหวัด": "province",
    "รหัสไปรษณีย์": "postcode",
    "อาชีพ": "occupation",
    "สถานภาพ": "marital_status",
    "หมายเหตุ": "note",
}
SIMPLIFIED_CUSTOMERS = {
    "客户编号": "source_id",
    "姓名": "name",
    "手机号": "phone",
    "固定电话": "phone2",
    "邮箱": "email",
    "身份证号": "national_id",
    "统一社会信用代码": "tax_id",
    "生日": "birth_date",
    "性别": "sex",
    "地址": "address",
    "省份": "province",
    "邮编": "postcode",
    "职业": "occupation",
    "备注": "note",
}
TRADITIONAL_CUSTOMERS = {
    "客戶編號": "source_id",
    "姓名": "name",
    "行動電話": "phone",
    "電子郵件": "email",
    "統一編號": "tax_id",
    "出生日期": "birth_date",
    "性別": "sex",
    "縣市": "province",
    "鄉鎮市區": "district",
    "郵遞區號": "postcode",
    "備註": "note",
}
ENGLISH_CUSTOMERS = {
    "Customer No.": "source_id",
    "Type": "kind",
    "First Name": "given_name",
    "LAST_NAME": "family_name",
    "Mobile": "phone",
    "Home phone": "phone2",
    "E-mail address": "email",
    "Tax ID": "tax_id",
    "DOB": "birth_date",
    "Gender": "sex",
    "City": "district",
    "Zip code": "postcode",
    "Age group": "age_band",
    "Household size": "household_size",
}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("purchases", ONLINE_RETAIL),
        ("purchases", GROCER),
        ("purchases", MUSIC_SHOP),
        ("purchases", THAI_PURCHASES),
        ("purchases", SIMPLIFIED_PURCHASES),
        ("purchases", TRADITIONAL_PURCHASES),
        ("customers", THAI_CUSTOMERS),
        ("customers", SIMPLIFIED_CUSTOMERS),
        ("customers", TRADITIONAL_CUSTOMERS),
        ("customers", ENGLISH_CUSTOMERS),
    ],
)
def test_headers_of_four_languages_are_guessed_completely(kind: str, expected: dict[str, str]) -> None:
    mapping = guess_mapping(list(expected), {}, ImportKind(kind))
    assert {choice.column: name for name, choice in mapping.choices.items()} == expected
    assert mapping_problems(mapping, list(expected)) == []
    assert all(choice.confidence >= 0.75 for choice in mapping.choices.values())


@pytest.mark.parametrize("kind", list(ImportKind))
def test_every_header_leads_to_one_field_or_its_field_comes_first(kind: ImportKind) -> None:
    for name in FIELDS[kind]:
        assert guess_mapping([name], {}, kind).field_of(name) == name


def test_values_speak_for_columns_whose_header_says_nothing() -> None:
    sample = {
        "a": ["C1", "C2", None],
        "b": ["ann@example.org", "bo@example.org", None],
        "c": ["081-234-5678", "+66 2 123 4567", None],
        "d": ["3", "7", "9"],
    }
    mapping = guess_mapping(list(sample), sample, ImportKind.CUSTOMERS)
    assert {name: choice.column for name, choice in mapping.choices.items()} == {"email": "b", "phone": "c"}
    assert mapping.choices["email"].reason is Reason.VALUES
    assert mapping.confidence_of("b") < 0.75
    assert mapping.confidence_of("d") == 0.0


def test_a_header_that_its_values_deny_is_doubted() -> None:
    mapping = guess_mapping(["email"], {"email": ["yes", "no", "no"]}, ImportKind.CUSTOMERS)
    assert mapping.confidence_of("email") == 0.3


def test_the_better_of_two_columns_for_a_field_is_taken() -> None:
    mapping = guess_mapping(["id", "customer id", "date", "order date"], {}, ImportKind.PURCHASES)
    assert mapping.column_of("customer_key") == "customer id"
    assert mapping.column_of("at") == "order date"


def test_a_mapping_survives_json() -> None:
    mapping = guess_mapping(list(THAI_PURCHASES), {}, ImportKind.PURCHASES)
    assert ColumnMapping.from_json(mapping.to_json()) == mapping
    short = ColumnMapping.from_json('{"kind": "customers", "fields": {"source_id": "Nr"}}')
    assert short.choices == {"source_id": ColumnChoice("Nr")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "unreadable_mapping"),
        ("[]", "unreadable_mapping"),
        ('{"kind": "suppliers", "fields": {}}', "unreadable_mapping"),
        ('{"kind": "customers", "fields": {"name": 3}}', "unreadable_mapping"),
        ('{"kind": "customers", "fields": {"name": {"column": "a", "reason": "magic"}}}', "unreadable_mapping"),
        ('{"kind": "customers", "fields": {"shoe_size": "a"}}', "unknown_field"),
    ],
)
def test_a_mapping_file_that_is_wrong_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(MappingProblem) as caught:
        ColumnMapping.from_json(text)
    assert caught.value.code == code


def test_problems_of_a_mapping_are_named() -> None:
    choices = {"customer_key": "who", "at": "who", "quantity": "pieces"}
    mapping = ColumnMapping(ImportKind.PURCHASES, {name: ColumnChoice(column) for name, column in choices.items()})
    problems = mapping_problems(mapping, ["who"])
    assert [problem.code for problem in problems] == [
        "column_used_twice",
        "column_not_in_file",
        "required_field_missing",
    ]
    assert problems[2].values["name"] == "line_amount"
    empty = mapping_problems(ColumnMapping(ImportKind.CUSTOMERS), [])
    assert [problem.values["name"] for problem in empty] == ["source_id"]
