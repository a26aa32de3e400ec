from django.urls import path

from idic.doors.web.sql import views, views_saved

app_name = "sql"
urlpatterns = [
    path("", views.editor, name="ask"),
    path("runs/", views.history, name="history"),
    path("runs/<int:pk>/", views.shown_run, name="run"),
    path("runs/<int:pk>/state/", views.state, name="state"),
    path("runs/<int:pk>/download/", views.download, name="download"),
    path("saved/", views_saved.saved, name="saved"),
    path("saved/new/", views_saved.save, name="save"),
    path("saved/<int:pk>/", views_saved.change, name="change"),
    path("saved/<int:pk>/archive/", views_saved.archive, name="archive"),
]
