"""Marketing e-mails: names, drafts, publishing and requests as HubSpot's description has them (dossier I)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from kind_talk import Near, create, delete, expand, found, rows, sent, talk, update
from pydantic import ValidationError

from revops.kinds.email.kind import EmailKind
from revops.kinds.lookup import AUTOMATED
from revops.kinds.workflow import mails
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.change import Action, Change, UnitChange
from revops.model.context import Context, Role, Unresolved
from revops.model.finding import Refused, Severity
from revops.model.json import MISSING
from revops.model.ledger import Entry, Ledger
from revops.model.outlook import Outlook
from revops.model.plan import PortalFacts
from revops.model.spec import Absent, Need, Phase, Symbol, Unknown

KIND = EmailKind()
ADDRESS = Address("email", "", "thanks")
CONTEXT = Context(
    roles={"operator": Role("Op@example.com"), "desk": Role(team="Desk")},
    portal=PortalFacts(7, ui_domain="app-na2.hubspot.com"),
)
OUTLOOK = Outlook(CONTEXT, datetime(2026, 11, 22, tzinfo=UTC), {})
TYPES = rows({"id": "31", "name": "Newsletter", "isActive": True})
CAMPAIGNS = rows(
    {"id": "c-1", "properties": {"hs_name": "Launch"}},
    {"id": "c-2", "properties": {"hs_name": "Twice"}},
    {"id": "c-3", "properties": {"hs_name": "Twice"}},
)
MISSING_EMAIL = Answer(404, {"message": "No email found with id 0"})
SHUT = Answer(403, {"message": "This feature needs an enterprise subscription."})


def one(near=None, key="thanks", **entry):
    (resource,) = expand(KIND, {key: {"name": "Thank you", **entry}}, near)
    return resource


def row(email_id="51", name="Thank you", *, live=False, **more):
    state = {"state": "AUTOMATED" if live else "AUTOMATED_DRAFT", "isPublished": live}
    return {"id": email_id, "name": name, "subcategory": "automated", **state, **more}


def text_module(html, **more):
    return {"type": "module", "body": {"path": "@hubspot/rich_text", "html": html, **more}}


def placed(*names):
    sections = [{"columns": [{"widgets": [name], "width": 12}]} for name in names]
    return {"main": {"sections": sections}}


def look(listed, wanted=(), *more, context=CONTEXT):
    """The calls, and what was seen; `more` are the answers after the list, round by round."""
    first, *later = more or [[]]
    return talk(KIND.observe("", wanted, context), [listed, *first], *later)


def actual(listed, wanted=(), *more, context=CONTEXT):
    return found(look(listed, wanted, *more, context=context)[1], str(ADDRESS))


def publishing(resource, seen=None, **after):
    units = tuple(UnitChange(path.replace("__", "."), MISSING, value) for path, value in after.items())
    return Change(ADDRESS, Phase.PUBLISH, Action.UPDATE, units, resource=resource, actual=seen, approved=True)


# --- the blueprint ---


def test_what_is_said_is_managed_and_nothing_else():
    """Each part of the sender is a unit; a plain text is paragraphs; `publish` is a unit of its own."""
    resource = one(
        subject={"ja": "お礼", "en": "Thanks"},
        **{"from": {"fromName": "Sales", "replyTo": "operator", "customReplyTo": "a@example.com"}},
        subscription="Newsletter",
        language="ja",
        body="Here & there.\n\nTwo\nlines",
        publish=True,
        ref="MA04",
    )

    assert resource.units == {
        "name": "Thank you",
        "subject": "Thanks",
        "from.fromName": "Sales",
        "from.replyTo": "operator",
        "from.customReplyTo": "a@example.com",
        "subscription": "Newsletter",
        "language": "ja",
        "body": "<p>Here &amp; there.</p><p>Two<br>lines</p>",
        "published": True,
    }
    assert resource.uses == {Symbol("subscription", "Newsletter"), Symbol("sender", "operator")}
    assert (resource.ref, resource.origins["published"].file) == (("MA04",), "emails/thanks/publish")
    assert one().units == {"name": "Thank you"}


def test_markup_stays_as_it_is():
    """What holds HTML is HTML, personal tokens included."""
    assert (
        one(body=" <p>Hi {{ contact.firstname }}</p>\n").units["body"] == "<p>Hi {{ contact.firstname }}</p>"
    )


def test_a_campaign_of_the_blueprint_comes_first():
    """By its key; any other name is one of the portal's."""
    near = Near(entries={"campaigns": {"launch": {}}})

    assert one(near, campaign="launch").needs == {Need(Address("campaign", "", "launch"))}
    assert one(near, campaign="Fair").needs == frozenset()
    assert one(near, campaign="Fair").uses == {Symbol("campaign", "Fair")}


def test_two_of_one_name_are_an_error():
    """Nobody could tell which of the portal's is meant; width and case do not count."""
    near = Near()

    expand(KIND, {"a": {"name": "Thanks"}, "b": {"name": "ＴＨＡＮＫＳ"}}, near)

    assert near.reports == [("RV904", ("emails", "b", "name"))]


@pytest.mark.parametrize(
    "entry",
    [{"type": "BATCH_EMAIL"}, {"from": {"replyTo": "No One"}}, {"language": "日本語"}, {"publish": "yes"}],
)
def test_what_cannot_be(entry):
    """No type but the automated one; a sender is a role or an address."""
    with pytest.raises(ValidationError):
        one(**entry)


# --- what is there ---


def test_one_list_tells_all():
    """Where nothing is to be published and no name is used, nothing else is asked."""
    asked, seen = look(rows(row(subject="Hello", language="ja")), [one()])

    assert asked == [[Call("emails", "GET", query={"limit": "100"}, pages=True)]]
    assert found(seen, "email.thanks").units == {
        "name": "Thank you",
        "subject": "Hello",
        "language": "ja",
        "published": False,
    }
    assert isinstance(seen.presence(Address("email", "", "other")), Absent)


def test_a_part_of_the_list_proves_nothing():
    """Rule 5."""
    cut = Answer(200, {"results": [], "paging": {"next": {"after": "100"}}})

    assert isinstance(look(cut, [one()])[1].presence(ADDRESS), Unknown)


def test_ids_become_names():
    """Subscription types and campaigns by name, an address by the role that the entry uses."""
    wanted = one(subscription="Newsletter", campaign="Launch", **{"from": {"replyTo": "operator"}})
    listed = rows(
        row(
            **{"from": {"fromName": "S", "replyTo": "op@example.com"}},
            subscriptionDetails={"subscriptionId": "31"},
            campaign="c-1",
        )
    )

    seen = actual(listed, [wanted], [TYPES, CAMPAIGNS])

    assert seen.units["from.replyTo"] == "operator"
    assert (seen.units["subscription"], seen.units["campaign"]) == ("Newsletter", "Launch")


def test_what_is_wanted_empty_and_is_empty_is_as_wanted():
    """Neither a difference nor something that HubSpot did not keep."""
    wanted = one(subject="", **{"from": {"fromName": ""}})

    assert actual(rows(row(subject="")), [wanted]).units == {**wanted.units, "published": False}
    assert actual(rows(row(subject="Hi")), [wanted]).units["subject"] == "Hi"


def test_what_has_no_name_is_shown_as_it_is():
    """Another type than the entry's, gone since: its id, which no blueprint can hold."""
    listed = rows(row(subscriptionDetails={"subscriptionId": "99"}))

    assert actual(listed, [one(subscription="Newsletter")], [TYPES]).units["subscription"] == {"raw": "99"}


@pytest.mark.parametrize(
    ("entry", "symbol", "why"),
    [
        ({"campaign": "Twice"}, Symbol("campaign", "Twice"), "no campaign of this name, or several"),
        ({"from": {"replyTo": "desk"}}, Symbol("sender", "desk"), "the target maps it to no person"),
    ],
)
def test_names_that_are_nobody_make_it_wait(entry, symbol, why):
    """With the reason, so that the plan can say it (rule 1)."""
    answers = [CAMPAIGNS] if "campaign" in entry else []
    _, seen = look(rows(), [one(**entry)], answers)

    assert why in seen.missing[symbol]


def test_campaigns_that_may_not_be_read_are_told_as_such():
    """A refusal breaks nothing but what names a campaign."""
    _, seen = look(rows(), [one(campaign="Fair")], [Answer(403, {"message": "no scope"})])

    assert seen.missing[Symbol("campaign", "Fair")] == "the token may not read campaigns: 403 no scope"


def test_other_types_and_archived_ones_are_none_of_the_blueprints():
    """Newsletters, A/B variants and e-mails of forms."""
    listed = rows(
        row("1", subcategory="batch", state="DRAFT"),
        row("2", subcategory="automated_ab_variant", state="AUTOMATED_AB_VARIANT"),
        row("3", archived=True),
    )

    assert look(listed, [one()])[1].found == ()


def test_a_bound_newsletter_is_left_alone():
    """Publishing it would send it."""
    context = replace(CONTEXT, bind={"email.thanks": "1"})

    seen = actual(rows(row("1", subcategory="batch", state="DRAFT")), [one()], context=context)

    assert "would send it" in seen.unreadable


def test_two_of_a_name_are_held():
    """With both ids, and the way to say which one is meant."""
    seen = actual(rows(row("1"), row("2")), [one()])

    assert seen.unreadable == (
        "2 of the portal's are called 'Thank you': 1, 2;"
        " say which one is meant: `bind: {email.thanks: ID}` in the target"
    )


def test_the_ledger_knows_a_renamed_one():
    """By its id, so that a new name is drift of the name and no other e-mail."""
    context = replace(CONTEXT, ledger=Ledger(entries={ADDRESS: Entry(id="2")}))

    seen = actual(rows(row("1"), row("2", "Merci")), [one()], context=context)

    assert (seen.id, seen.units["name"]) == ("2", "Merci")


def test_for_pull_every_name_is_read():
    """Types and campaigns are asked for, and what has no name is left out."""
    listed = rows(row(campaign="c-2", subscriptionDetails={"subscriptionId": "31"}))
    asked, seen = look(listed, (), [TYPES, CAMPAIGNS])

    (email,) = seen.found
    assert [call.surface for call in asked[0]] == ["emails", "subscriptions", "campaigns"]
    assert KIND.describe(email, CONTEXT) == {"name": "Thank you", "subscription": "Newsletter"}
    assert email.address.name == "thank_you"


# --- what keeps it from being published ---


def test_nothing_can_be_published_where_hubspot_says_so():
    """Asked with a publish of what there is not; what is made stays a draft and workflows do otherwise."""
    wanted = one(publish=True)
    asked, seen = look(rows(), [wanted], [], [SHUT])

    assert [(call.method, call.path) for call in asked[1]] == [("POST", "/0/publish")]
    assert "published" not in KIND.resolve(wanted, seen, CONTEXT).units
    (finding,) = seen.findings
    assert (finding.code, finding.severity, finding.address) == ("RV903", Severity.WARNING, ADDRESS)
    assert "enterprise subscription" in finding.summary
    assert Symbol("unpublished_email", "thanks") in seen.ids


def test_a_declared_subscription_that_publishes_nothing_is_not_asked_about():
    """HubSpot's answer could only repeat it; an e-mail that nobody publishes says nothing of it."""
    context = replace(CONTEXT, shut={"email": "not subscribed"})
    asked, shut = look(rows(), [one(publish=True)], context=context)
    _, silent = look(rows(), [one()], context=context)

    assert len(asked) == 1
    assert (shut.closed, [finding.code for finding in shut.findings]) == ("not subscribed", ["RV903"])
    assert (silent.closed, silent.findings) == ("", ())


def test_any_other_answer_says_nothing():
    """404 is what there is to answer to an id that is none."""
    wanted = one(publish=True)
    _, seen = look(rows(), [wanted], [], [MISSING_EMAIL])

    assert KIND.resolve(wanted, seen, CONTEXT) == wanted
    assert (seen.findings, seen.ids.keys() & {Symbol("unpublished_email", "thanks")}) == ((), set())


def test_a_draft_that_is_there_is_locked_with_the_way_out():
    """Its page stands in the reason."""
    seen = actual(rows(row()), [one(publish=True)], [], [SHUT])

    assert seen.locked.keys() == {"published"}
    assert "https://app-na2.hubspot.com/email/7/edit/51/settings" in seen.locked["published"]


def test_a_published_one_that_is_as_wanted_costs_nothing_more():
    """Neither its draft nor the right to publish matters then."""
    asked, seen = look(rows(row(live=True, subject="Hi")), [one(subject="Hi", publish=True)])

    assert len(asked) == 1
    assert found(seen, "email.thanks").locked == {}


@pytest.mark.parametrize(
    "draft", [Answer(200, row(live=True, subject="Half")), Answer(500, {"message": "later"})]
)
def test_changes_in_a_draft_are_nobodys_to_publish(draft):
    """Somebody works on it, or nobody can tell; either way nothing is written."""
    seen = actual(rows(row(live=True, subject="Hi")), [one(subject="Hello")], [], [draft, MISSING_EMAIL])

    assert "changes wait in its draft" in seen.locked[""]


@pytest.mark.parametrize(("publish", "left"), [(None, True), (False, True), (True, False)])
def test_workflows_know_what_nobody_publishes(publish, left):
    """A draft that the blueprint does not publish is not sent; a published one is, whoever published it."""
    said = {} if publish is None else {"publish": publish}
    name = Symbol("unpublished_email", "thanks")

    assert (name in look(rows(), [one(**said)], [], *([[MISSING_EMAIL]] if publish else []))[1].ids) is left
    assert name not in look(rows(row(live=True)), [one()])[1].ids


# --- the text ---


def test_preview_and_text_are_read():
    """From the module of the preview, and the one module with text that stands in the design."""
    widgets = {
        "preview_text": {"body": {"value": "Soon"}},
        "a": text_module("<p>1</p>"),
        "b": text_module("2"),
    }
    listed = rows(row(content={"widgets": widgets, "flexAreas": placed("a")}))

    units = actual(listed, [one()]).units

    assert (units["preview"], units["body"]) == ("Soon", "<p>1</p>")


def test_a_text_that_stands_nowhere_is_none():
    """HubSpot is known to keep a module and drop its place: the list is not trusted with that."""
    bare = row(content={"widgets": {"a": text_module("<p>1</p>")}})
    whole = {**bare, "content": {**bare["content"], "flexAreas": placed("a")}}

    asked, seen = look(rows(bare), [one(body="1")], [], [Answer(200, whole)])

    assert asked[1] == [Call("emails", "GET", "/51")]
    assert found(seen, "email.thanks").units["body"] == "<p>1</p>"
    assert "body" not in actual(rows(bare), [one(body="1")], [], [Answer(200, bare)]).units


def test_several_texts_are_changed_in_hubspot():
    """Which one would be meant nobody can tell."""
    content = {"widgets": {"a": text_module("1"), "b": text_module("2")}, "flexAreas": placed("a", "b")}

    assert "2 modules with text" in actual(rows(row(content=content)), [one(body="1")]).locked["body"]


def test_a_design_without_a_text_is_not_replaced_by_one():
    """What people placed there would be gone; they add the module themselves."""
    content = {"widgets": {"logo": {"body": {"img": 1}}}, "flexAreas": placed("logo")}

    assert "no module with text" in actual(rows(row(content=content)), [one(body="1")]).locked["body"]


@pytest.mark.parametrize("shown", [{"body": "1"}, {"preview": "1"}])
def test_what_nobody_sees_is_not_written(shown):
    """The content is sent whole, so one that was not shown would be lost; all else may change."""
    asked, seen = look(rows(row()), [one(**shown)], [], [Answer(500, {"message": "later"})])

    assert asked[1] == [Call("emails", "GET", "/51")]
    assert found(seen, "email.thanks").locked.keys() == {"preview", "body"}


def test_a_new_text_goes_into_its_module_and_nothing_else_moves():
    """The content is sent whole, since no source says that HubSpot merges it."""
    content = {
        "templatePath": "mine.html",
        "widgets": {"logo": {"body": {"img": 1}}, "a": text_module("old", css_class="x")},
        "flexAreas": placed("logo", "a"),
    }
    seen = actual(rows(row(content=content)), [one(body="new")])

    ((_, _, body),) = _writes(update(one(body="new"), seen, body="<p>new</p>"))

    assert body["content"]["widgets"] == {
        "logo": {"body": {"img": 1}},
        "a": text_module("<p>new</p>", css_class="x"),
    }
    assert {**body["content"], "widgets": content["widgets"]} == content
    assert content["widgets"]["a"]["body"]["html"] == "old"


def test_a_new_design_has_the_footer():
    """The link to unsubscribe is in HubSpot's footer; text and footer both stand in the design."""
    ((_, _, body),) = _writes(create(one(body="Hi", preview="Soon")))

    content = body["content"]
    shown = [s["columns"][0]["widgets"][0] for s in content["flexAreas"]["main"]["sections"]]
    paths = [content["widgets"][name]["body"]["path"] for name in shown]
    assert paths == ["@hubspot/rich_text", "@hubspot/email_footer"]
    assert content["widgets"]["preview_text"]["body"] == {"value": "Soon"}


# --- requests ---


def _writes(*changes, context=CONTEXT, answers=None):
    known = context.named(
        {Symbol("sender", "operator"): "op@example.com", Symbol("subscription", "News"): "31"}
    )
    rounds = answers or []
    return sent(talk(KIND.compile(changes, known), *rounds)[0])


def test_it_is_made_as_a_draft_of_the_automated_type():
    """Publishing is none of it; names are ids."""
    resource = one(
        subject="Hi", subscription="News", **{"from": {"fromName": "Sales", "replyTo": "operator"}}
    )

    assert _writes(create(resource)) == [
        (
            "POST",
            "",
            {
                "subcategory": "automated",
                "state": "AUTOMATED_DRAFT",
                "name": "Thank you",
                "subject": "Hi",
                "from": {"fromName": "Sales", "replyTo": "op@example.com"},
                "subscriptionDetails": {"subscriptionId": "31"},
            },
        )
    ]


def test_a_name_that_is_nobody_is_not_sent():
    """The run says which one."""
    with pytest.raises(Unresolved):
        _writes(create(one(campaign="Fair")))


def test_what_has_parts_is_sent_whole():
    """The office that people chose, and the other half of the sender, stay."""
    listed = rows(
        row(**{"from": {"fromName": "A", "replyTo": "x@y.z"}}, subscriptionDetails={"officeLocationId": "9"})
    )
    seen = actual(listed, [one()])
    resource = one(subscription="News", **{"from": {"fromName": "B"}})

    assert _writes(update(resource, seen, from__fromName="B", subscription="News")) == [
        (
            "PATCH",
            "/51",
            {
                "from": {"fromName": "B", "replyTo": "x@y.z"},
                "subscriptionDetails": {"officeLocationId": "9", "subscriptionId": "31"},
            },
        )
    ]


def test_phases():
    """The draft comes with the definitions; publishing, and what changes a published one, asks."""
    live = actual(rows(row(live=True)), [one()])
    draft = actual(rows(row()), [one()])

    assert [KIND.phase(path, None) for path in ("subject", "published")] == [Phase.DEFINE, Phase.PUBLISH]
    assert [KIND.phase("subject", seen) for seen in (live, draft)] == [Phase.PUBLISH, Phase.DEFINE]


def test_publishing_a_new_one_uses_the_id_that_was_learnt():
    """In the same run; in the plan its key stands for it."""
    context = CONTEXT.named(KIND.learn(ADDRESS, {"": "51"}))

    assert _writes(publishing(one(publish=True), published=True), context=context) == [
        ("POST", "/51/publish", None)
    ]


def test_a_change_of_a_published_one_is_drafted_then_published():
    """The second request only where the first went well."""
    seen = actual(rows(row(live=True)), [one()])
    change = publishing(one(subject="New"), seen, subject="New")

    assert _writes(change) == [("PATCH", "/51/draft", {"subject": "New"}), ("POST", "/51/publish", None)]
    assert _writes(change, answers=[[Answer(400, {"message": "no"})]]) == [
        ("PATCH", "/51/draft", {"subject": "New"})
    ]


def test_taking_back_comes_before_the_change():
    """A draft again first: what changes then is not live."""
    seen = actual(rows(row(live=True)), [one()])
    change = publishing(one(publish=False), seen, subject="New", published=False)

    assert _writes(change) == [("POST", "/51/unpublish", None), ("PATCH", "/51", {"subject": "New"})]


def test_deleting():
    """By its id; what is gone already is done."""
    seen = actual(rows(row()), [one()])
    call = Call("emails", "DELETE", "/51", carries=(ADDRESS,))

    assert _writes(delete(seen)) == [("DELETE", "/51", None)]
    assert [one.done for one in KIND.settle(call, Answer(404), CONTEXT)] == [True]


def test_a_create_tells_the_id():
    """It stands in the body."""
    (made,) = KIND.settle(Call("emails", "POST", carries=(ADDRESS,)), Answer(201, {"id": "51"}), CONTEXT)

    assert (made.done, made.id) == (True, "51")
    assert KIND.learn(ADDRESS, {"": "51"}) == {
        Symbol("email", "thanks"): "51",
        Symbol(AUTOMATED, "thanks"): "51",
    }
    assert KIND.learn(ADDRESS, {}) == {}


@pytest.mark.parametrize(("status", "by_hand"), [(403, True), (400, False)])
def test_what_the_account_may_not_publish_a_person_can(status, by_hand):
    """Another refusal is about the e-mail, which the blueprint may mend."""
    call = Call("emails", "POST", "/51/publish", carries=(ADDRESS,))

    (settled,) = KIND.settle(call, Answer(status, {"message": "no"}), CONTEXT)

    assert (settled.done, settled.by_hand) == (False, by_hand)


# --- people ---


@pytest.mark.parametrize(
    ("live", "after", "code", "words"),
    [
        (True, {"subject": "New"}, "RV901", "each mail that workflows send"),
        (True, {"published": False}, "RV900", "a draft again"),
    ],
)
def test_consequences(live, after, code, words):
    """Each step that asks says what follows (rule 9)."""
    seen = actual(rows(row(live=live)), [one()])

    (finding,) = KIND.hazards(publishing(one(), seen, **after))

    assert finding.code == code
    assert words in finding.summary


def test_what_hubspot_would_refuse_to_publish_is_told_before():
    """It may stand in the blueprint or in the portal; all four are there or named."""
    said = {"from": {"fromName": "Sales", "replyTo": "operator"}, "subscription": "Newsletter"}
    seen = actual(rows(row(subject="Hi")), [one(**said)], [TYPES])

    (found,) = KIND.hazards(publishing(one(**said), published=True))
    (bare,) = KIND.hazards(publishing(one(), published=True))

    assert (found.code, found.summary) == ("RV906", "HubSpot's editor publishes no e-mail without subject")
    assert "subject, from.fromName, from.replyTo, subscription" in bare.summary
    assert list(KIND.hazards(publishing(one(**said), seen, published=True))) == []


@pytest.mark.parametrize(
    ("live", "after", "counted"),
    [
        (False, {"published": True}, True),
        (True, {"subject": "New"}, True),
        (True, {"published": False}, False),
    ],
)
def test_publishing_sends_nothing_by_itself(live, after, counted):
    """Nobody gets a mail by it and nothing is asked for; taking back is no sending at all."""
    seen = actual(rows(row(live=live)), [one()])

    weighing = KIND.weigh(publishing(one(), seen, **after), OUTLOOK)

    assert (weighing is not None) is counted
    if weighing is not None:
        with pytest.raises(StopIteration) as ended:
            next(weighing)
        found = ended.value.value
        assert (found.records, found.mails, found.billing, found.object) == (0, 0, 0, "contacts")
        assert "sends nothing by itself" in found.told
        assert "workflows that are on send it" in found.why


def test_what_is_no_publishing_is_not_weighed():
    """A draft is nobody's business but its editor's."""
    seen = actual(rows(row()), [one()])
    assert KIND.weigh(update(one(), seen, subject="x"), OUTLOOK) is None


def test_what_needs_no_word():
    """A draft that is made, changed or published harms nobody; one that goes does."""
    seen = actual(rows(row()), [one()])
    said = {"subject": "Hi", "from": {"fromName": "S", "replyTo": "operator"}, "subscription": "News"}

    assert [*KIND.hazards(publishing(one(**said), seen, published=True))] == []
    assert [*KIND.hazards(create(one())), *KIND.hazards(update(one(), seen, subject="x"))] == []
    assert [finding.code for finding in KIND.hazards(delete(seen))] == ["RV902"]


def test_the_clicks():
    """To the e-mail where it is there, what to set, and how to publish."""
    seen = actual(rows(row()), [one()])

    told = KIND.by_hand(publishing(one(), seen, subject="New", published=True), CONTEXT)

    assert told == (
        "Open https://app-na2.hubspot.com/email/7/edit/51/settings (Marketing > Email) and set of thanks:"
        " subject = New. Then open https://app-na2.hubspot.com/email/7/edit/51/settings (Marketing > Email)"
        " and choose Review and publish, which by itself sends nothing"
    )


def test_keeping_the_portals_values():
    """Texts in one language, parts of the sender in their place, the switch under its own word."""
    entry = {"name": {"ja": "お礼", "en": "Thanks"}, "from": {"fromName": "A"}, "publish": True}
    context = replace(CONTEXT, locale="en")

    for path, value in (
        ("name", "Merci"),
        ("from.fromName", "B"),
        ("from.replyTo", "x@y.z"),
        ("language", "en"),
    ):
        KIND.rewrite(entry, path, value, context)
    KIND.rewrite(entry, "published", False, context)

    assert entry == {
        "name": {"ja": "お礼", "en": "Merci"},
        "from": {"fromName": "B", "replyTo": "x@y.z"},
        "language": "en",
        "publish": False,
    }


def test_what_has_no_name_cannot_be_kept():
    """RV905: a blueprint holds no ids."""
    with pytest.raises(Refused) as refused:
        KIND.rewrite({}, "subscription", {"raw": "99"}, CONTEXT)

    assert [finding.code for finding in refused.value.findings] == ["RV905"]


# --- workflows ---


def test_a_workflow_relies_on_a_published_email():
    """On everything else as it is made (dossier F5)."""
    assert mails.need(ADDRESS).phase is Phase.PUBLISH
    assert mails.need(Address("segment", "", "news")).phase is Phase.DEFINE


def test_what_nobody_publishes_cannot_be_sent():
    """So `else:` is chosen, and the workflow does not wait for it."""
    context = CONTEXT.named({Symbol("unpublished_email", "thanks"): "why", Symbol("email", "other"): "5"})
    needs = frozenset({Need(ADDRESS, Phase.PUBLISH), Need(Address("segment", "", "news"))})

    assert mails.unsendable(context) == {Symbol(AUTOMATED, "thanks")}
    assert mails.awaited(needs, frozenset()) == {Need(Address("segment", "", "news"))}
    assert mails.awaited(needs, frozenset({Symbol(AUTOMATED, "thanks")})) == needs
    assert mails.awaited(needs, frozenset({Symbol("email", "thanks")})) == needs
