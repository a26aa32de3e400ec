from django.db import models
from django.utils.translation import gettext_lazy as _


class HolidayList(models.TextChoices):
    """Whose public holidays are taken; the part after a hyphen is a kind of holidays within the country."""

    NONE = "", _("None: holidays are added by hand")
    THAILAND = "TH", _("Thailand")
    THAILAND_GOVERNMENT = "TH-government", _("Thailand, government offices")
    THAILAND_BANKS = "TH-bank", _("Thailand, banks")
    CHINA = "CN", _("Mainland China")
    TAIWAN = "TW", _("Taiwan")
    HONG_KONG = "HK", _("Hong Kong")
    MACAO = "MO", _("Macao")
    SINGAPORE = "SG", _("Singapore")
    MALAYSIA = "MY", _("Malaysia")
    VIETNAM = "VN", _("Viet Nam")
    LAOS = "LA", _("Laos")
    CAMBODIA = "KH", _("Cambodia")
    JAPAN = "JP", _("Japan")
    UNITED_KINGDOM = "GB", _("United Kingdom")
    UNITED_STATES = "US", _("United States")


#: Where the zone of a business tells its country.
LIST_OF_ZONE = {
    "Asia/Bangkok": HolidayList.THAILAND,
    "Asia/Shanghai": HolidayList.CHINA,
    "Asia/Chongqing": HolidayList.CHINA,
    "Asia/Urumqi": HolidayList.CHINA,
    "Asia/Taipei": HolidayList.TAIWAN,
    "Asia/Hong_Kong": HolidayList.HONG_KONG,
    "Asia/Macau": HolidayList.MACAO,
    "Asia/Singapore": HolidayList.SINGAPORE,
}
