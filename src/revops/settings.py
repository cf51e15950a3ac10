"""Settings: the environment (with `.env`) and the project's `revops.yaml` with its targets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from pydantic import Field, PositiveInt, SecretStr, ValidationError, create_model
from pydantic_settings import BaseSettings, SettingsConfigDict

from revops.blueprint.files import SETTINGS
from revops.blueprint.names import meant
from revops.model.context import Role
from revops.model.exits import UNDECIDED, USAGE
from revops.model.finding import Code, Finding, Refused, Severity
from revops.targets import EMULATOR, OAuthVariables, ProjectFile, RoleEntry, TargetEntry, read_project_file

EMULATOR_STATE: Final = Path(".revops", "emulator.db")
"""What the built-in target remembers, below the project."""

TOKENS: Final[Mapping[str, str]] = {
    "data": "HUBSPOT_ACCESS_TOKEN",
    "automation": "HUBSPOT_AUTOMATION_TOKEN",
}
"""Variables that hold the tokens of a target that names none, by the hub's names of credentials."""

CODES: Final[Mapping[str, Code]] = {
    "RV701": Code(
        "An environment variable has a value that makes no sense.",
        "`REVOPS_PORTAL_ID` is no whole number.",
        "Write the portal's id, or unset the variable.",
    ),
    "RV702": Code(
        "The file `.env` cannot be read.",
        "The file is no UTF-8, or a line is not `NAME=value`.",
        "Correct it; `.env.example` shows the lines.",
    ),
    "RV703": Code(
        "There is no target of that name.",
        "The name is misspelt, or `REVOPS_TARGET` names an old one.",
        "Take one of the targets in `revops.yaml`.",
    ),
    "RV704": Code(
        "REVOPS_PORTAL_ID names another portal than the target.",
        "The second lock does its work: a command would have gone to another portal.",
        "Correct one of the two, or choose another target.",
    ),
    "RV705": Code(
        "A variable that must hold a token or secret is not set.",
        "The variable that the target names is empty.",
        "Set it in `.env` or in the environment.",
    ),
    "RV706": Code(
        "Several portals are targets, and nothing says which of them is meant.",
        "`revops.yaml` has two portals or more and no `default_target:`, and the command names none.",
        "Name one with `--target NAME`, or write `default_target: NAME` into `revops.yaml`.",
    ),
}
"""Code -> meaning; what is wrong inside of revops.yaml has the codes of blueprint files."""


class _Outside(BaseSettings):
    """The process's environment, then `.env`; an empty variable counts as not set."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", hide_input_in_errors=True)


class Environment(_Outside):
    """What may be set from outside for any project, besides tokens."""

    revops_target: str = ""
    revops_portal_id: PositiveInt | None = None
    revops_base_url: str = ""
    revops_state_url: SecretStr | None = None


_Set = TypeVar("_Set", bound=_Outside)


@dataclass(frozen=True)
class OAuthSecrets:
    """An OAuth app, ready to refresh."""

    client_id: str
    client_secret: SecretStr
    refresh_token: SecretStr


@dataclass(frozen=True)
class Target:
    """One target, chosen and checked. `portal` is 0 for the emulator, which makes up its own."""

    name: str
    portal: int
    entry: TargetEntry

    @property
    def roles(self) -> Mapping[str, Role]:
        return {name: _role(entry) for name, entry in self.entry.roles.items()}

    def is_protected(self, account_type: str) -> bool:
        """Whether the extra care of design.md, rule 7 applies to an account of this type."""
        return account_type == "STANDARD" if self.entry.protected is None else self.entry.protected


@dataclass(frozen=True)
class Settings:
    """Everything that is set for one project; secrets are looked up only when they are asked for."""

    project: Path
    environment: Environment
    file: ProjectFile

    @classmethod
    def load(cls, project: Path) -> Settings:
        """Read the environment, `.env` and revops.yaml.

        Raises:
            Refused: with everything that is wrong in revops.yaml (exit 3) or in the environment (exit 64).
        """
        return cls(project, _outside(Environment, project), read_project_file(project))

    def is_embedded(self, target: Target) -> bool:
        """True for the emulator inside of this process; the environment may name one that runs elsewhere."""
        return target.entry.emulator and not self.environment.revops_base_url

    def state_url(self, target: Target) -> str:
        """Of the database that a team shares; empty where state is kept in files. It may hold a password.

        Everybody has an embedded emulator of their own, all with the same portal id: its state is in files.
        """
        url = self.environment.revops_state_url
        return url.get_secret_value() if url and not self.is_embedded(target) else ""

    def target(self, name: str | None = None) -> Target:
        """The target by name, by REVOPS_TARGET, or by default.

        A project that has no targets may name one and set REVOPS_PORTAL_ID instead.

        Raises:
            Refused: there is no such target, or nothing tells which of several portals is meant (exit 64);
                or REVOPS_PORTAL_ID contradicts it (exit 4).
        """
        name = name or self.environment.revops_target or self._default()
        entry = self._entry(name)
        pinned = self.environment.revops_portal_id
        if pinned and entry.portal and pinned != entry.portal:
            summary = f"the target {name!r} is portal {entry.portal}, but REVOPS_PORTAL_ID is {pinned}"
            _refuse("RV704", summary, "correct one of the two, or choose another target", UNDECIDED)
        return Target(name, entry.portal or 0, entry)

    def secrets(self, target: Target) -> Mapping[str, SecretStr | OAuthSecrets]:
        """Token or OAuth app by credential (`data`, `automation`); nothing for the emulator.

        Raises:
            Refused: a variable that the target needs is not set (exit 4).
        """
        if target.entry.emulator:
            return {}
        named = target.entry.credentials
        if named is None:
            return self._default_secrets(target)
        wanted = {"data": named.data, "automation": named.automation}
        return {name: self._secret(target, variables) for name, variables in wanted.items() if variables}

    def _default_secrets(self, target: Target) -> Mapping[str, SecretStr]:
        found = self._lookup(TOKENS.values())
        if TOKENS["data"] not in found:
            _no_token(target, TOKENS["data"])
        return {name: found[variable] for name, variable in TOKENS.items() if variable in found}

    def _secret(self, target: Target, variables: str | OAuthVariables) -> SecretStr | OAuthSecrets:
        names = [variables] if isinstance(variables, str) else list(variables.model_dump().values())
        found = self._lookup(names)
        for name in names:
            if name not in found:
                _no_token(target, name)
        if isinstance(variables, str):
            return found[variables]
        return OAuthSecrets(
            found[variables.client_id].get_secret_value(),
            found[variables.client_secret],
            found[variables.refresh_token],
        )

    def _lookup(self, names: Collection[str]) -> dict[str, SecretStr]:
        """Variables that are set, out of the given names, from the environment or from `.env`."""
        fields: dict[str, Any] = {
            f"v{place}": (SecretStr | None, Field(None, validation_alias=name))
            for place, name in enumerate(names)
        }
        found = _outside(create_model("Variables", __base__=_Outside, **fields), self.project)
        values = [getattr(found, field) for field in fields]
        return {name: value for name, value in zip(names, values, strict=True) if value is not None}

    def _default(self) -> str:
        """The default target; of several portals the file has to name it."""
        portals = [name for name, entry in self.file.targets.items() if entry.portal]
        if len(portals) > 1 and "default_target" not in self.file.model_fields_set:
            summary = f"{SETTINGS} has the portals {', '.join(portals)}, and nothing says which one is meant"
            known = ", ".join(dict.fromkeys((*self.file.targets, EMULATOR)))
            hint = f"add --target NAME, one of {known}; or write `default_target: NAME` into {SETTINGS}"
            _refuse("RV706", summary, hint, USAGE)
        return self.file.default_target

    def _entry(self, name: str) -> TargetEntry:
        if name in self.file.targets:
            return self.file.targets[name]
        if name == EMULATOR:
            return TargetEntry(emulator=True)
        portal = self.environment.revops_portal_id
        if not portal or self.file.targets:
            hint = meant(name, (*self.file.targets, EMULATOR))
            _refuse("RV703", f"there is no target {name!r} in {SETTINGS}", hint, USAGE)
        return TargetEntry(portal=portal)


def _outside(type_: type[_Set], project: Path) -> _Set:
    try:
        return type_(_env_file=project / ".env", _env_file_encoding="utf-8")  # type: ignore[call-arg]  # pydantic's plugin is not used
    except ValidationError as error:
        names = ", ".join(str(fault["loc"][0]).upper() for fault in error.errors(include_url=False))
        _refuse("RV701", f"{names} must be a whole number above 0", "it is the id of a portal", USAGE)
    except (OSError, ValueError):
        hint = "it holds NAME=value lines in UTF-8; .env.example shows them"
        _refuse("RV702", "the file .env cannot be read", hint, USAGE)


def _role(entry: str | RoleEntry) -> Role:
    return Role(email=entry) if isinstance(entry, str) else entry.role


def _no_token(target: Target, variable: str) -> NoReturn:
    pinned = f"is portal {target.portal}" if target.portal else "needs a token"
    summary = f"the target {target.name!r} {pinned}, and {variable} is not set"
    hint = f"set {variable} in the environment or in .env, or use `--target {EMULATOR}`"
    _refuse("RV705", summary, hint, UNDECIDED)


def _refuse(code: str, summary: str, hint: str, exit_code: int) -> NoReturn:
    raise Refused([Finding(code, Severity.ERROR, summary, hint)], exit_code) from None
