from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from idic.doors.web.privacy.registers import views, views_public_table

app_name = "registers"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="registers:list"), {"code": "processing"}, name="overview"),
    path("public-table/", views_public_table.public_table, name="public_table"),
    path("assessments/<int:pk>/decision/", views.decide, name="decide"),
    path("<slug:code>/", views.entries, name="list"),
    path("<slug:code>/new/", views.entry, name="create"),
    path("<slug:code>/file/", views.export, name="export"),
    path("<slug:code>/<int:pk>/", views.entry, name="entry"),
    path("<slug:code>/<int:pk>/removal/", views.remove, name="remove"),
]
