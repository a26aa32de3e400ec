from __future__ import annotations

from django.urls import path

from idic.doors.web.privacy.retention import views

app_name = "retention"

urlpatterns = [
    path("", views.rules, name="rules"),
    path("new/", views.create, name="create"),
    path("holds/", views.hold, name="hold"),
    path("holds/<int:pk>/release/", views.release, name="release"),
    path("<int:pk>/", views.rule, name="rule"),
    path("<int:pk>/list/", views.listing, name="listing"),
    path("<int:pk>/execution/", views.execute, name="execute"),
]
