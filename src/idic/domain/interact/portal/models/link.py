from django.db import models


class SignInLink(models.Model):
    """A wish to sign in. It stands here for every address that was typed, known or not, so that nobody can tell which from
    how long the page took. Of the key in the mail only the digest is kept. Gone an hour after it was asked for."""

    email = models.CharField(max_length=254)
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=~models.Q(digest=""), name="sign_in_link_digest")
        ]
        indexes = [models.Index(fields=["asked_at"], name="sign_in_link_age")]

    def __str__(self) -> str:
        return str(self.pk)
