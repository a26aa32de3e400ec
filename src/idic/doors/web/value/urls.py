from __future__ import annotations

from django.urls import path

from idic.doors.web.value import views, views_settings, views_validation

app_name = "value"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("validation/", views_validation.validation, name="validation"),
    path("settings/", views_settings.change, name="settings"),
    path("cells/<int:r>/<int:f>/", views.cell, name="cell"),
]
