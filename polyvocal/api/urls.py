"""Addresses of the API, below /api/v1/."""

from django.urls import path
from django.views.decorators.http import conditional_page

from polyvocal.api.resources import ObjectResource, PerspectivesResource, ProvenanceResource

urlpatterns = [
    path("objects/<str:identifier>/", conditional_page(ObjectResource.as_view()), name="api-object"),
    path(
        "objects/<str:identifier>/perspectives/",
        conditional_page(PerspectivesResource.as_view()),
        name="api-perspectives",
    ),
    path(
        "objects/<str:identifier>/provenance/",
        conditional_page(ProvenanceResource.as_view()),
        name="api-provenance",
    ),
]
