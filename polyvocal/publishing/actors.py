"""Who takes a step: a signed-in person, or the system in the name of a run."""

from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _

from polyvocal.exceptions import NotPermittedError, ReasonMissingError


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `name` is copied into what the step leaves behind; `user` is None for the system."""

    name: str
    user: Any = None

    @classmethod
    def of(cls, user: Any) -> Self:
        """Return the actor for a user account: full name with the log-in behind it."""
        full_name = user.get_full_name() if hasattr(user, "get_full_name") else ""
        login = user.get_username()
        return cls(f"{full_name} ({login})" if full_name else login, user)

    @classmethod
    def system(cls, name: str) -> Self:
        """Return an actor that is no person, such as an import run; it may take every step."""
        return cls(name)

    def may(self, permission: str) -> bool:
        """Whether the actor has `polyvocal.<permission>`."""
        return self.user is None or bool(self.user.has_perm(f"polyvocal.{permission}"))

    def require(self, permission: str) -> None:
        """Raise NotPermittedError unless the actor has `polyvocal.<permission>`."""
        if not self.may(permission):
            raise NotPermittedError(_("%(name)s may not take this step.") % {"name": self.name})


def required_reason(reason: str) -> str:
    """Return the reason without surrounding space; raise ReasonMissingError where there is none."""
    if not reason.strip():
        raise ReasonMissingError(_("Give a reason: it stays readable beside the text."))
    return reason.strip()
