"""Addresses of the API, below /api/v1/."""

from django.urls import path

from polyvocal.api.resources import ObjectResource, PerspectivesResource

urlpatterns = [
    path("objects/<str:identifier>/", ObjectResource.as_view(), name="api-object"),
    path("objects/<str:identifier>/perspectives/", PerspectivesResource.as_view(), name="api-perspectives"),
]
