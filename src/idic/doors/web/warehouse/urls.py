from __future__ import annotations

from django.urls import path

from idic.doors.web.warehouse import views, views_snapshots

app_name = "warehouse"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("refresh/", views.refresh, name="refresh"),
    path("marts/<slug:name>/", views.mart, name="mart"),
    path("snapshots/", views_snapshots.snapshots, name="snapshots"),
]
