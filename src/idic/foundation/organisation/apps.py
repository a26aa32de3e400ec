from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "idic.foundation.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"
