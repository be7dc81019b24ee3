"""What happens after a migrate: the database's guards are armed, and the three roles exist."""

from typing import Any

from django.apps import apps as global_apps
from django.db import connections

from polyvocal.models import guards

ROLES: dict[str, tuple[str, ...]] = {
    "viewer": (),
    "editor": ("draft_text", "add_source", "change_source", "add_relation", "change_relation", "judge_triage",
               "tie_terms", "add_provenanceresearch", "change_provenanceresearch"),
    "curator": (
        "draft_text", "review_text", "publish_text", "withdraw_text",
        "add_source", "change_source", "delete_source", "add_relation", "change_relation", "delete_relation",
        "add_voice", "change_voice", "delete_voice", "add_perspective", "change_perspective", "delete_perspective",
        "add_showing", "change_showing", "delete_showing", "add_text",
        "change_collectionobject", "add_collectionobject", "add_formernumber", "change_formernumber",
        "run_import", "run_triage", "judge_triage", "tie_terms", "write_dump",
        "add_watchedname", "change_watchedname", "delete_watchedname",
        "add_provenanceresearch", "change_provenanceresearch",
    ),
}  # fmt: skip
"""Permissions by role, besides seeing everything. Groups are made once; a museum may change them afterwards."""

OUR_APPS = "polyvocal"
"""How the labels of polyvocal's apps begin; an app beside the core is seen by the roles without the core knowing it."""


def arm_guards(*, using: str, **_: Any) -> None:
    """Make the triggers again, for SQLite loses them when a table is rebuilt."""
    guards.install(connections[using])


def create_roles(*, using: str, **_: Any) -> None:
    """Make the groups viewer, editor and curator where they do not exist yet."""
    if not global_apps.is_installed("django.contrib.auth"):
        return
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    for config in global_apps.get_app_configs():
        if config.label.startswith(OUR_APPS):
            create_permissions(config, verbosity=0, using=using)
    ours = Permission.objects.using(using).filter(content_type__app_label__startswith=OUR_APPS)
    for role, codenames in ROLES.items():
        group, is_new = Group.objects.using(using).get_or_create(name=role)
        if is_new:
            views = ours.filter(codename__startswith="view_")
            group.permissions.set([*views, *ours.filter(codename__in=codenames)])
