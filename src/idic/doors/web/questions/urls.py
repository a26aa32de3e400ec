from __future__ import annotations

from django.urls import path

from idic.doors.web.questions import views, views_files, views_list, views_records, views_saved

app_name = "questions"

urlpatterns = [
    path("", views_list.overview, name="list"),
    path("ask/", views.ask_page, name="ask"),
    path("ready/<slug:code>/", views_list.ready, name="ready"),
    path("customers/", views_records.customers, name="customers"),
    path("customers/list/", views_records.make_list, name="make-list"),
    path("download/<slug:kind>/", views_files.download, name="download"),
    path("save/", views_saved.save, name="save"),
    path("<int:pk>/", views.saved_page, name="detail"),
    path("<int:pk>/change/", views_saved.change, name="change"),
    path("<int:pk>/copy/", views_saved.copy, name="copy"),
    path("<int:pk>/delete/", views_saved.delete, name="delete"),
]
