"""What happens after a migrate: the database's guards are armed, and the three roles have what is new."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps as global_apps
from django.db import connections

from polyvocal.models import GivenPermission, guards

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
"""Permissions by role, besides seeing everything. A group is given each once; a museum may take it away for good."""

FIRST: dict[str, frozenset[str]] = {
    "viewer": frozenset(),
    "editor": frozenset({"draft_text", "add_source", "change_source", "add_relation", "change_relation"}),
    "curator": frozenset({
        "draft_text", "review_text", "publish_text", "withdraw_text", "add_source", "change_source",
        "add_relation", "change_relation", "delete_relation", "add_voice", "change_voice", "add_perspective",
        "change_perspective", "add_showing", "change_showing", "add_text", "change_collectionobject",
        "add_collectionobject",
    }),
}  # fmt: skip
"""What the groups had when there were groups at all, besides seeing the first tables; nobody wrote it down then."""

_FIRST_SEEN = frozenset(
    f"view_{model}" for model in (
        "attribution", "citation", "collectionobject", "draft", "draftattribution", "draftcitation", "edition",
        "erasure", "formernumber", "perspective", "relation", "showing", "source", "text", "voice",
    )
)  # fmt: skip

OUR_APPS = "polyvocal"
"""How the labels of polyvocal's apps begin; an app beside the core is seen by the roles without the core knowing it."""


def arm_guards(*, using: str, **_: Any) -> None:
    """Make the triggers again, for SQLite loses them when a table is rebuilt."""
    guards.install(connections[using])


def create_roles(*, using: str, **_: Any) -> None:
    """Make the groups viewer, editor and curator where they do not exist, and give them what is new since."""
    # Tables of a later version are not there while its migrations are being taken back.
    there = connections[using].introspection.table_names()
    if not global_apps.is_installed("django.contrib.auth") or GivenPermission._meta.db_table not in there:
        return
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    for config in global_apps.get_app_configs():
        if config.label.startswith(OUR_APPS):
            create_permissions(config, verbosity=0, using=using)
    ours = Permission.objects.using(using).filter(content_type__app_label__startswith=OUR_APPS)
    rows = list(ours.values_list("pk", "content_type__app_label", "codename"))
    for role, codenames in ROLES.items():
        group, is_new = Group.objects.using(using).get_or_create(name=role)
        meant = {
            f"{app}.{codename}": key
            for key, app, codename in rows
            if codename.startswith("view_") or codename in codenames
        }
        _give(group, meant, is_new=is_new, using=using)


def _give(group: Any, meant: Mapping[str, Any], *, is_new: bool, using: str) -> None:
    """Give a group those of its permissions that it was never given."""
    given: set[str] = set()
    if not is_new:
        kept = GivenPermission.objects.using(using).filter(role=group.name).values_list("permission", flat=True)
        given = set(kept) or _given_before(group, meant)
    group.permissions.add(*(key for name, key in meant.items() if name not in given))
    GivenPermission.objects.using(using).bulk_create(
        (GivenPermission(role=group.name, permission=name) for name in meant), ignore_conflicts=True
    )


def _given_before(group: Any, meant: Mapping[str, Any]) -> set[str]:
    """Return what a group must have been given before this was written down.

    A group that holds nothing of ours is one that the museum had before, or emptied: it is left alone.
    """
    if not group.permissions.filter(pk__in=meant.values()).exists():
        return set(meant)
    first = FIRST[group.name] | _FIRST_SEEN
    return {name for name in meant if name.partition(".")[2] in first}
