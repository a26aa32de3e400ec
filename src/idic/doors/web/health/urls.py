from django.urls import path

from idic.doors.web.health import views

urlpatterns = [path("healthz", views.healthz, name="healthz")]
