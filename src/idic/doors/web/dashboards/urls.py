from __future__ import annotations

from django.urls import path

from idic.doors.web.dashboards import views, views_tiles

app_name = "dashboards"

urlpatterns = [
    path("", views.overview, name="list"),
    path("create/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/delete/", views.delete, name="delete"),
    path("<int:pk>/star/", views.star, name="star"),
    path("<int:pk>/arrange/", views_tiles.arrange, name="arrange"),
    path("<int:pk>/tiles/add/", views_tiles.add, name="add"),
    path("<int:pk>/tiles/<int:tile_pk>/", views_tiles.tile, name="tile"),
]
