from django.urls import path

from idic.doors.web.catalogue import views

app_name = "catalogue"

urlpatterns = [
    path("", views.product_list, name="list"),
    path("<int:pk>/", views.product_page, name="detail"),
]
