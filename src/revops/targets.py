"""The project's `revops.yaml`: its targets, and what each of them may say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self, cast

from pydantic import AfterValidator, BeforeValidator, Field, NonNegativeInt, PositiveInt, model_validator

from revops.blueprint.files import SETTINGS
from revops.blueprint.read import Enough, read_file
from revops.blueprint.validate import Checker
from revops.model.address import Address
from revops.model.context import Role
from revops.model.day import no_day
from revops.model.exits import INVALID
from revops.model.finding import Finding, Refused
from revops.model.hubs import AddOn, HubName, Tier
from revops.model.spec import Spec

EMULATOR: Final = "emulator"
"""The built-in target, and the default one."""

ENROL_CAP: Final = 100
"""Most records to which a pattern agrees, where a target says nothing."""

CAPS: Final[Mapping[str, int]] = {"update": 200, "replace": 10, "delete": 10}
"""Most changes of one run, by action, where a target says nothing; what is made is not capped by default."""


Capped = Literal["create", "update", "replace", "delete", "enrol"]
Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NEARLY_A_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_HARMLESS = re.compile(r"\s*[a-z_]+:\s*[0-9/.年月日-]{1,12}\s*")
"""A line that holds a number or a day and cannot hold a token."""


def _variable(text: str) -> str:
    # A pattern would quote the value in its message, and the value may be a token in the wrong place.
    if not _VARIABLE.fullmatch(text):
        raise ValueError("this is no name of a variable; write the name, never the token itself")
    return text


Variable = Annotated[str, AfterValidator(_variable)]


def _day(given: Any) -> Any:
    """Refuse what is no day as ISO 8601 writes it; only what looks like a day is quoted."""
    if isinstance(given, str) and not _DAY.fullmatch(given):
        found = _NEARLY_A_DAY.fullmatch(given)
        if found:
            raise ValueError(f"{given!r} is no day; write {'{}-{:0>2}-{:0>2}'.format(*found.groups())}")
        raise ValueError("this is no day; write it like 2027-01-15")
    if isinstance(given, str) and (why := no_day(given)):
        raise ValueError(why)
    return date.fromisoformat(given) if isinstance(given, str) else given


Day = Annotated[date, BeforeValidator(_day)]


def _address(text: str) -> str:
    Address.parse(text.partition("#")[0])
    return text


class OAuthVariables(Spec):
    """The variables that hold an OAuth app's secrets."""

    client_id: Variable = Field(description="Name of the variable that holds the app's client id")
    client_secret: Variable = Field(description="Name of the variable that holds the client's secret")
    refresh_token: Variable = Field(description="Name of the variable that holds the refresh token")


class CredentialsEntry(Spec):
    """Variables by credential; flows go with `automation`, or with `data` where that is missing."""

    data: Variable | OAuthVariables = Field(
        description="Variable with the token for the data model, or the variables of an OAuth app"
    )
    automation: Variable | OAuthVariables | None = Field(
        default=None, description="The same for workflows, which Service Keys do not reach"
    )


class RoleEntry(Spec):
    """Who has a role: a user by e-mail, or a team by name."""

    email: Email = Field(default="", description="E-mail address of a user of the portal")
    team: str = Field(default="", description="Name of a team of the portal")

    @property
    def role(self) -> Role:
        return Role(self.email, self.team)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.email) == bool(self.team):
            raise ValueError("a role is either `email:` or `team:`")
        return self


class TargetEntry(Spec):
    """One target as revops.yaml describes it."""

    portal: PositiveInt | None = Field(default=None, description="The portal's id, which pins the target")
    emulator: bool = Field(default=False, description="True: the embedded emulator instead of a portal")
    credentials: CredentialsEntry | None = Field(
        default=None, description="Names of variables, never secrets"
    )
    locale: str = Field(
        default="en", pattern=r"^[a-z]{2}(-[A-Za-z]{2,4})?$", description="Language of all labels"
    )
    hubs: dict[HubName, Tier] = Field(
        default={}, description="The subscription, as HubSpot's API does not tell it"
    )
    add_ons: list[AddOn] = Field(
        default=[], description="Add-ons of the subscription; they count where `hubs:` is declared"
    )
    go_live: Day | None = Field(
        default=None,
        ge=date(2000, 1, 1),
        le=date(2999, 12, 31),
        description="The day the portal goes live, e.g. 2027-01-15; due days count from it",
    )
    protected: bool | None = Field(default=None, description="Extra care; by default for STANDARD accounts")
    roles: dict[str, Email | RoleEntry] = Field(
        default={}, description="An e-mail address, {email: …} or {team: …}"
    )
    variables: dict[str, Any] = Field(default={}, description="Values of the blueprint's variables")
    caps: dict[Capped, NonNegativeInt] = Field(
        default={},
        description="`enrol`: most records that a pattern such as --enable '*' agrees to switch on for, 100 "
        "where it is left out. The others: most changes of one run; where they are left out, 200 updates, 10 "
        "replacements and 10 deletes; beyond, `apply` asks for --allow. Protected targets have half of each",
    )
    bind: dict[Annotated[str, AfterValidator(_address)], str] = Field(
        default={}, description="Address, or ADDRESS#stages.KEY, and its name or id in this portal"
    )

    def enrol_cap(self, *, protected: bool) -> int:
        """Most records of a change to which a pattern agrees; protected targets have half (rule 7)."""
        cap = self.caps.get("enrol", ENROL_CAP)
        return cap // 2 if protected else cap

    def change_caps(self, *, protected: bool) -> dict[str, int]:
        """Most changes of one run, by action; protected targets have half (rule 7)."""
        caps = {**CAPS, **{str(action): most for action, most in self.caps.items() if action != "enrol"}}
        return {action: most // 2 if protected else most for action, most in caps.items()}

    @model_validator(mode="after")
    def _portal_or_emulator(self) -> Self:
        if self.emulator == (self.portal is not None):
            raise ValueError("a target is either `portal: ID` or `emulator: true`")
        return self


class ProjectFile(Spec):
    """The whole of revops.yaml."""

    default_target: str = Field(
        default=EMULATOR, description="Where no --target is given; several portals need it"
    )
    blueprints: list[str] = Field(default=["blueprints"], description="Files and folders, in the project")
    targets: dict[str, TargetEntry] = Field(default={}, description="By name, as --target takes it")

    @model_validator(mode="after")
    def _emulator_stays_one(self) -> Self:
        target = self.targets.get(EMULATOR)
        if target and not target.emulator:
            raise ValueError(
                f"the target {EMULATOR!r} is the built-in emulator; give the portal another name"
            )
        return self


def read_project_file(project: Path) -> ProjectFile:
    """What revops.yaml says, or the defaults where there is none.

    Raises:
        Refused: with everything that is wrong in it, each with line, cause and way out.
    """
    path = project / SETTINGS
    if not (path.exists() or path.is_symlink()):
        return ProjectFile()
    document = read_file(path, SETTINGS)
    data = {} if document.data is None else document.data
    value, faults = (None, []) if document.findings else _CHECKER.check(data)
    with suppress(Enough):
        for fault in faults:
            origin = document.origin(fault.trail, value=fault.at_value)
            document.error(fault.code, fault.summary, origin, fault.hint)
    if document.findings:
        raise Refused(map(_discreet, document.findings), INVALID)
    return cast("ProjectFile", value)


def _discreet(finding: Finding) -> Finding:
    """The finding without its line: somebody may have pasted a token into it."""
    return finding if _HARMLESS.fullmatch(finding.source) else replace(finding, source="")


_CHECKER: Final = Checker(ProjectFile)
