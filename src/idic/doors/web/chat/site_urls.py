from django.urls import path

from idic.doors.web.chat import views_sites

app_name = "chat_sites"
urlpatterns = [
    path("", views_sites.sites, name="list"),
    path("new/", views_sites.create, name="create"),
    path("<int:pk>/", views_sites.edit, name="edit"),
    path("<int:pk>/pause/", views_sites.pause, name="pause"),
    path("<int:pk>/resume/", views_sites.resume, name="resume"),
]
