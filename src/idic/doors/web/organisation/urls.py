from django.urls import path

from idic.doors.web.organisation import views

app_name = "organisation"
urlpatterns = [
    path("settings/organisation/", views.edit, name="edit"),
    path("settings/organisation/letter/", views.sample_letter, name="letter"),
    path("organisation/logo/<str:digest>.png", views.logo, name="logo"),
]
