from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "idic.domain.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
