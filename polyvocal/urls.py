"""Every public address of polyvocal, with the names fixed in the design."""

from django.urls import include, path

from polyvocal.harvesting import activity, ldes, memento, oai, sitemap
from polyvocal.views import (
    browsing,
    dataset,
    health,
    identifiers,
    objects,
    own_vocabulary,
    provenance,
    research,
    schemes,
    sparql,
    texts,
    voices,
)

app_name = "polyvocal"
urlpatterns = [
    path("", browsing.home, name="home"),
    path("objects/", browsing.objects, name="objects"),
    path("object/<str:identifier>/", objects.object, name="object"),
    path("object/<str:identifier>/history/", objects.object_history, name="object-history"),
    path("object/<str:identifier>/compare/", objects.object_compare, name="object-compare"),
    path("object/<str:identifier>/provenance/", provenance.object_provenance, name="object-provenance"),
    path("research/", research.research, name="research"),
    path("research/<slug:slug>/", research.dossier, name="dossier"),
    path("perspective/<slug:slug>/", voices.perspective, name="perspective"),
    path("voice/<slug:slug>/", voices.voice, name="voice"),
    path("scheme/<slug:name>/", schemes.scheme, name="scheme"),
    path("text/<uuid:key>/", texts.text, name="text"),
    path("edition/<uuid:key>/", texts.edition, name="edition"),
    path("api/v1/", include("polyvocal.api.urls")),
    path("sparql", sparql.endpoint, name="sparql"),
    path("healthz", health.health, name="healthz"),
    # A former object number may hold slashes; it only ever redirects.
    path("object/<path:identifier>/", objects.object, name="object-by-number"),
    path("id/vocabulary", own_vocabulary.own_vocabulary, name="vocabulary"),
    *dataset.urlpatterns,
    *identifiers.urlpatterns,
    *memento.urlpatterns,
    *oai.urlpatterns,
    *sitemap.urlpatterns,
    *activity.urlpatterns,
    *ldes.urlpatterns,
]
