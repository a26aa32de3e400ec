from __future__ import annotations

from django.db.models import QuerySet

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.attributes.memo import all_definitions
from idic.foundation.attributes.models import AttributeBackup, AttributeDefinition
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import nouns


def access_attributes(user: User) -> QuerySet[AttributeDefinition]:
    require(user, "attribute.manage")
    return AttributeDefinition.objects.all()


def access_attribute(user: User, pk: int) -> AttributeDefinition:
    found = access_attributes(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def nouns_with_attributes() -> list[Noun]:
    return [noun for noun in nouns() if noun.attributes]


def definitions_of(noun: str, *, archived: bool = False) -> list[AttributeDefinition]:
    """In their order; the archived ones too where an old value must still be read."""
    return [one for one in all_definitions() if one.noun == noun and (archived or not one.is_archived)]


def definitions_in_use(noun: str) -> QuerySet[AttributeDefinition]:
    return AttributeDefinition.objects.filter(noun=noun, archived_at__isnull=True)


def open_backups(definition: AttributeDefinition) -> QuerySet[AttributeBackup]:
    """Changes of type that can be taken back, the latest first: only the latest may be, or values would mix."""
    return AttributeBackup.objects.filter(attribute=definition, restored_at__isnull=True).order_by("-pk")
