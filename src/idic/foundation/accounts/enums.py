from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    MANAGER = "manager", _("Manager")
    SERVICE = "service", _("Service")
    SALES = "sales", _("Sales")
    ANALYST = "analyst", _("Analyst")
    QUALITY = "quality", _("Quality")


class Language(models.TextChoices):
    """Each language under its own name: a reader must find it without knowing the current one."""

    ENGLISH = "en", "English"
    THAI = "th", "ไทย"
    SIMPLIFIED_CHINESE = "zh-hans", "简体中文"
    TRADITIONAL_CHINESE = "zh-hant", "繁體中文"


class Theme(models.TextChoices):
    AUTO = "auto", _("Same as the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Era(models.TextChoices):
    COMMON = "common", _("Common era (2026)")
    BUDDHIST = "buddhist", _("Buddhist era (2569)")


class Scope(models.IntegerChoices):
    """How far a permission reaches; a larger number contains every smaller one."""

    NONE = 0, _("None")
    OWN = 1, _("Own")
    TEAM = 2, _("Team")
    ALL = 3, _("All")

    @property
    def code(self) -> str:
        return self.name.lower()


class GroupAccess(models.IntegerChoices):
    """What a role may do with the fields of one attribute group; a larger number contains every smaller one."""

    HIDDEN = 0, _("Hidden")
    MASKED = 1, _("Masked")
    SEEN = 2, _("Seen")
    CHANGED = 3, _("May be changed")

    @property
    def code(self) -> str:
        return self.name.lower()


class AttributeGroup(models.TextChoices):
    """What kind of fact a field holds. Contact and identity are the groups that point at one living person."""

    CONTACT = "contact", _("Contact")
    IDENTITY = "identity", _("Identity")
    DEMOGRAPHIC = "demographic", _("Demographic")
    GEOGRAPHIC = "geographic", _("Geographic")
    PSYCHOGRAPHIC = "psychographic", _("Psychographic")
    BEHAVIOURAL = "behavioural", _("Behavioural")
    FIRMOGRAPHIC = "firmographic", _("Firmographic")
