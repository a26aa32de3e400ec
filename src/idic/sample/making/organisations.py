"""Forty organisations that do not exist: name in its own script, English name, legal form of its country."""

from dataclasses import dataclass
from typing import Final, Literal

Form = Literal["company", "partnership", "school", "none"]
Culture = Literal["thai", "mainland", "taiwan", "english"]


@dataclass(frozen=True)
class OrganisationName:
    culture: Culture
    native: str
    english: str
    form: Form

    def formal(self) -> str:
        """As registered, in its own script."""
        if self.culture == "thai":
            return {
                "company": f"บริษัท {self.native} จำกัด",
                "partnership": f"ห้างหุ้นส่วนจำกัด {self.native}",
                "school": f"โรงเรียน{self.native}",
                "none": self.native,
            }[self.form]
        if self.culture in ("mainland", "taiwan") and self.form == "company":
            return f"{self.native}有限公司"
        return self.formal_english() if self.culture == "english" else self.native

    def formal_english(self) -> str:
        return {
            "company": f"{self.english} {'Limited' if self.culture == 'english' else 'Company Limited'}",
            "partnership": f"{self.english} Limited Partnership",
            "school": f"{self.english} School",
            "none": self.english,
        }[self.form]

    def short(self) -> str:
        """As people write it in a hurry."""
        if self.culture == "thai":
            return {
                "company": f"บจก.{self.native}",
                "partnership": f"หจก.{self.native}",
                "school": f"รร.{self.native}",
                "none": self.native,
            }[self.form]
        return self.short_english() if self.culture == "english" else self.native

    def short_english(self) -> str:
        return {
            "company": f"{self.english} Co., Ltd.",
            "partnership": f"{self.english} LP",
            "school": f"{self.english} Sch.",
            "none": self.english,
        }[self.form]


ORGANISATIONS: Final = (
    OrganisationName("thai", "ครัวสวนตัวอย่าง", "Khrua Suan Tuayang", "company"),
    OrganisationName("thai", "อร่อยสมมติเคเทอริ่ง", "Aroi Sommut Catering", "company"),
    OrganisationName("thai", "ห้องอาหารเรือนสมมติ", "Ruean Sommut Dining", "partnership"),
    OrganisationName("thai", "ข้าวแกงลุงตัวอย่าง", "Lung Tuayang Curry Rice", "partnership"),
    OrganisationName("thai", "เบเกอรี่หอมละไมดี", "Hom Lamai Di Bakery", "company"),
    OrganisationName("thai", "จัดเลี้ยงฟ้ากว้างไกล", "Fa Kwang Klai Banquets", "company"),
    OrganisationName("thai", "โรงแรมริมน้ำสมมติ", "Rim Nam Sommut Hotel", "company"),
    OrganisationName("thai", "รีสอร์ทดาวตัวอย่าง", "Dao Tuayang Resort", "company"),
    OrganisationName("thai", "ก๋วยเตี๋ยวสามตัวอย่าง", "Sam Tuayang Noodles", "partnership"),
    OrganisationName("thai", "กาแฟดอยสมมติ", "Doi Sommut Coffee", "company"),
    OrganisationName("thai", "ขนมหวานบ้านตัวอย่าง", "Ban Tuayang Sweets", "partnership"),
    OrganisationName("thai", "ซักรีดสะอาดสมมติ", "Sa-at Sommut Laundry", "partnership"),
    OrganisationName("thai", "วัดตัวอย่างวิทยา", "Wat Tuayang Witthaya", "school"),
    OrganisationName("thai", "อนุบาลดาวสมมติ", "Dao Sommut Kindergarten", "school"),
    OrganisationName("thai", "บ้านสมมติพิทยาคม", "Ban Sommut Phitthayakhom", "school"),
    OrganisationName("thai", "ตัวอย่างราษฎร์บำรุง", "Tuayang Rat Bamrung", "school"),
    OrganisationName("thai", "สมมติศึกษา", "Sommut Sueksa", "school"),
    OrganisationName("thai", "คลินิกฟันยิ้มสมมติ", "Yim Sommut Dental", "company"),
    OrganisationName("thai", "มูลนิธิครัวปันสุขตัวอย่าง", "Pan Suk Tuayang Foundation", "none"),
    OrganisationName("thai", "สหกรณ์ชุมชนสมมติ", "Sommut Community Cooperative", "none"),
    OrganisationName("thai", "ร้านชำป้าสมมติ", "Pa Sommut Grocery", "none"),
    OrganisationName("thai", "ขนส่งไวตัวอย่าง", "Wai Tuayang Transport", "company"),
    OrganisationName("thai", "อีเวนต์สนุกสมมติ", "Sanuk Sommut Events", "company"),
    OrganisationName("thai", "ฟาร์มผักตัวอย่าง", "Phak Tuayang Farm", "company"),
    OrganisationName("mainland", "曼谷示例餐饮", "Bangkok Shili Catering", "company"),
    OrganisationName("mainland", "示例川香火锅店", "Shili Chuanxiang Hotpot", "none"),
    OrganisationName("mainland", "示例国际旅行社", "Shili International Travel", "company"),
    OrganisationName("mainland", "示例进出口贸易", "Shili Import Export", "company"),
    OrganisationName("taiwan", "範例珍珠茶飲", "Fanli Pearl Tea", "company"),
    OrganisationName("taiwan", "範例素食館", "Fanli Vegetarian House", "none"),
    OrganisationName("taiwan", "範例電子零件", "Fanli Electronic Parts", "company"),
    OrganisationName("taiwan", "範例華語學校", "Fanli Mandarin", "school"),
    OrganisationName("english", "Made-up Kitchen", "Made-up Kitchen", "company"),
    OrganisationName("english", "Sample Street Bakery", "Sample Street Bakery", "company"),
    OrganisationName("english", "Fictional Fork Catering", "Fictional Fork Catering", "company"),
    OrganisationName("english", "Example International", "Example International", "school"),
    OrganisationName("english", "Pretend Bay Dive Resort", "Pretend Bay Dive Resort", "company"),
    OrganisationName("english", "Placeholder Pub", "Placeholder Pub", "none"),
    OrganisationName("english", "Sample Garden Nursery", "Sample Garden Nursery", "school"),
    OrganisationName("english", "Imaginary Yoga Studio", "Imaginary Yoga Studio", "none"),
)
