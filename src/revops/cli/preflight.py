"""Before the first write: portal, credentials, scopes, betas, limits and quota, as rows with their way out.

`revops doctor` shows the same rows, and asks the portal for more of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rich.table import Table
from rich.text import Text

from revops.cli.auth import held_by, variables
from revops.cli.headroom import seen_properties
from revops.cli.needs import Requirement, requirements
from revops.cli.session import Session
from revops.cli.typed import as_typed
from revops.engine.situation import Situation
from revops.engine.survey import Probe
from revops.hub.surfaces import SURFACES
from revops.model.call import Call
from revops.model.exits import UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json
from revops.model.plan import Plan
from revops.views.closing import many

OK, WARN, BAD = "ok", "warn", "bad"
_SIGNS: Final = {OK: ("✓", "green"), WARN: ("!", "yellow"), BAD: ("✗", "bold red")}
QUOTA: Final = "quota"


@dataclass(frozen=True)
class Check:
    """One line: what was looked at, how it is, and what to do where it is not well."""

    check: str
    status: str
    told: str
    way_out: str = ""
    brief: str = ""
    """A few words for a line that tells all that is well."""

    @property
    def document(self) -> dict[str, Json]:
        return {"check": self.check, "status": self.status, "told": self.told, "way_out": self.way_out}


def preflight(session: Session, situation: Situation, plan: Plan) -> list[Check]:
    """What can be told before a plan is applied from what was read for it; nothing more is asked."""
    needs = requirements(session.blueprint, session.kinds)
    return [
        *identity(session),
        credentials(session, needs),
        scopes(session, needs, lambda surface, scope: session.probed.get((surface, scope))),
        *_betas(session, situation),
        *(Check("limits", *told) for told in seen_properties(situation, plan)),
        quota(session, plan.writes, plan.reads),
    ]


def require_worthwhile(checks: Sequence[Check]) -> None:
    """Refuse a run that cannot come to its end.

    Raises:
        Refused: with every problem, exit code 4.
    """
    bad = [check for check in checks if check.status == BAD]
    if any(check.check == QUOTA for check in bad):
        found = [Finding("RV999", Severity.ERROR, f"{one.check}: {one.told}", one.way_out) for one in bad]
        raise Refused(found, UNDECIDED)


def in_brief(checks: Iterable[Check]) -> str:
    """Everything in one line."""
    return f"Preflight: {', '.join(check.brief for check in checks if check.brief)}"


def troubles(checks: Iterable[Check]) -> list[Check]:
    """What is not well and can be mended."""
    return [check for check in checks if check.status != OK and check.way_out]


def table(checks: Iterable[Check]) -> Table:
    """The rows for people."""
    shown = Table(box=None, show_header=False, pad_edge=False)
    shown.add_column(no_wrap=True)
    shown.add_column(no_wrap=True)
    shown.add_column()
    for check in checks:
        sign, style = _SIGNS[check.status]
        told = Text(check.told)
        if check.way_out:
            told.append(f"\n-> {as_typed(check.way_out)}", style="dim")
        shown.add_row(Text(sign, style=style), check.check, told)
    return shown


def identity(session: Session) -> Iterator[Check]:
    """Whose portal it is, and how it is pinned."""
    facts, target = session.context.portal, session.target
    currency = f", {facts.currency}" if facts.currency else ""
    brief = f"portal {facts.id} ({facts.account_type})"
    yield Check("portal", OK, f"{facts.id}: {facts.account_type}, {facts.time_zone}{currency}", brief=brief)
    care = "protected: applying asks for its id" if facts.protected else "not protected"
    pinned = "the emulator, which needs no pin" if target.entry.emulator else f"portal {target.portal}"
    yield Check("pinned", OK, f"{pinned}; {care}; labels in {facts.locale}")


def credentials(session: Session, needs: Sequence[Requirement]) -> Check:
    """Which variable serves which surfaces; `data` stands in where there is no other."""
    separate = {"data", *session.settings.secrets(session.target)}
    surfaces: dict[str, dict[str, None]] = {}
    for need in needs:
        name = variables(session.target, need.credential if need.credential in separate else "data")
        surfaces.setdefault(name, {})[need.surface] = None
    told = "; ".join(f"{name} for {', '.join(found)}" for name, found in surfaces.items())
    return Check("credentials", OK, told or "nothing of this blueprint needs one")


def scopes(session: Session, needs: Sequence[Requirement], probe: Probe) -> Check:
    """What this blueprint needs of the tokens, against what they hold."""
    held = held_by(session, needs, probe)
    wanted = {(need.credential, need.wanted(held.scopes)): None for need in needs}
    lacking = {(n.credential, n.wanted(held.scopes)) for n in needs if held.judge(n) is False}
    count = f"{len(wanted) - len(lacking)} of {many(len(wanted), 'scope')}"
    if lacking:
        names = sorted({scope for _, scope in lacking})
        return Check("scopes", BAD, f"{count}; missing: {', '.join(names)}", "revops auth", count)
    if any(held.judge(need) is None for need in needs):
        return Check("scopes", WARN, "HubSpot does not tell this token's scopes", brief="scopes not told")
    return Check("scopes", OK, f"{count}: the tokens hold all that this blueprint needs", brief=count)


def _betas(session: Session, situation: Situation) -> Iterator[Check]:
    """The betas that were read for this plan."""
    for name, broken in sorted(_read_betas(session, situation).items()):
        if broken:
            yield Check(name, BAD, broken, "revops plan tells what stands in, or what to ask HubSpot for")
        else:
            yield reachable(session, Call(name, "GET"))


def _read_betas(session: Session, situation: Situation) -> Mapping[str, str]:
    """Surface -> why it could not be read, or nothing."""
    found: dict[str, str] = {}
    for place, seen in situation.observations.items():
        for name in session.kinds[place[0]].reads:
            if SURFACES[name].beta:
                found[name] = found.get(name, "") or seen.broken
    return found


def reachable(session: Session, call: Call) -> Check:
    """A beta that answers."""
    return Check(call.surface, OK, f"reachable at {session.hub.path(call)}")


def quota(session: Session, writes: int = 0, reads: int = 0) -> Check:
    """The day's calls against those of a run; what was read for its plan is read back at most once.

    All private apps and service keys of an account share them; OAuth apps have no such limit (dossier L1).
    """
    if session.hub.daily is None:
        return Check(QUOTA, OK, "HubSpot tells no daily limit of this token, as for OAuth apps")
    granted, remaining = session.hub.daily
    needed = writes + reads
    left = f"{remaining:,} of {granted:,} calls are left today"
    told = f"{left}; this run takes about {needed:,} ({writes:,} to write, {reads:,} to read back)"
    brief = f"{remaining:,} calls left today for about {needed:,}"
    if not needed:
        return Check(QUOTA, OK, left)
    zone = session.context.portal.time_zone
    way_out = f"wait for midnight ({zone}), when HubSpot begins to count anew, or stop what else uses them"
    if needed > remaining:
        return Check(QUOTA, BAD, told, way_out, brief)
    return Check(QUOTA, *((WARN, told, way_out) if 2 * needed > remaining else (OK, told, "")), brief)
