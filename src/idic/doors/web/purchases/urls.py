from django.urls import path

from idic.doors.web.purchases import views

app_name = "purchases"

urlpatterns = [
    path("", views.purchase_list, name="list"),
    path("<int:pk>/", views.purchase_page, name="detail"),
]
