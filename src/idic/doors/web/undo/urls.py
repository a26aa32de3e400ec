from django.urls import path

from idic.doors.web.undo import views

urlpatterns = [path("<int:event_id>/", views.undo, name="undo")]
