"""`revops drift`: what somebody changed by hand in HubSpot, and keeping it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from revops.cli.editors import with_editors
from revops.cli.keep import keep
from revops.cli.notes import language, noted
from revops.cli.options import project_option, target_option, wait_option
from revops.cli.output import worst
from revops.cli.session import open_session
from revops.cli.view import Views, view_options
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.model.change import Action, Consent
from revops.model.exits import CHANGES, DONE, ERROR
from revops.model.plan import Consents, Drift, Plan
from revops.state.kept import Locking
from revops.views.json import drift_document
from revops.views.outline import Outline, outline_drift


@click.command("drift")
@project_option
@target_option
@view_options()
@click.option(
    "--keep", "keeping", multiple=True, metavar="ADDRESS", help="Keep HubSpot's value: ADDRESS[#UNIT]."
)
@wait_option
def command(*, project: Path, target: str | None, views: Views, keeping: tuple[str, ...], wait: float) -> int:
    """Show what somebody changed by hand in HubSpot; exit 2 where there is anything.

    --keep writes HubSpot's value into the blueprint files and the ledger. It sends nothing.
    """
    if keeping and views.files:
        raise click.UsageError("--keep shows no drift; leave out --markdown, --html and --junit")
    locking = Locking("drift --keep", wait) if keeping else None
    with open_session(project, target, locking=locking, looks=not keeping) as session:
        situation = session.look(Consents())
        plan = make_plan(situation)
        if keeping:
            return keep(session, plan, keeping, as_json=views.as_json)
        situation, plan = with_editors(session, situation, plan)
        two_way = not session.context.ledger.entries
        drift = Drift(plan, two_way=two_way, also=_also(situation, plan))

    def outline(page: bool) -> Outline:
        shown = replace(drift, plan=noted(plan, session, page=page))
        return outline_drift(shown, full=page or views.full, locale=language(session, page=page))

    views.show(outline, lambda: drift_document(drift))
    return exit_code(drift)


def _also(situation: Situation, plan: Plan) -> tuple[Consent, ...]:
    """The consents that `--take` of the first that is held does not give."""
    held = next((change.address for change in plan.changes if change.action is Action.HOLD), None)
    if held is None:
        return ()
    taking = make_plan(situation.consenting(Consents({Consent.TAKE.value: (str(held),)})))
    asking = (c for c in taking.changes if c.address == held and c.action.counts and not c.approved)
    return tuple(dict.fromkeys(change.consent for change in asking if change.consent))


def exit_code(drift: Drift) -> int:
    """2 on any difference, 1 where the portal could not be read."""
    broken = any(finding.is_error for finding in drift.plan.findings)
    return worst(DONE if drift.is_clean else CHANGES, ERROR if broken else DONE)
