"""What switching on sets off, as every view tells it."""

from __future__ import annotations

import io
from dataclasses import replace

import jsonschema_rs
import pytest
from rich.console import Console
from view_plans import SCRIPT, change, plan, run

from revops.model.change import Action, Consent
from revops.model.consequence import Act, Consequence
from revops.model.outcome import Outcome, Status
from revops.model.spec import Phase
from revops.views.consequences import consequence_told
from revops.views.html import html
from revops.views.json import change_document, plan_document
from revops.views.markdown import markdown
from revops.views.outline import outline_plan, outline_run
from revops.views.schema import plan_schema
from revops.views.terminal import draw

FOUND = Consequence(5000, mails=10_000, billing=1200, why="whoever fits today", object="contacts")


def enabling(consequence=FOUND):
    """A change that switches a workflow on."""
    made = change(
        "workflow.nurture",
        Action.UPDATE,
        ("enabled", False, True),
        phase=Phase.ENABLE,
        consent=Consent.ENABLE,
    )
    return replace(made, consequence=consequence)


def drawn(outline):
    console = Console(file=io.StringIO(), width=200)
    draw(outline, console)
    return console.file.getvalue()


def test_json_has_the_numbers_and_the_schema_knows_them():
    """Programs read them; null where nothing is counted for such a change."""
    document = plan_document(plan(enabling(), change("group.contacts.a")))

    jsonschema_rs.validate(plan_schema(), document)
    told = [one["consequence"] for one in document["changes"]]
    assert told == [
        {"records": 5000, "at_most": False, "mails": 10_000, "billing": 1200, "why": "whoever fits today"},
        None,
    ]


def test_a_number_that_nobody_knows_is_null_in_json():
    """Never 0."""
    unknown = Consequence(None, mails=None, billing=None, why="HubSpot refuses")

    document = plan_document(plan(enabling(unknown)))

    jsonschema_rs.validate(plan_schema(), document)
    assert change_document(enabling(unknown))["consequence"]["records"] is None


@pytest.mark.parametrize("view", [drawn, markdown, html])
def test_every_view_tells_numbers_and_reason(view):
    """Beside the change that they are about."""
    told = view(outline_plan(plan(enabling(), locale="en")))

    assert "5,000 contacts would enrol at once" in told
    assert "10,000 e-mails today" in told
    assert "1,200 would become marketing contacts" in told
    assert "whoever fits today" in told


def test_what_happened_is_told_without_what_could_have_happened():
    """After the run the numbers are old; what is left to a person still has them."""
    left = enabling()
    done = replace(left, approved=True)

    ended = replace(run(), plan=plan(done), outcomes=(Outcome(done, Status.DONE),))

    assert "5,000" not in drawn(outline_run(ended))
    assert "5,000" in drawn(outline_run(replace(ended, plan=plan(left), outcomes=())))


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (
            FOUND,
            (
                "コンタクト 5,000 件がすぐに登録されます；本日 10,000 通のEメールが送信されます；"
                "1,200 件が課金対象のマーケティングコンタクトになります"
            ),
        ),
        (
            Consequence(7, at_most=True, mails=0),
            (
                "コンタクト 最大 7 件がすぐに登録されます；本日送信されるEメールはありません；"
                "マーケティングコンタクトの変更はありません"
            ),
        ),
        (Consequence(0), "すぐに登録されるコンタクトはありません"),
        (
            Consequence(0, billing=None),
            "すぐに登録されるコンタクトはありません；マーケティングコンタクトになる件数：未集計",
        ),
        (
            Consequence(None, mails=None, billing=None),
            (
                "すぐに登録されるコンタクト：未集計；本日送信されるEメール：未集計；"
                "マーケティングコンタクトになる件数：未集計"
            ),
        ),
        (Consequence(12, act=Act.SCORE), "コンタクト 12 件がすぐにスコアリングされます"),
        (Consequence(0, act=Act.SCORE), "すぐにスコアリングされるコンタクトはありません"),
        (Consequence(0, act=Act.SEND), "これだけでは何も送信されません"),
        (Consequence(3, act=Act.SEND), "コンタクト 3 件がすぐに送信されます"),
    ],
)
def test_a_page_in_japanese_says_it_in_japanese(found, told):
    """With the object as HubSpot's Japanese UI names it."""
    assert consequence_told(found, "ja", lambda _: "コンタクト") == told


def test_the_page_of_a_japanese_target_is_in_japanese():
    """The reason is a message, so it stays English and is marked so."""
    told = html(outline_plan(plan(enabling(), locale="ja")))

    assert "コンタクト 5,000 件がすぐに登録されます" in told


def test_reasons_are_text_in_a_page():
    """HubSpot's words are among them."""
    told = html(outline_plan(plan(enabling(replace(FOUND, why=SCRIPT)))))

    assert "<script>window.hacked" not in told


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Consequence(0, act=Act.SEND, object="contacts"), "sends nothing by itself"),
        (Consequence(1, act=Act.SEND, object="contacts"), "1 contact would be sent it at once"),
        (
            Consequence(None, mails=None, billing=None, act=Act.SEND, object="contacts"),
            "contacts that would be sent it at once: not counted",
        ),
        (Consequence(0, act=Act.SCORE, object="deals"), "no deals would be scored"),
    ],
)
def test_sending_is_an_act_of_its_own(found, told):
    """Nobody enrols in an e-mail, so neither enrolment nor billing is spoken of."""
    assert found.told == consequence_told(found, "en", str) == told
