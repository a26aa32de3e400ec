from idic.foundation.attributes.models.backup import AttributeBackup, BackupValue
from idic.foundation.attributes.models.definition import PREFIX, AttributeDefinition, Choice

__all__ = ["PREFIX", "AttributeBackup", "AttributeDefinition", "BackupValue", "Choice"]
