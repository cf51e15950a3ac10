"""What stands between a sandbox and production, and what a sandbox cannot show (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from revops.model.address import Address
from revops.model.change import Action
from revops.model.few import few
from revops.model.finding import Finding, Severity
from revops.model.item import Item
from revops.model.plan import Plan
from revops.model.spec import Resource

_LEFT: Final = (Action.HOLD, Action.WAITING, Action.BLOCKED)
_NAMED: Final = 10
"""Addresses that a sentence names."""
_SANDBOXES: Final = ("SANDBOX", "DEVELOPER_TEST")

# HubSpot's account types page: a test account sends marketing e-mails to its users only. Knowledge base, "Set
# up a standard sandbox account" (March 2023): so does a sandbox, from another IP address; no lead scoring
# there; betas have to be joined anew; only super admins are users at first. Developer changelog on sandboxes:
# at most the 5,000 contacts changed last, each with up to 100 associated records of a type, are copied, once.
# That lists, integrations and subscription types do not travel: peers, section a, "standard sandbox deploy".
_UNPROVEN: Final[Sequence[tuple[frozenset[str], str]]] = (
    (
        frozenset({"segment", "workflow", "score", "lifecycle"}),
        "how many records are concerned: a sandbox has none, or a copy of at most 5,000 contacts",
    ),
    (
        frozenset({"email", "workflow"}),
        "e-mails: a sandbox sends to its own users only, and has subscription types of its own",
    ),
    (
        frozenset({"workflow"}),
        "integrations: apps that workflows call (Slack and others) are connected anew in production",
    ),
    (
        frozenset({"workflow", "pipeline_rules", "stage_permissions", "team"}),
        "people: users and teams of a sandbox are its own, so roles lead to others there",
    ),
    (
        frozenset({"score"}),
        "scoring: HubSpot's knowledge base says that a standard sandbox does not score leads",
    ),
    (
        frozenset({"score", "pipeline_rules", "stage_permissions", "workflow"}),
        "betas: each account joins them by itself",
    ),
)


@dataclass(frozen=True)
class Proof:
    """What was seen of the sandbox.

    Args:
        target: its name.
        account_type: of its account.
        plan: of the same blueprint there.
        items: of its checklist.
    """

    target: str
    account_type: str
    plan: Plan
    items: Sequence[Item]

    @property
    def missing(self) -> list[Finding]:
        """What is to be done in the sandbox first; nothing where it may be promoted."""
        left = [one.address for one in self.plan.changes if one.action.counts]
        still = [one.address for one in self.items if not one.is_done and not one.needs]
        found = []
        if left or self.plan.errors:
            told = f"the plan of {self.target} is not empty: {_named(left) or 'it has errors'}"
            found.append(Finding("RV975", Severity.ERROR, told, f"revops apply --target {self.target}"))
        if still:
            told = f"the checklist of {self.target} is not done: {_named(still)}"
            hint = f"do it and tick it: revops checklist --target {self.target} --tick ADDRESS"
            found.append(Finding("RV976", Severity.ERROR, told, hint))
        return found


def unproven(
    proof: Proof, resources: Iterable[Resource], hubs: tuple[Mapping[str, str], Mapping[str, str]]
) -> Iterator[str]:
    """Sentences about what a sandbox does not show of this blueprint.

    Args:
        proof: of the sandbox.
        resources: of the blueprint.
        hubs: the subscriptions that the two targets declare, the sandbox's first.
    """
    kinds = {one.address.kind for one in resources}
    if proof.account_type not in _SANDBOXES:
        yield f"{proof.target} is an account of type {proof.account_type}, no sandbox"
    for about, told in _UNPROVEN:
        if about & kinds:
            yield told
    for action in _LEFT:
        found = [one.address for one in proof.plan.changes if one.action is action]
        if found:
            yield f"what is {_WORDS[action]} in {proof.target}: {_named(found)}"
    beyond = [one.address for one in proof.items if one.needs and not one.is_done]
    if beyond:
        yield f"what {proof.target} has no subscription for: {_named(beyond)}"
    yield from _subscriptions(*hubs)


_WORDS: Final = {Action.HOLD: "held", Action.WAITING: "waiting", Action.BLOCKED: "blocked"}


def _subscriptions(there: Mapping[str, str], here: Mapping[str, str]) -> Iterator[str]:
    for hub in sorted({*there, *here}):
        if there.get(hub) != here.get(hub):
            yield (
                f"the subscription: {hub} is {there.get(hub, 'not declared')} in the sandbox, "
                f"{here.get(hub, 'not declared')} in production"
            )


def _named(addresses: Iterable[Address]) -> str:
    return few(sorted({str(one) for one in addresses}), _NAMED)
