"""What people make of flags and of names that were found, with a reason and a name."""

from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal.exceptions import LifecycleError
from polyvocal.models import NameHit, TriageFlag, TriageJudgement, Verdict
from polyvocal.publishing import Actor, recorded, required_reason


def judge_flag(flag: TriageFlag, actor: Actor, *, verdict: str, reason: str) -> TriageJudgement:
    """Say what a flag comes to. Earlier judgements stay; this one counts until the grounds of the flag change."""
    actor.require("judge_triage")
    if verdict not in Verdict.values:
        raise LifecycleError(_("“%(verdict)s” is not a verdict on a flag.") % {"verdict": verdict})
    why = required_reason(reason)
    with recorded(actor, reason=why):
        current = TriageFlag.objects.select_for_update().get(pk=flag.pk)
        if current.grounds != flag.grounds:
            raise LifecycleError(_("The grounds of this flag have changed in the meantime; read them again."))
        made = TriageJudgement.objects.create(
            flag=current, verdict=verdict, reason=why, grounds=current.grounds, actor_name=actor.name
        )
        current.verdict = verdict
        current.save(update_fields=["verdict"])
    return made


def judge_hit(hit: NameHit, actor: Actor, *, verdict: str, reason: str) -> NameHit:
    """Say whether an event names the one who is watched, or somebody else; the latter flags no object."""
    actor.require("judge_triage")
    if verdict not in NameHit.Verdict.values:
        raise LifecycleError(_("“%(verdict)s” is not a verdict on a name.") % {"verdict": verdict})
    why = required_reason(reason)
    with recorded(actor, reason=why):
        current = NameHit.objects.select_for_update().get(pk=hit.pk)
        current.verdict, current.reason = verdict, why
        current.judged_by, current.judged_at = actor.name, timezone.now()
        current.save(update_fields=["verdict", "reason", "judged_by", "judged_at"])
    return current
