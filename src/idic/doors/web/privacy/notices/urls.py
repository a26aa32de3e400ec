from __future__ import annotations

from django.urls import path

from idic.doors.web.privacy.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.notice_list, name="list"),
    path("new/", views.create, name="create"),
    path("<int:pk>/version/", views.start, name="start"),
    path("versions/<int:pk>/", views.version, name="version"),
    path("versions/<int:pk>/publication/", views.publish, name="publish"),
    path("versions/<int:pk>/withdrawal/", views.withdraw, name="withdraw"),
]
