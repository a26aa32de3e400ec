"""Open to everybody: the token in the address is the key."""

from __future__ import annotations

from django.urls import path

from idic.doors.web.privacy.public import views

app_name = "privacy_public"

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("leave/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("confirm/<str:token>/", views.opt_in, name="opt_in"),
    path("<str:token>/", views.preferences, name="preferences"),
]
