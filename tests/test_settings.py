"""Environment, `.env` and revops.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from revops.model.context import Role
from revops.model.finding import Refused
from revops.settings import CODES, TOKENS, Environment, OAuthSecrets, Settings, Target
from revops.targets import EMULATOR

TOKEN = "pat-eu1-00000000-1111-2222-3333-444444444444"

FULL = """\
default_target: acme
blueprints: [blueprints, extra/more.yaml]
targets:
  acme:
    portal: 12345
    credentials: {data: ACME_TOKEN, automation: ACME_FLOWS}
    locale: ja
    hubs: {marketing: professional, sales: starter}
    protected: true
    roles:
      ma_operator: ma@example.com
      sales_manager: {email: boss@example.com}
      cs_team: {team: CS}
    variables: {mql_score: 60, landing_pages: [/lp]}
    caps: {delete: 0, create: 500}
    bind: {property.contacts.lead_source: riidosousu}
  test:
    portal: 999
"""


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees a variable of the machine it runs on."""
    for name in (*Environment.model_fields, *TOKENS.values()):
        monkeypatch.delenv(name.upper(), raising=False)


def load(project: Path, text: str = "", env: str = "") -> Settings:
    if text:
        (project / "revops.yaml").write_text(text)
    if env:
        (project / ".env").write_text(env)
    return Settings.load(project)


def refused(project: Path, text: str) -> Refused:
    with pytest.raises(Refused) as caught:
        load(project, text)
    return caught.value


def test_nothing_at_all(tmp_path: Path) -> None:
    """Without any file the emulator is the target and `blueprints` the place to look."""
    settings = load(tmp_path)

    target = settings.target()

    assert settings.file.blueprints == ["blueprints"]
    assert (target.name, target.portal, target.entry.emulator) == (EMULATOR, 0, True)
    assert settings.secrets(target) == {}
    assert settings.environment.revops_base_url == ""


def test_a_full_target(tmp_path: Path) -> None:
    """Everything that design.md, section 5 lists for a target."""
    target = load(tmp_path, FULL).target()

    assert (target.name, target.portal, target.entry.locale) == ("acme", 12345, "ja")
    assert target.entry.hubs == {"marketing": "professional", "sales": "starter"}
    assert target.entry.variables == {"mql_score": 60, "landing_pages": ["/lp"]}
    assert target.entry.caps == {"delete": 0, "create": 500}
    assert target.entry.bind == {"property.contacts.lead_source": "riidosousu"}
    assert target.roles == {
        "ma_operator": Role(email="ma@example.com"),
        "sales_manager": Role(email="boss@example.com"),
        "cs_team": Role(team="CS"),
    }


@pytest.mark.parametrize(
    ("caps", "open_", "protected"), [("", 100, 50), ("caps: {enrol: 5}", 5, 2), ("caps: {enrol: 0}", 0, 0)]
)
def test_a_protected_target_has_half_the_cap(tmp_path: Path, caps: str, open_: int, protected: int) -> None:
    """100 where nothing is said; never rounded up (design.md, rule 7)."""
    entry = load(tmp_path, f"targets:\n  a:\n    portal: 1\n    {caps}\n").target("a").entry

    assert (entry.enrol_cap(protected=False), entry.enrol_cap(protected=True)) == (open_, protected)


@pytest.mark.parametrize(
    ("caps", "open_"),
    [
        ("", {"update": 200, "replace": 10, "delete": 10}),
        (
            "caps: {delete: 0, create: 7, enrol: 5}",
            {"update": 200, "replace": 10, "delete": 0, "create": 7},
        ),
    ],
)
def test_numbers_of_changes_are_capped(tmp_path: Path, caps: str, open_: dict[str, int]) -> None:
    """As docs/safety.md says; half of each for a protected target; records that enrol are another matter."""
    entry = load(tmp_path, f"targets:\n  a:\n    portal: 1\n    {caps}\n").target("a").entry

    assert entry.change_caps(protected=False) == open_
    assert entry.change_caps(protected=True) == {action: most // 2 for action, most in open_.items()}


def test_an_empty_file(tmp_path: Path) -> None:
    """A file of comments says nothing."""
    assert load(tmp_path, "# nothing yet\n").file.targets == {}


@pytest.mark.parametrize(
    ("option", "variable", "chosen"),
    [(None, None, "acme"), (None, "test", "test"), ("test", "acme", "test"), ("emulator", None, "emulator")],
)
def test_which_target(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    option: str | None,
    variable: str | None,
    chosen: str,
) -> None:
    """--target wins over REVOPS_TARGET, which wins over `default_target`."""
    if variable:
        monkeypatch.setenv("REVOPS_TARGET", variable)

    assert load(tmp_path, FULL).target(option).name == chosen


PORTALS = "targets:\n  acme: {portal: 1}\n  zeta: {portal: 2}\n"


def test_several_portals_need_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The emulator is meant by nobody who has two portals; whatever names a target is enough."""
    settings = load(tmp_path, PORTALS)

    with pytest.raises(Refused) as caught:
        settings.target()
    finding = caught.value.findings[0]
    monkeypatch.setenv("REVOPS_TARGET", "zeta")

    assert (finding.code, caught.value.exit_code) == ("RV706", 64)
    assert "acme, zeta, emulator" in finding.hint
    assert load(tmp_path).target().portal == 2
    assert load(tmp_path).target(EMULATOR).portal == 0


@pytest.mark.parametrize("text", [f"default_target: emulator\n{PORTALS}", "targets:\n  acme: {portal: 1}\n"])
def test_the_emulator_is_the_default(tmp_path: Path, text: str) -> None:
    """Where the file says so, and beside one portal, to which nothing goes that does not name it."""
    assert load(tmp_path, text).target().name == EMULATOR


def test_a_target_that_is_none(tmp_path: Path) -> None:
    """A usage error with the nearest name."""
    with pytest.raises(Refused) as caught:
        load(tmp_path, FULL).target("acne")

    finding = caught.value.findings[0]
    assert (finding.code, caught.value.exit_code) == ("RV703", 64)
    assert "acme" in finding.hint


def test_a_target_from_the_environment_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project without targets may name one and pin it by REVOPS_PORTAL_ID."""
    monkeypatch.setenv("REVOPS_PORTAL_ID", "777")
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", TOKEN)
    settings = load(tmp_path)

    target = settings.target("client")

    assert (target.portal, target.entry.emulator) == (777, False)
    assert settings.secrets(target) == {"data": SecretStr(TOKEN)}


def test_a_misspelt_target_is_not_made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where targets are declared, REVOPS_PORTAL_ID makes no new one."""
    monkeypatch.setenv("REVOPS_PORTAL_ID", "12345")

    with pytest.raises(Refused):
        load(tmp_path, FULL).target("acne")


def test_two_portal_ids_that_differ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second lock holds: a person must decide."""
    monkeypatch.setenv("REVOPS_PORTAL_ID", "1")

    with pytest.raises(Refused) as caught:
        load(tmp_path, FULL).target()

    assert (caught.value.findings[0].code, caught.value.exit_code) == ("RV704", 4)


def test_the_second_lock_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Equal ids are fine, and the emulator is no portal."""
    monkeypatch.setenv("REVOPS_PORTAL_ID", "12345")
    settings = load(tmp_path, FULL)

    assert settings.target().portal == 12345
    assert settings.target(EMULATOR).portal == 0


@pytest.mark.parametrize("value", ["abc", "0", "-1", "1.5"])
def test_a_portal_id_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """The variable is named, its value is not repeated."""
    monkeypatch.setenv("REVOPS_PORTAL_ID", value)

    with pytest.raises(Refused) as caught:
        load(tmp_path)

    finding = caught.value.findings[0]
    assert (finding.code, caught.value.exit_code) == ("RV701", 64)
    assert finding.summary.startswith("REVOPS_PORTAL_ID ")


def test_an_empty_variable_is_not_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `.env.example` has them."""
    monkeypatch.setenv("REVOPS_PORTAL_ID", "")
    monkeypatch.setenv("HUBSPOT_AUTOMATION_TOKEN", "")
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", TOKEN)
    settings = load(tmp_path, FULL)

    assert settings.environment.revops_portal_id is None
    assert set(settings.secrets(settings.target("test"))) == {"data"}


def test_tokens_from_the_usual_variables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A target that names no variables uses the usual ones."""
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", TOKEN)
    monkeypatch.setenv("HUBSPOT_AUTOMATION_TOKEN", "flows")
    settings = load(tmp_path, FULL)

    secrets = settings.secrets(settings.target("test"))

    assert secrets == {"data": SecretStr(TOKEN), "automation": SecretStr("flows")}
    assert TOKEN not in repr(secrets) + repr(settings)


def test_tokens_by_name_from_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables that a target names come from `.env` too; the environment wins."""
    monkeypatch.setenv("ACME_FLOWS", "from-environment")
    env = f"ACME_TOKEN={TOKEN}\nACME_FLOWS=from-file\nUNRELATED=1\n"
    settings = load(tmp_path, FULL, env)

    assert settings.secrets(settings.target()) == {
        "data": SecretStr(TOKEN),
        "automation": SecretStr("from-environment"),
    }


def test_settings_from_the_env_file(tmp_path: Path) -> None:
    """REVOPS_* may stand in `.env`; the state URL is a secret."""
    settings = load(tmp_path, FULL, "REVOPS_TARGET=test\nREVOPS_STATE_URL=postgresql://me:secret@db/revops\n")

    assert settings.target().name == "test"
    assert "secret" not in repr(settings)


@pytest.mark.parametrize(("target", "variable"), [("test", "HUBSPOT_ACCESS_TOKEN"), ("acme", "ACME_TOKEN")])
def test_no_token(tmp_path: Path, target: str, variable: str) -> None:
    """A target that is a portal and has no token exits 4 and names the variable (design.md, section 5)."""
    settings = load(tmp_path, FULL)

    with pytest.raises(Refused) as caught:
        settings.secrets(settings.target(target))

    finding = caught.value.findings[0]
    assert (finding.code, caught.value.exit_code) == ("RV705", 4)
    assert variable in finding.summary
    assert variable in finding.hint


def test_a_named_token_has_no_stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another portal's token in the usual variable is not taken for a target that names its own."""
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", TOKEN)
    monkeypatch.setenv("ACME_TOKEN", "acme")
    settings = load(tmp_path, FULL)

    with pytest.raises(Refused) as caught:
        settings.secrets(settings.target())

    assert "ACME_FLOWS" in caught.value.findings[0].summary


def test_an_oauth_app(tmp_path: Path) -> None:
    """Three variables make an app that refreshes its token."""
    text = (
        "targets:\n  acme:\n    portal: 1\n    credentials:\n"
        "      data: KEY\n      automation: {client_id: ID, client_secret: SECRET, refresh_token: REFRESH}\n"
    )
    settings = load(tmp_path, text, "KEY=k\nID=my-app\nSECRET=hush\nREFRESH=again\n")

    secrets = settings.secrets(settings.target("acme"))

    assert secrets["automation"] == OAuthSecrets("my-app", SecretStr("hush"), SecretStr("again"))
    assert "hush" not in repr(secrets)


def test_an_env_file_that_cannot_be_read(tmp_path: Path) -> None:
    """Not UTF-8: said so, without its content."""
    (tmp_path / ".env").write_bytes(b"HUBSPOT_ACCESS_TOKEN=\xff\xfe")

    with pytest.raises(Refused) as caught:
        load(tmp_path)

    assert (caught.value.findings[0].code, caught.value.exit_code) == ("RV702", 64)


def test_all_errors_at_once(tmp_path: Path) -> None:
    """Each with file, line, cause and way out; exit 3."""
    refusal = refused(
        tmp_path,
        "default_targt: acme\n"
        "targets:\n"
        "  acme:\n"
        "    portal: '12345'\n"
        "    hubs: {marketing: profesional}\n"
        "    roles: {boss: {email: a@b.c, team: T}}\n"
        "    caps: {delete: -1}\n"
        "    bind: {lead_source: x}\n",
    )

    assert refusal.exit_code == 3
    assert sorted((str(f.origin), f.code) for f in refusal.findings) == [
        ("revops.yaml:1", "RV115"),
        ("revops.yaml:4", "RV116"),
        ("revops.yaml:5", "RV118"),
        ("revops.yaml:6", "RV118"),
        ("revops.yaml:7", "RV118"),
        ("revops.yaml:8", "RV118"),
    ]
    by_line = {finding.origin.line: finding for finding in refusal.findings}
    assert "default_target" in by_line[1].hint
    assert "professional" in by_line[5].hint
    assert "either `email:` or `team:`" in by_line[6].summary
    assert "KIND.NAME" in by_line[8].summary


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("targets:\n  acme: {}\n", 2),
        ("targets:\n  acme: {portal: 1, emulator: true}\n", 2),
        ("targets:\n  acme: {emulator: false}\n", 2),
        ("targets:\n  acme:\n    portal: 0\n", 3),
        ("targets:\n  acme: {portal: 1,\n    locale: Japanese}\n", 3),
        ("targets:\n  acme: {portal: 1,\n    roles: {a: nobody}}\n", 3),
        ("targets: []\n", 1),
        ("[]\n", 1),
        ("targets:\n  a: {portal: 1}\n  a: {portal: 2}\n", 3),
        ("blueprints: blueprints\n", 1),
    ],
)
def test_what_a_target_may_not_be(tmp_path: Path, text: str, line: int) -> None:
    """A target is a portal or the emulator, once and completely."""
    refusal = refused(tmp_path, text)

    assert (refusal.exit_code, refusal.findings[0].origin.line) == (3, line)


def test_the_emulator_is_no_portal(tmp_path: Path) -> None:
    """The built-in name cannot be given to a portal, or `--target emulator` would be dangerous."""
    refusal = refused(tmp_path, "targets:\n  emulator: {portal: 12345}\n")

    assert "built-in emulator" in refusal.findings[0].summary


def test_the_emulator_may_be_set_up(tmp_path: Path) -> None:
    """Its locale and roles are set like those of any target."""
    target = load(tmp_path, "targets:\n  emulator: {emulator: true, locale: ja}\n").target()

    assert (target.entry.locale, target.entry.emulator) == ("ja", True)


@pytest.mark.parametrize(
    "text",
    [
        f"targets:\n  acme: {{portal: 1, credentials: {{data: {TOKEN}}}}}\n",
        f"targets:\n  acme: {{portal: 1, credentials: {{token: {TOKEN}}}}}\n",
        f"targets:\n  acme: {{portal: 1, token: {TOKEN}}}\n",
        f"targets:\n  acme: {{portal: 1, token: {TOKEN}\n",
    ],
)
def test_a_token_in_the_wrong_place_is_not_shown(tmp_path: Path, text: str) -> None:
    """Somebody pastes a token into the file: it is refused without repeating it (rule 11)."""
    refusal = refused(tmp_path, text)

    assert TOKEN not in repr(refusal.findings)
    assert TOKEN not in str(refusal)


@pytest.mark.parametrize(
    ("protected", "account_type", "expected"),
    [
        (None, "STANDARD", True),
        (None, "DEVELOPER_TEST", False),
        (False, "STANDARD", False),
        (True, "SANDBOX", True),
    ],
)
def test_protection(tmp_path: Path, protected: bool | None, account_type: str, expected: bool) -> None:
    """STANDARD accounts are protected unless the target says otherwise (rule 7)."""
    said = "" if protected is None else f", protected: {str(protected).lower()}"
    target: Target = load(tmp_path, f"targets:\n  acme: {{portal: 1{said}}}\n").target("acme")

    assert target.is_protected(account_type) is expected


def test_every_variable_is_in_the_example() -> None:
    """`.env.example` lists all, empty and with a comment above (design.md, section 5)."""
    lines = (Path(__file__).parent.parent / ".env.example").read_text().splitlines()
    listed = {
        line.partition("=")[0]: place for place, line in enumerate(lines) if "=" in line and "#" not in line
    }

    assert set(listed) == {*(name.upper() for name in Environment.model_fields), *TOKENS.values()}
    assert all(lines[place - 1].startswith("#") for place in listed.values())
    assert all(lines[place].endswith("=") for place in listed.values())


def test_every_code_has_a_meaning() -> None:
    """Six codes."""
    assert sorted(CODES) == ["RV701", "RV702", "RV703", "RV704", "RV705", "RV706"]
