"""Loads the demo collection through the real importer."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from polyvocal.publishing import Actor
from polyvocal.reference_site import demo_collection, demo_provenance, demo_terms


class Command(BaseCommand):
    """Load the voices, import the Adlib export of Museum Het Pakhuis, and work on some of its texts."""

    help = "Loads the demo collection of Museum Het Pakhuis through the real importer, with demo log-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "fixtures" / "pakhuis"
        demo_collection.make_people()
        curator, editor = (Actor.of(get_user_model().objects.get(username=name)) for name in ("curator", "editor"))
        demo_collection.load_voices(folder, actor=curator)
        call_command(
            "import_collection", str(folder / "adlib_export.xml"), profile=str(folder / "profile.toml"), quiet=True
        )
        demo_provenance.load_research(folder / "research.toml", actor=curator)
        demo_terms.load_terms(folder / "terms.toml", curator=curator, editor=editor)
        demo_collection.act_after_import(curator=curator, editor=editor)
        self.stdout.write(self.style.SUCCESS("The demo collection is in."))
