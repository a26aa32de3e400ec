from django.conf import settings
from django.db import models

from idic.foundation.accounts.enums import Language
from idic.foundation.letters.enums import LetterKind


class LetterTemplate(models.Model):
    """What is written again and again about records of one noun; its texts stand beside it, one for each language."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=LetterKind.choices)
    noun = models.CharField(max_length=40)
    # code of the purpose that its letters serve, empty for answers to single persons
    purpose = models.CharField(max_length=40, blank=True)
    is_archived = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(is_archived=False), name="letter_name_of_living_templates"
            )
        ]
        indexes = [models.Index(fields=["noun", "kind", "name"], name="letter_of_noun")]

    def __str__(self) -> str:
        return self.name


class LetterText(models.Model):
    template = models.ForeignKey(LetterTemplate, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10, choices=Language.choices)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "language"], name="letter_text_of_language")]

    def __str__(self) -> str:
        return f"{self.template_id} {self.language}"
