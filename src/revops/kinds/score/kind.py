"""Kind `score`: list pages and two reads per managed score; one create, one draft update, one publish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, Final

from revops.kinds.base import Settled, Surroundings
from revops.kinds.links import link
from revops.kinds.plain import Plain
from revops.kinds.score import counting, paper, uses
from revops.kinds.score.expand import expand
from revops.kinds.score.losses import priced
from revops.kinds.score.observe import CLOSED, LIST, observe
from revops.kinds.score.spec import Design, ScoreSpec
from revops.kinds.score.write import compile_changes, created_id
from revops.kinds.wire import settled
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change, Consent
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING, Json
from revops.model.objects import HOST
from revops.model.outlook import Outlook
from revops.model.reference import Mention
from revops.model.spec import Observation, Observed, Phase, Present, Resource

_PUBLISHED: Final = "published"
_CHOICES: Final = (
    "without HubSpot's lead scores the score can be one of these: `fallback: calculated`, a formula of its"
    " FIT rules about properties; `fallback: computed`, numbers that `revops score` fills from the records"
    " each time it is run; `fallback: workflows`, numbers to which a workflow for each event adds. None has"
    " tiers, and points do not fade"
)
_WAY_OUT: Final = "write one of them into the score; the plan then tells what is lost"


class ScoreKind(Plain):
    """Lead scores. The order of groups and rules is no unit: no source says that HubSpot keeps it."""

    name = "score"
    section = "scores"
    section_type: Any = dict[str, ScoreSpec]
    after = frozenset({HOST, "group", "property", "lifecycle", "pipeline"})
    reads: tuple[str, ...] = ("scores",)
    writes: tuple[str, ...] = ("scores",)
    opens = (LIST,)
    spoken_of = True
    asks: frozenset[Consent] = frozenset({Consent.PUBLISH})

    def expand(self, section: Mapping[str, ScoreSpec], near: Surroundings) -> Iterator[Resource]:
        return expand(section, near)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        return observe(scope, wanted, context)

    def resolve(self, resource: Resource, seen: Observation, context: Context) -> Resource:
        """Where the making was broken off, the tiers that HubSpot put in have to go yet."""
        entry, presence = context.ledger.entry(resource.address), seen.presence(resource.address)
        if not (entry and entry.maybe and isinstance(presence, Present)):
            return resource
        return replace(resource, units={**resource.units, **_foreign_tiers(resource, presence.observed)})

    def phase(self, path: str, actual: Observed | None) -> Phase:
        return Phase.PUBLISH if path == _PUBLISHED else Phase.DRAFT

    def follow(self, resource: Resource, moved: frozenset[str]) -> Mapping[str, Json]:
        """Whatever is written goes into the draft, and the published score differs from it."""
        return {_PUBLISHED: False} if moved - {_PUBLISHED} else {}

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        return compile_changes(changes, context)

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        for address in call.carries:
            if call.path == "/scores" and answer.ok:
                yield Settled(address, done=True, id=created_id(answer))
            else:
                yield settled(address, call, answer)

    def instead(
        self, resource: Resource, seen: Observation, why: str
    ) -> tuple[Sequence[Resource], Sequence[Finding]]:
        """What the score's `fallback:` makes where HubSpot's lead scores are out of reach, and its price.

        A read that went wrong otherwise than for good, say by a 500, is no reason.
        """
        made = resource.spec.stand_in
        if made is None or (seen.broken and CLOSED not in seen.missing):
            return (), ()
        told, hint = priced(why, made.lost, made.locale)
        return made.resources, (Finding("RV884", Severity.WARNING, told, hint, resource.address),)

    def weigh(self, change: Change, outlook: Outlook) -> Conversation | None:
        return counting.weigh(change, outlook)

    def hazards(self, change: Change) -> Iterable[Finding]:
        if _is_out_of_reach(change):
            yield Finding("RV885", Severity.INFO, _CHOICES, _WAY_OUT, change.address)
        elif change.action is Action.DELETE:
            told = f"the score and its properties go, from every record of {change.address.scope}"
            yield Finding("RV582", Severity.WARNING, told, address=change.address)
        elif change.after().get(_PUBLISHED) is False:
            told = "the score is deactivated: HubSpot scores no record by it any more"
            yield Finding("RV581", Severity.WARNING, told, address=change.address)
        elif change.action.writes and change.phase is Phase.PUBLISH:
            told = f"publishing scores every record of {change.address.scope} again by the draft"
            hint = "workflows that watch the score may enrol records at once"
            yield Finding("RV581", Severity.WARNING, told, hint, change.address)

    def by_hand(self, change: Change, context: Context) -> str:
        """The clicks to the score. The page's address is not documented; the menu's words stand beside it."""
        units = "; ".join(f"{unit.path} = {unit.after}" for unit in change.units)
        page = link(context, "/lead-scoring/{portal}")
        return f"Marketing > Lead scoring ({page}): open the score {change.address.name} and set {units}"

    def mentions(self, observed: Observed, context: Context) -> Iterable[Mention]:
        return uses.mentions(observed, context)

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        return paper.describe(observed)

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        paper.put(entry, path, value, context.locale)


def _is_out_of_reach(change: Change) -> bool:
    """Whether a score that says no fallback is blocked as a whole: nothing of it was read or compared."""
    design = change.resource.spec if change.resource else None
    blocked = change.action is Action.BLOCKED and not (change.units or change.actual)
    return blocked and isinstance(design, Design) and design.stand_in is None


def _foreign_tiers(resource: Resource, observed: Observed) -> dict[str, Json]:
    """Tiers beside those of the blueprint, where it has some."""
    ours = {path for path in resource.units if path.startswith("thresholds.")}
    there = [path for path in observed.units if path.startswith("thresholds.") and path.endswith(".label")]
    return {path: MISSING for path in there if ours and path not in ours}
