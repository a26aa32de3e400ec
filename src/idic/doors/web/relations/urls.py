from django.urls import path

from idic.doors.web.relations import views_households, views_page, views_relations, views_shares

app_name = "relations"
urlpatterns = [
    path("<int:pk>/", views_page.detail, name="detail"),
    path("<int:pk>/panel/", views_page.panel, name="panel"),
    path("<int:pk>/picture/", views_page.picture, name="picture"),
    path("<int:pk>/find/", views_page.find, name="find"),
    path("<int:pk>/add/", views_relations.add, name="add"),
    path("<int:pk>/<int:relation_pk>/edit/", views_relations.edit, name="edit"),
    path("<int:pk>/<int:relation_pk>/end/", views_relations.end, name="end"),
    path("<int:pk>/<int:relation_pk>/remove/", views_relations.remove, name="remove"),
    path("<int:pk>/household/", views_households.create, name="household"),
    path("<int:pk>/household/<int:household_pk>/name/", views_households.rename, name="household-name"),
    path("<int:pk>/household/<int:household_pk>/add/", views_households.add, name="member-add"),
    path("<int:pk>/members/<int:member_pk>/edit/", views_households.edit, name="member-edit"),
    path("<int:pk>/members/<int:member_pk>/end/", views_households.end, name="member-end"),
    path("<int:pk>/members/<int:member_pk>/remove/", views_households.remove, name="member-remove"),
    path("<int:pk>/shares/add/", views_shares.add, name="share-add"),
    path("<int:pk>/shares/<int:share_pk>/remove/", views_shares.remove, name="share-remove"),
]
