from __future__ import annotations

from django.urls import path

from idic.doors.web.board import views_pictures, views_timeline, views_wall

app_name = "board"

urlpatterns = [
    path("pictures/", views_pictures.pictures, name="pictures"),
    path("<int:pk>/timeline/", views_timeline.timeline, name="timeline"),
    path("wall/", views_wall.wall, name="wall"),
    path("wall/live/", views_wall.live, name="wall-live"),
]
