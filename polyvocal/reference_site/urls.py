"""Addresses of the reference site: polyvocal at the root, the admin beside it."""

from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from polyvocal.reference_site.robots import robots

admin.site.site_header = _("Museum Het Pakhuis: texts and voices")
admin.site.site_title = _("Museum Het Pakhuis")
admin.site.index_title = _("What the museum says, and who says it")

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("robots.txt", robots),
    path("", include("polyvocal.urls")),
]
