"""Why a lead score is out of reach: whatever the engine gives as the reason is said in both languages."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

import revops
from revops.emulator import DEFAULT_PORTAL_ID, Traits
from revops.emulator.faults import fault_of
from revops.emulator.scopes import ALL
from sections import RANKED, WHO

TOKEN = "pat-data"
VIEW, EDIT = "mh-lead-scoring-view", "mh-lead-scoring-edit"
SCORE = f"""\
{RANKED}scores:
  fit:
    object: contacts
    name: Fit
    category: FIT
    max: 50
    fallback: calculated
{WHO}"""
HUBS = "Marketing Hub Professional or Sales Hub Professional"
UNTOLD = {"method": "POST", "path": "/oauth/v2/private-apps/get/access-token-info", "status": 404}
"""The portal does not tell what scopes a token has."""


@pytest.fixture
def make_client(make_project):
    """Makes projects with a score and its fallback: `make_client(locale, entry={}, **traits)`."""

    def make(locale, entry=(), **traits):
        project = make_project(token=TOKEN, blueprint=SCORE, **traits)
        project.pin(locale=locale, **dict(entry))
        project.environment["HUBSPOT_ACCESS_TOKEN"] = TOKEN
        return project

    return make


def without_a_beta(make, locale):
    return make(locale, betas=False)


def without_a_subscription(make, locale):
    return make(locale, {"hubs": {"marketing": "starter"}})


def without_the_scope_to_read(make, locale):
    return make(locale, scopes=ALL - {VIEW, EDIT})


def without_the_scope_to_write(make, locale):
    return make(locale, scopes=ALL - {EDIT})


def found_closed(make, locale):
    """Nobody tells the scopes, so a write that cannot succeed is tried."""
    project = make(locale, scopes=ALL - {EDIT})
    project.emulator.faults.add(fault_of({**UNTOLD, "count": 100}))
    return project


def made_before(make, locale):
    """The scopes came after the formula had been made."""
    project = without_the_scope_to_read(make, locale)
    project.apply()
    project.emulator.add_portal(DEFAULT_PORTAL_ID, TOKEN, Traits())
    return project


WHYS = {
    without_a_beta: ("situation.reading", "this portal does not have the scores API, which is a beta"),
    without_a_subscription: (
        "capability._tier",
        f"lead scores need {HUBS}, which the target does not declare",
    ),
    without_the_scope_to_read: (
        "capability.lack_of_scope",
        f"the data token may not read scores: it lacks {VIEW}",
    ),
    without_the_scope_to_write: (
        "capability.lack_of_scope",
        f"the data token may not write scores: it lacks {EDIT}",
    ),
    found_closed: ("capability._closed", "HubSpot refuses writes to scores to this token"),
    made_before: ("instead._in_place_of", "what stands in for score.contacts.fit was made before"),
}
"""For each way: where the engine says why, and what it says."""


def refusals():
    """Functions of the engine and how often each makes a verdict that says no."""
    found = Counter()
    for path in sorted((Path(revops.__file__).parent / "engine").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found[f"{path.stem}.{node.name}"] += sum(map(says_no, ast.walk(node)))
    return +found


def says_no(node):
    """`Verdict(Allowance.BLOCKED, ...)`, and the like."""
    if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "Verdict" and node.args):
        return False
    first = ast.unparse(node.args[0])
    return first.startswith("Allowance.") and first != "Allowance.ALLOWED"


def first_line(project):
    """The reason, with which the finding about what stands in begins."""
    (told,) = [one["summary"] for one in project.plan()["findings"] if one["code"] == "RV884"]
    return told.partition("\n")[0]


@pytest.mark.parametrize("way", WHYS)
def test_why_a_score_is_out_of_reach_is_said_in_both_languages(make_client, way):
    """A reason without a wording in Japanese would make the whole finding English."""
    _, why = WHYS[way]

    assert first_line(way(make_client, "en")) == f"{why}."


@pytest.mark.parametrize("way", WHYS)
def test_no_reason_stays_english_on_a_japanese_target(make_client, way):
    """Names and scopes stay; the sentence ends as a Japanese one."""
    _, why = WHYS[way]

    told = first_line(way(make_client, "ja"))

    assert told.endswith("。")
    assert why not in told


def test_every_place_that_gives_a_reason_is_among_them():
    """Who lets the engine say no in another place, or once more in one of these, adds a way and a wording."""
    assert set(refusals()) == {place for place, _ in WHYS.values()} - {"instead._in_place_of"}
    assert set(refusals().values()) == {1}
