from __future__ import annotations

from django.urls import path

from idic.doors.web.models import views, views_acts

app_name = "models"

urlpatterns = [
    path("", views.model_list, name="list"),
    path("comparison/", views.compare, name="compare"),
    path("<int:pk>/", views.card, name="card"),
    path("<int:pk>/approval/", views_acts.approve, name="approve"),
    path("<int:pk>/return/", views_acts.roll_back, name="roll_back"),
    path("<int:pk>/retirement/", views_acts.retire, name="retire"),
    path("<int:pk>/discarding/", views_acts.discard, name="discard"),
]
