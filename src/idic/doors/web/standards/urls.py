from django.urls import path

from idic.doors.web.standards import (
    views_charter,
    views_detail,
    views_edit,
    views_list,
    views_map,
    views_people,
    views_promises,
    views_requirements,
    views_skills,
    views_staffing,
)

app_name = "standards"
urlpatterns = [
    path("", views_map.overview, name="map"),
    path("cells/<slug:mode>/<slug:purpose>/", views_map.cell, name="cell"),
    path("defaults/", views_map.defaults, name="defaults"),
    path("list/", views_list.standard_list, name="list"),
    path("new/", views_edit.create, name="create"),
    path("requirements/", views_requirements.requirements, name="requirements"),
    path("charter/", views_charter.charter, name="charter"),
    path("charter/pdf/", views_charter.charter_pdf, name="charter-pdf"),
    path("charter/publication/", views_charter.publish, name="publish"),
    path("promises/", views_promises.promises, name="promises"),
    path("people/", views_people.people, name="people"),
    path("skills/", views_skills.skills, name="skills"),
    path("skills/<int:pk>/", views_skills.skills_of, name="skills-of"),
    path("staffing/", views_staffing.staffing, name="staffing"),
    path("<int:pk>/", views_detail.detail, name="detail"),
    path("<int:pk>/edit/", views_edit.edit, name="edit"),
    path("<int:pk>/archive/", views_list.archive, name="archive"),
    path("<int:pk>/restore/", views_list.restore, name="restore"),
]
