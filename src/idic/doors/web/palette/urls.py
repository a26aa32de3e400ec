from django.urls import path

from idic.doors.web.palette import views

app_name = "palette"
urlpatterns = [path("keys/", views.keys, name="keys")]
