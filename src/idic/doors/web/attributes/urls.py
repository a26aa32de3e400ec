from __future__ import annotations

from django.urls import path

from idic.doors.web.attributes import views_change, views_list, views_live, views_type

app_name = "attributes"

urlpatterns = [
    path("", views_list.attribute_list, name="list"),
    path("new/", views_change.create, name="create"),
    path("preview/", views_live.preview, name="preview"),
    path("formula/", views_live.formula, name="formula"),
    path("<int:pk>/", views_change.edit, name="edit"),
    path("<int:pk>/move/", views_list.move, name="move"),
    path("<int:pk>/archive/", views_change.archive, name="archive"),
    path("<int:pk>/restore/", views_change.restore, name="restore"),
    path("<int:pk>/delete/", views_change.delete, name="delete"),
    path("<int:pk>/type/", views_type.change, name="type"),
    path("<int:pk>/type/undo/", views_type.undo, name="undo-type"),
]
