"""Open to everybody."""

from django.urls import path

from idic.doors.web.knowledge import views_help

app_name = "help"
urlpatterns = [
    path("", views_help.home, name="home"),
    path("<int:pk>/", views_help.article, name="article"),
    path("<int:pk>/vote/", views_help.voted, name="vote"),
    path("images/<int:pk>/", views_help.image, name="image"),
]
