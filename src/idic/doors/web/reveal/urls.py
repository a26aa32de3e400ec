from django.urls import path

from idic.doors.web.reveal import views

urlpatterns = [path("", views.reveal_value, name="reveal")]
