"""What the groups of the three roles were given, so that what a museum took away from them stays away."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GivenPermission(models.Model):
    """That the group of a role was once given a permission, as `app.codename`. It may have been taken away since."""

    role = models.CharField(_("role"), max_length=20)
    permission = models.CharField(_("permission"), max_length=200)

    class Meta:
        verbose_name = _("permission given to a role")
        verbose_name_plural = _("permissions given to roles")
        ordering = ["role", "permission"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["role", "permission"], name="polyvocal_permission_given_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.permission}"
