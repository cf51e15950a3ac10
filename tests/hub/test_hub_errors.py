"""Refusals as findings."""

from __future__ import annotations

import json
from typing import Any

import pytest

from revops.hub.codes import CODES
from revops.hub.errors import explain
from revops.hub.retry import TIMEOUT
from revops.model.address import Address
from revops.model.call import Answer


def envelope(message: str, **more: Any) -> dict[str, Any]:
    """HubSpot's error envelope (dossier L2)."""
    return {
        "status": "error",
        "message": message,
        "correlationId": "c-1",
        "category": "VALIDATION_ERROR",
        **more,
    }


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(400, envelope("bad")), "RV501"),
        (Answer(422, envelope("bad")), "RV501"),
        (Answer(401, envelope("no")), "RV502"),
        (Answer(403, envelope("no", category="MISSING_SCOPES")), "RV503"),
        (Answer(403, envelope("no", category="FLOW_ACCESS_DENIED")), "RV504"),
        (Answer(404, envelope("no")), "RV505"),
        (Answer(404, None), "RV505"),
        (Answer(409, envelope("twice")), "RV506"),
        (Answer(429, {"policyName": "SECONDLY"}), "RV507"),
        (Answer(429, {"policyName": "DAILY"}), "RV508"),
        (Answer(423, None), "RV509"),
        (Answer(477, None), "RV509"),
        (Answer(500, None), "RV510"),
        (Answer(502, None), "RV510"),
        (Answer(0, fault=TIMEOUT), "RV511"),
        (Answer(302, None), "RV512"),
        (Answer(400, envelope("no", errors=[{"code": "CANNOT_DELETE_PROPERTY_IN_USE"}])), "RV513"),
        (
            Answer(400, envelope("no", subCategory="PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES")),
            "RV513",
        ),
        (Answer(400, envelope("no", subCategory="STAGE_ID_IN_USE")), "RV513"),
    ],
)
def test_codes(answer: Answer, code: str) -> None:
    """Each kind of refusal has its code, its meaning and a way out."""
    finding = explain(answer)

    assert finding.code == code
    assert code in CODES
    assert finding.is_error
    assert finding.hint


def test_the_sentence_names_everything() -> None:
    """HubSpot's words, its details, category and correlation id, and what was asked."""
    body = envelope("Property is invalid", errors=[{"message": "label must not be blank"}])

    finding = explain(
        Answer(400, body), doing="POST properties /contacts", address=Address.parse("property.contacts.a")
    )

    assert finding.summary == (
        "POST properties /contacts: Property is invalid; label must not be blank "
        "(HTTP 400, VALIDATION_ERROR, correlationId c-1)"
    )
    assert str(finding.address) == "property.contacts.a"


def test_json_inside_the_message() -> None:
    """A group's refusal nests the real error as JSON text (dossier B6, L2)."""
    inner = envelope(
        "The group has active properties",
        subCategory="PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES",
        correlationId="inner",
    )

    finding = explain(Answer(400, envelope(json.dumps(inner))))

    assert finding.code == "RV513"
    assert finding.summary.startswith("The group has active properties (HTTP 400, PropertyGroupError.")
    assert "correlationId inner" in finding.summary


@pytest.mark.parametrize("message", ["{not json", "{}", '{"message": 5}', "[1]", "{" * 5000])
def test_a_message_that_only_looks_like_json(message: str) -> None:
    """What is no nested error is shown as it is."""
    summary = explain(Answer(400, envelope(message))).summary

    assert summary.startswith(message[:600])


def test_nesting_ends() -> None:
    """Errors within errors are opened three deep and no deeper."""
    body = envelope("bottom")
    for _ in range(50):
        body = envelope(json.dumps(body)) if len(json.dumps(body)) < 100_000 else body

    assert explain(Answer(400, body)).code == "RV501"


@pytest.mark.parametrize("name", ["requiredGranularScopes", "requiredScopes"])
@pytest.mark.parametrize("inside", [True, False])
def test_missing_scopes_are_named(name: str, inside: bool) -> None:
    """The scope to add, from the errors or from the envelope (dossier K)."""
    context = {"context": {name: ["crm.schemas.contacts.write", "crm.schemas.companies.write"]}}
    more = {"errors": [{"message": "scopes", **context}]} if inside else context

    finding = explain(Answer(403, envelope("Not allowed", category="MISSING_SCOPES", **more)))

    assert "missing scope: crm.schemas.contacts.write or crm.schemas.companies.write" in finding.summary
    assert "add the scope" in finding.hint


def test_missing_scopes_without_a_name() -> None:
    """HubSpot does not always say which."""
    finding = explain(Answer(403, envelope("Not allowed", category="MISSING_SCOPES")))

    assert (finding.code, "does not name" in finding.summary) == ("RV503", True)


def test_the_daily_limit_says_when_it_resets() -> None:
    """Midnight in the portal's time zone (dossier L1)."""
    answer = Answer(429, {"message": "You have reached your daily limit.", "policyName": "DAILY"})

    assert "it starts again at midnight in Asia/Tokyo" in explain(answer, time_zone="Asia/Tokyo").summary
    assert "midnight in the time zone of the portal" in explain(answer).summary


def test_a_redirect_is_explained() -> None:
    """The reason is said, as HubSpot itself says nothing."""
    assert "never followed" in explain(Answer(302, None)).summary


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "text",
        5,
        {},
        {"message": None, "errors": None, "context": None},
        {"message": ["a"], "errors": "b", "context": []},
        {"errors": [None, 1, {"message": 5, "context": {"requiredScopes": 5}}]},
        {"errors": [{"context": {"requiredScopes": [5, None]}}]},
        {"category": 5, "subCategory": [], "correlationId": {}},
    ],
)
@pytest.mark.parametrize("status", [400, 403, 429, 500])
def test_envelopes_of_any_shape(status: int, body: object) -> None:
    """Every field of the envelope is optional and none is trusted (dossier L2)."""
    assert f"HTTP {status}" in explain(Answer(status, body)).summary


def test_strange_text_is_tamed() -> None:
    """Control characters of a stranger do not reach the terminal, nor does endless text."""
    finding = explain(Answer(400, envelope("\x1b[31mred\x07\r\nline" + "x" * 10_000)))

    assert finding.summary.isprintable()
    assert len(finding.summary) < 800


@pytest.mark.parametrize("answer", [Answer(0, fault=TIMEOUT), Answer(500, None)])
def test_a_read_has_no_change_to_look_for(answer):
    """Only a lost write sends people to the plan; a lost read to the network, or to patience."""
    assert "whether the change arrived" in explain(answer).hint
    hint = explain(answer, read=True).hint
    assert hint
    assert "change" not in hint
