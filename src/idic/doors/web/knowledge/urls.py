from django.urls import path

from idic.doors.web.knowledge import views_article, views_case, views_edit, views_gaps, views_list

app_name = "knowledge"

urlpatterns = [
    path("", views_list.articles, name="list"),
    path("due/", views_list.due, name="due"),
    path("gaps/", views_gaps.gaps, name="gaps"),
    path("gaps/<int:pk>/settling/", views_gaps.settle, name="settle"),
    path("figures/", views_gaps.figures, name="figures"),
    path("new/", views_edit.create, name="create"),
    path("images/<int:pk>/", views_article.image, name="image"),
    path("case/<int:pk>/", views_case.beside, name="case"),
    path("case/<int:pk>/found/", views_case.found, name="case-search"),
    path("case/<int:pk>/draft/", views_case.draft, name="case-draft"),
    path("case/<int:pk>/use/<int:text_id>/", views_case.use, name="case-use"),
    path("case/<int:pk>/unuse/<int:text_id>/", views_case.unuse, name="case-unuse"),
    path("<int:pk>/", views_article.article, name="article"),
    path("<int:pk>/keeping/", views_article.keep, name="keep"),
    path("<int:pk>/confirmation/", views_article.confirm, name="confirm"),
    path("<int:pk>/pictures/", views_article.add_picture, name="add-image"),
    path("<int:pk>/<slug:language>/edit/", views_edit.edit, name="edit"),
    path("<int:pk>/<slug:language>/versions/", views_article.versions, name="versions"),
    path("<int:pk>/<slug:language>/vote/", views_article.voted, name="vote"),
    path("<int:pk>/<slug:language>/<slug:step>/", views_article.act, name="act"),
]
