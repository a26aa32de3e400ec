"""What an import of customers or of purchases may consist of, and how files in four languages head such columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ImportKind(StrEnum):
    CUSTOMERS = "customers"
    PURCHASES = "purchases"


class FieldType(StrEnum):
    KEY = "key"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    EMAIL = "email"
    PHONE = "phone"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class TargetField:
    """`headers` are the ways files name it, the surest first."""

    name: str
    type: FieldType
    label: str | Promise
    headers: tuple[str, ...]


def _field(name: str, type_: FieldType, label: str | Promise, *headers: str) -> tuple[str, TargetField]:
    words = [word.strip() for line in headers for word in line.split("|")]
    return name, TargetField(name, type_, label, (name, *words))


CUSTOMER_FIELDS: Final[Mapping[str, TargetField]] = dict(
    [
        _field(
            "source_id",
            FieldType.KEY,
            _("Customer number in the source"),
            "customer id | customer no | customer number | customer code | customer key | customer | client id",
            "client no | client code | member id | member no | member number | membership no | household id",
            "household key",
            "account id | account no | account number | cust id | custid | cust no | card no | user id | uid",
            "party id",
            "contact id | contact no | record id | rec id | id | no | code | key",
            "รหัสผู้ติดต่อ | เลขที่ผู้ติดต่อ | รหัสลูกค้า | เลขที่ลูกค้า | หมายเลขลูกค้า | รหัสสมาชิก | เลขที่สมาชิก | หมายเลขสมาชิก",
            "เลขสมาชิก | ไอดีลูกค้า | รหัส",
            "客户编号 | 客户号 | 客户代码 | 客户ID | 顾客编号 | 顾客号 | 会员编号 | 会员号 | 会员卡号",
            "会员ID | 用户编号 | 用户ID | 编号",
            "客戶編號 | 客戶代號 | 客戶代碼 | 客戶號 | 客戶ID | 顧客編號 | 會員編號 | 會員號 | 會員卡號",
            "會員ID | 用戶編號 | 編號 | 代號",
        ),
        _field(
            "kind",
            FieldType.CHOICE,
            _("Person or organisation"),
            "customer type | customer kind | client type | account type | party type | entity type | ctype | cust type",
            "person or organisation",
            "person or organization | type",
            "ประเภทลูกค้า | ประเภทบุคคล | ชนิดลูกค้า | ประเภท",
            "客户类型 | 顾客类型 | 客户性质 | 类型 | 客戶類型 | 客戶類別 | 顧客類型 | 客戶性質 | 類型",
        ),
        _field(
            "name",
            FieldType.TEXT,
            _("Full name"),
            "full name | customer name | client name | member name | account name | company name | company",
            "organisation",
            "organization | organisation name | organization name | display name | contact name | contact | cust nm",
            "cust name",
            "ชื่อ-นามสกุล | ชื่อ-สกุล | ชื่อและนามสกุล | ชื่อ นามสกุล | ชื่อเต็ม | ชื่อลูกค้า | ชื่อสมาชิก",
            "ชื่อบริษัท | ชื่อหน่วยงาน | ชื่อองค์กร",
            "姓名 | 全名 | 名称 | 客户名称 | 客户姓名 | 客户名 | 顾客姓名 | 会员姓名 | 公司名称 | 单位名称",
            "联系人 | 名字",
            "名稱 | 客戶名稱 | 客戶姓名 | 客戶名 | 顧客姓名 | 會員姓名 | 公司名稱 | 單位名稱 | 聯絡人",
        ),
        _field(
            "title",
            FieldType.TEXT,
            _("Form of address"),
            "salutation | name prefix | prefix | honorific",
            "คำนำหน้า | คำนำหน้าชื่อ | คำนำหน้านาม | 称谓 | 称呼 | 尊称 | 稱謂 | 稱呼 | 尊稱",
        ),
        _field(
            "given_name",
            FieldType.TEXT,
            _("Given name"),
            "first name | forename | fname | given names | first",
            "ชื่อ | ชื่อจริง | ชื่อต้น | 名 | 名字 | 名(不含姓)",
        ),
        _field(
            "family_name",
            FieldType.TEXT,
            _("Family name"),
            "last name | surname | lname | family names | last",
            "นามสกุล | สกุล | ชื่อสกุล | 姓 | 姓氏",
        ),
        _field(
            "nickname",
            FieldType.TEXT,
            _("Nickname"),
            "nick name | nick | alias | known as | preferred name",
            "ชื่อเล่น | 昵称 | 小名 | 别名 | 暱稱 | 小名 | 別名 | 綽號",
        ),
        _field(
            "phone",
            FieldType.PHONE,
            _("Phone"),
            "phone number | phone no | mobile | mobile phone | mobile number | mobile no | cell | cell phone",
            "cellphone",
            "telephone | telephone number | tel | tel no | contact number | contact phone | phone 1 | phone1",
            "msisdn",
            "โทรศัพท์มือถือ | เบอร์มือถือ | มือถือ | เบอร์โทรศัพท์ | เบอร์โทร | โทรศัพท์ | หมายเลขโทรศัพท์",
            "โทร | เบอร์ติดต่อ",
            "手机 | 手机号 | 手机号码 | 电话 | 电话号码 | 联系电话 | 联系方式 | 移动电话",
            "手機 | 手機號碼 | 手機號 | 行動電話 | 電話 | 電話號碼 | 聯絡電話 | 連絡電話 | 聯絡方式",
        ),
        _field(
            "phone2",
            FieldType.PHONE,
            _("Second phone"),
            "phone 2 | second phone | other phone | alternate phone | alternative phone | home phone | work phone",
            "office phone | mobile 2 | telephone 2 | tel 2",
            "โทรศัพท์บ้าน | เบอร์บ้าน | โทรศัพท์ที่ทำงาน | เบอร์โทรสำรอง | โทรศัพท์สำรอง | โทรศัพท์ 2 | เบอร์โทร 2",
            "固定电话 | 座机 | 家庭电话 | 办公电话 | 备用电话 | 其他电话 | 电话2 | 手机2",
            "市話 | 住家電話 | 家用電話 | 公司電話 | 備用電話 | 其他電話 | 電話2 | 手機2",
        ),
        _field(
            "email",
            FieldType.EMAIL,
            _("E-mail"),
            "e-mail | email address | e-mail address | mail | mail address",
            "อีเมล | อีเมล์ | อีเมลล์ | ที่อยู่อีเมล | 邮箱 | 电子邮箱 | 电子邮件 | 邮件 | 邮箱地址",
            "電子郵件 | 電子信箱 | 電郵 | 郵箱 | 信箱 | 電子郵件地址",
        ),
        _field(
            "national_id",
            FieldType.KEY,
            _("National identity number"),
            "national id number | national identity number | citizen id | identity number | id card",
            "id card no | id number",
            "identity card | ssn | social security number | passport no | tax nid | nid | national or tax id",
            "เลขประจำตัว/เลขผู้เสียภาษี | เลขบัตรประชาชน/เลขผู้เสียภาษี | เลขประจำตัว",
            "เลขบัตรประชาชน | เลขประจำตัวประชาชน | เลขที่บัตรประชาชน | หมายเลขบัตรประชาชน | บัตรประชาชน",
            "รหัสประชาชน",
            "身份证 | 身份证号 | 身份证号码 | 证件号码 | 证件号 | 身分證 | 身分證字號 | 身份證字號",
            "身分證號碼 | 證件號碼",
        ),
        _field(
            "tax_id",
            FieldType.KEY,
            _("Tax number"),
            "tax number | tax no | tax payer id | taxpayer id | vat | vat id | vat no | vat number | tin",
            "ein | company registration no",
            "registration number | unified business no",
            "เลขผู้เสียภาษี | เลขประจำตัวผู้เสียภาษี | เลขที่ผู้เสียภาษี | เลขประจำตัวผู้เสียภาษีอากร",
            "เลขทะเบียนนิติบุคคล",
            "税号 | 纳税人识别号 | 统一社会信用代码 | 社会信用代码 | 統一編號 | 統編 | 稅號 | 稅籍編號",
        ),
        _field(
            "birth_date",
            FieldType.DATE,
            _("Date of birth"),
            "date of birth | dob | birthday | birthdate | born",
            "วันเกิด | วันเดือนปีเกิด | วัน/เดือน/ปีเกิด | 生日 | 出生日期 | 出生年月日 | 出生年月",
        ),
        _field("sex", FieldType.CHOICE, _("Sex"), "gender | m/f", "เพศ | 性别 | 性別"),
        _field(
            "language",
            FieldType.CHOICE,
            _("Language"),
            "lang | preferred language | locale | language code",
            "ภาษา | ภาษาที่ใช้ | 语言 | 语种 | 首选语言 | 語言 | 偏好語言 | 慣用語言",
        ),
        _field(
            "address",
            FieldType.TEXT,
            _("Address"),
            "address line | address line 1 | address 1 | address1 | addr | street | street address | postal address",
            "mailing address | home address",
            "ที่อยู่ | บ้านเลขที่ | ที่อยู่จัดส่ง | 地址 | 详细地址 | 住址 | 通讯地址 | 联系地址 | 收货地址",
            "詳細地址 | 通訊地址 | 聯絡地址 | 街道地址 | 收件地址",
        ),
        _field(
            "subdistrict",
            FieldType.TEXT,
            _("Subdistrict"),
            "sub district | sub-district | tambon | khwaeng | village | neighbourhood | neighborhood | suburb",
            "ตำบล | แขวง | ตำบล/แขวง | แขวง/ตำบล | 街道 | 乡镇 | 镇 | 鄉鎮 | 里 | 村里 | 村",
        ),
        _field(
            "district",
            FieldType.TEXT,
            _("District"),
            "amphoe | amphur | khet | city | town | county",
            "อำเภอ | เขต | อำเภอ/เขต | เขต/อำเภอ | 区 | 区县 | 县 | 市 | 城市 | 區 | 鄉鎮市區 | 縣市區 | 鄉鎮區",
        ),
        _field(
            "province",
            FieldType.TEXT,
            _("Province"),
            "state | region | changwat | prefecture | state or province | prov",
            "จังหวัด | 省 | 省份 | 省市 | 州 | 縣市 | 省縣市 | 縣",
        ),
        _field(
            "postcode",
            FieldType.KEY,
            _("Postcode"),
            "post code | postal code | zip | zip code | zipcode",
            "รหัสไปรษณีย์ | ไปรษณีย์ | 邮编 | 邮政编码 | 郵遞區號 | 郵政編碼",
        ),
        _field(
            "country",
            FieldType.TEXT,
            _("Country"),
            "country code | nation",
            "ประเทศ | 国家 | 国别 | 國家",
            "國別 | 国家地区",
        ),
        _field(
            "household_size",
            FieldType.NUMBER,
            _("Household size"),
            "size of household | family size | household members | hh size",
            "จำนวนสมาชิกในครัวเรือน | ขนาดครัวเรือน | จำนวนสมาชิกในครอบครัว | 家庭人数 | 家庭人口 | 家庭規模",
            "家庭人數",
        ),
        _field(
            "household_composition",
            FieldType.TEXT,
            _("Household composition"),
            "household comp | household type | family composition | hh comp | hh composition",
            "องค์ประกอบครัวเรือน | ลักษณะครัวเรือน | ลักษณะครอบครัว | 家庭结构 | 家庭构成 | 家庭結構 | 家庭組成",
        ),
        _field(
            "children",
            FieldType.TEXT,
            _("Children"),
            "kids | kids count | number of children | number of kids | no of children",
            "จำนวนบุตร | บุตร | จำนวนลูก | 子女数 | 孩子数 | 子女 | 子女數 | 小孩人數",
        ),
        _field(
            "home_ownership",
            FieldType.CHOICE,
            _("Home ownership"),
            "home | homeowner | homeowner desc | owner or renter | housing",
            "ที่อยู่อาศัย | การถือครองที่อยู่อาศัย | ลักษณะที่อยู่อาศัย | 住房情况 | 住房 | 住房状况 | 住宅狀況 | 房屋狀況",
        ),
        _field(
            "industry",
            FieldType.TEXT,
            _("Industry"),
            "sector | line of business | business type | trade",
            "ประเภทธุรกิจ | อุตสาหกรรม | 所属行业 | 行业 | 產業 | 產業別",
        ),
        _field(
            "income_band",
            FieldType.TEXT,
            _("Income band"),
            "income | income range | income group | household income | income desc | salary range",
            "ช่วงรายได้ | รายได้ | ระดับรายได้ | 收入 | 收入水平 | 收入区间 | 月收入 | 年收入 | 收入區間",
            "收入水準",
        ),
        _field(
            "age_band",
            FieldType.TEXT,
            _("Age band"),
            "age | age range | age group | age desc | age bnd | classification 1",
            "ช่วงอายุ | อายุ | กลุ่มอายุ | 年龄 | 年龄段 | 年龄组 | 年齡 | 年齡層 | 年齡區間",
        ),
        _field(
            "occupation",
            FieldType.TEXT,
            _("Occupation"),
            "job | profession | job title | work",
            "อาชีพ | ตำแหน่งงาน | 职业 | 工作 | 職業 | 行業 | 职务 | 職務",
        ),
        _field(
            "marital_status",
            FieldType.CHOICE,
            _("Marital status"),
            "marital | marital status code | civil status",
            "สถานภาพ | สถานภาพสมรส | สถานะสมรส | 婚姻状况 | 婚姻 | 婚姻狀況 | 婚姻狀態",
        ),
        _field(
            "note",
            FieldType.TEXT,
            _("Note"),
            "notes | remark | remarks | comment | comments | memo",
            "หมายเหตุ | บันทึก | ความคิดเห็น | 备注 | 说明 | 備註 | 說明 | 附註",
        ),
    ]
)

PURCHASE_FIELDS: Final[Mapping[str, TargetField]] = dict(
    [
        _field(
            "invoice_key",
            FieldType.KEY,
            _("Invoice or receipt number"),
            "invoice no | invoice number | invoice id | invoice | receipt no | receipt number | receipt id",
            "receipt | order id",
            "order no | order number | order | basket id | basket | transaction id | transaction no",
            "transaction number",
            "bill no | bill number | ticket no | document no | sales order",
            "เลขที่ใบเสร็จ | เลขที่ใบกำกับภาษี | เลขที่ใบแจ้งหนี้ | เลขที่ใบกำกับ | เลขที่บิล",
            "เลขที่คำสั่งซื้อ | เลขที่ออเดอร์ | เลขที่เอกสาร | ใบเสร็จ",
            "หมายเลขคำสั่งซื้อ | หมายเลขใบเสร็จ | เลขที่รายการ",
            "订单号 | 订单编号 | 发票号 | 发票号码 | 发票编号 | 单号 | 单据号 | 小票号 | 交易号 | 交易编号",
            "流水号 | 销售单号",
            "訂單號 | 訂單編號 | 訂單號碼 | 發票號碼 | 發票編號 | 發票號 | 單號 | 單據號碼 | 交易編號",
            "交易序號 | 流水號 | 銷貨單號",
        ),
        _field(
            "line_key",
            FieldType.KEY,
            _("Line number"),
            "line no | line number | line id | line | item no in order | order line | order item id | row no",
            "ลำดับ | ลำดับที่ | ลำดับรายการ | บรรทัดที่ | 行号 | 序号 | 明细号 | 项次 | 行號 | 序號 | 項次",
            "明細編號",
        ),
        _field(
            "customer_key",
            FieldType.KEY,
            _("Customer number"),
            "customer id | customer no | customer number | customer code | customer | client id | client no",
            "member id",
            "member no | member number | membership no | household id | household key | account id",
            "account no | cust id | custid",
            "card no | loyalty card | user id | buyer id | buyer | id",
            "รหัสลูกค้า | เลขที่ลูกค้า | หมายเลขลูกค้า | รหัสสมาชิก | เลขที่สมาชิก | หมายเลขสมาชิก | ลูกค้า",
            "客户编号 | 客户号 | 客户代码 | 客户ID | 顾客编号 | 顾客号 | 会员编号 | 会员号 | 会员卡号",
            "会员ID | 用户ID | 买家ID | 客户",
            "客戶編號 | 客戶代號 | 客戶代碼 | 客戶號 | 客戶ID | 顧客編號 | 會員編號 | 會員號 | 會員卡號",
            "會員ID | 買家ID | 客戶",
        ),
        _field(
            "at",
            FieldType.MOMENT,
            _("Date and time"),
            "invoice date | transaction timestamp | transaction date | transaction time | order date",
            "order time | purchase date",
            "sold at | sale date | sales date | date time | datetime | timestamp | receipt date | created at | date",
            "bill date | day",
            "วันที่ขาย | วันที่ซื้อ | วันที่สั่งซื้อ | วันที่ทำรายการ | วันเวลา | วันที่และเวลา",
            "วันที่ใบเสร็จ | วันที่เอกสาร | วันที่",
            "下单时间 | 订单日期 | 订单时间 | 交易时间 | 交易日期 | 购买时间 | 购买日期 | 销售日期",
            "日期时间 | 开票日期 | 日期 | 时间",
            "下單時間 | 訂單日期 | 訂單時間 | 交易時間 | 交易日期 | 購買時間 | 購買日期 | 銷售日期",
            "日期時間 | 發票日期 | 時間",
        ),
        _field(
            "product_code",
            FieldType.KEY,
            _("Product code"),
            "stock code | product id | product no | product number | item code | item id | item no | sku",
            "sku id | article no",
            "article code | upc | ean | gtin | barcode | material | product",
            "รหัสสินค้า | เลขที่สินค้า | บาร์โค้ด | รหัสบาร์โค้ด",
            "商品编号 | 商品编码 | 商品代码 | 商品ID | 货号 | 产品编号 | 产品编码 | 条码 | 条形码",
            "商品編號 | 商品編碼 | 商品代碼 | 商品ID | 貨號 | 料號 | 產品編號 | 產品代碼 | 條碼",
        ),
        _field(
            "product_name",
            FieldType.TEXT,
            _("Product name"),
            "description | product description | item description | item name | product title | item",
            "article | product type",
            "ชื่อสินค้า | สินค้า | รายการสินค้า | รายละเอียดสินค้า | รายการ",
            "商品名称 | 商品 | 产品名称 | 品名 | 商品描述 | 货品名称 | 商品名稱 | 產品名稱 | 商品敘述 | 貨品名稱",
        ),
        _field(
            "category",
            FieldType.TEXT,
            _("Category"),
            "product category | item category | product group | category name",
            "หมวดหมู่ | หมวดสินค้า | ประเภทสินค้า | กลุ่มสินค้า | 类别 | 商品类别 | 品类 | 分类 | 商品分类",
            "類別 | 商品類別 | 品類 | 分類 | 商品分類",
        ),
        _field(
            "department",
            FieldType.TEXT,
            _("Department"),
            "dept | division | department name",
            "แผนก | ฝ่าย | 部门 | 大类 | 部門 | 大類",
        ),
        _field(
            "quantity",
            FieldType.NUMBER,
            _("Quantity"),
            "qty | units | number of items | pieces | item count | number of cds | no of cds | cds | units sold",
            "จำนวน | จำนวนชิ้น | ปริมาณ | 数量 | 件数 | 购买数量 | 數量 | 件數 | 購買數量",
        ),
        _field(
            "unit_price",
            FieldType.NUMBER,
            _("Unit price"),
            "price | price each | price per unit | item price | selling price | rate",
            "ราคาต่อหน่วย | ราคาต่อชิ้น | ราคา | หน่วยละ | 单价 | 价格 | 售价 | 單價 | 價格 | 售價",
        ),
        _field(
            "line_amount",
            FieldType.NUMBER,
            _("Amount of the line"),
            "sales value | amount | line total | total amount | total price | total | net amount",
            "sales amount | sales | revenue",
            "dollar value | dollars | value | subtotal | spend | amount paid",
            "จำนวนเงิน | ยอดเงิน | ยอดรวม | ราคารวม | รวมเงิน | มูลค่า | ยอดขาย | เป็นเงิน | รวม",
            "金额 | 总额 | 总价 | 小计 | 合计 | 销售额 | 实付金额 | 订单金额 | 金額 | 總額 | 總價 | 小計",
            "合計 | 銷售額 | 實付金額 | 訂單金額",
        ),
        _field(
            "discount",
            FieldType.NUMBER,
            _("Discount"),
            "discount amount | retail disc | retail discount | disc | rebate | price reduction | loyalty discount",
            "coupon discount",
            "ส่วนลด | 折扣 | 优惠 | 优惠金额 | 折扣金额 | 優惠 | 優惠金額 | 折扣金額 | 折讓",
        ),
        _field(
            "currency",
            FieldType.CHOICE,
            _("Currency"),
            "currency code | ccy | cur",
            "สกุลเงิน | 币种 | 货币 | 幣別 | 貨幣 | 幣種",
        ),
        _field(
            "payment_kind",
            FieldType.CHOICE,
            _("Kind of payment"),
            "payment method | payment type | payment | paid by | pay method | tender | tender type",
            "วิธีชำระเงิน | วิธีการชำระเงิน | ช่องทางชำระเงิน | การชำระเงิน | ประเภทการชำระเงิน",
            "支付方式 | 付款方式 | 结算方式 | 付款別 | 支付方法 | 結帳方式",
        ),
        _field(
            "place",
            FieldType.TEXT,
            _("Place"),
            "store id | store | store no | store name | store code | shop | shop id | branch | branch code",
            "outlet | location",
            "สาขา | รหัสสาขา | ชื่อสาขา | ร้าน | ร้านค้า | สถานที่ | 门店 | 门店编号 | 店铺 | 店名 | 分店 | 地点",
            "門市 | 門市代號 | 門店 | 店鋪 | 店舖 | 店號 | 地點",
        ),
        _field(
            "channel",
            FieldType.CHOICE,
            _("Channel"),
            "sales channel | order channel | channel name | source channel",
            "ช่องทาง | ช่องทางการขาย | ช่องทางขาย | 渠道 | 销售渠道 | 购买渠道 | 通路 | 銷售通路 | 管道 | 銷售管道",
        ),
        _field(
            "kind",
            FieldType.CHOICE,
            _("Sale, return or cancellation"),
            "transaction type | sale type | order type | document type | type | sale or return",
            "ประเภทรายการ | ชนิดรายการ | ประเภทเอกสาร | 交易类型 | 单据类型 | 订单类型 | 类型 | 交易類型",
            "單據類型 | 訂單類型 | 類型",
        ),
        _field(
            "country",
            FieldType.TEXT,
            _("Country"),
            "country code | nation",
            "ประเทศ | 国家 | 国别 | 國家",
            "國別 | 国家地区",
        ),
    ]
)

FIELDS: Final[Mapping[ImportKind, Mapping[str, TargetField]]] = {
    ImportKind.CUSTOMERS: CUSTOMER_FIELDS,
    ImportKind.PURCHASES: PURCHASE_FIELDS,
}

#: Gives further targets of a kind at the moment they are asked for: custom attributes come and go.
TargetSource = Callable[[ImportKind], Sequence[TargetField]]

_target_sources: list[TargetSource] = []


def add_target_source(source: TargetSource) -> None:
    if source not in _target_sources:
        _target_sources.append(source)


def target_fields(kind: ImportKind) -> Mapping[str, TargetField]:
    """What is built in, then what this company has added."""
    added = {target.name: target for source in _target_sources for target in source(kind)}
    return {**FIELDS[kind], **added}


# Each group needs one of its sets of fields. A customer must be recognised in the next delivery of the same source; a
# purchase says who, when and how much. An invoice number is not required: logs of
# whole purchases (one row per customer and day) have none.
REQUIRED: Final[Mapping[ImportKind, tuple[tuple[frozenset[str], ...], ...]]] = {
    ImportKind.CUSTOMERS: ((frozenset({"source_id"}),),),
    ImportKind.PURCHASES: (
        (frozenset({"customer_key"}),),
        (frozenset({"at"}),),
        (frozenset({"line_amount"}), frozenset({"quantity", "unit_price"})),
    ),
}
