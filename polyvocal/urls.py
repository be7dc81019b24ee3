"""Every public address of polyvocal, with the names fixed in the design."""

from django.urls import URLPattern

app_name = "polyvocal"
urlpatterns: list[URLPattern] = []
