from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "idic.sample"
    label = "sample"
