"""Lifecycle stages: HubSpot's eight, new ones, and the way out where the API refuses."""

from __future__ import annotations

import pytest
from kind_talk import Near, compile_, expand, found, rows, talk, update

from revops.kinds.pipelines.lifecycle import ADDRESS, LifecycleKind, conditions
from revops.model import condition
from revops.model.call import Answer, Call
from revops.model.context import Context
from revops.model.ledger import Entry, Ledger
from revops.model.plan import PortalFacts
from revops.model.spec import Symbol, Unknown

KIND = LifecycleKind()
MQL = condition.Test(condition.PropertyRef("contacts", "engagement"), "number", "at_least", 60)
SECTION = {
    "marketingqualifiedlead": {"ref": "MP09", "label": {"ja": "MQL", "en": "MQL"}, "enter": "mql"},
    "customer": {"label": {"ja": "顧客", "en": "Client"}},
    "churned": {"ref": "MP09", "create": True, "after": "customer", "label": {"ja": "解約", "en": "Churned"}},
}
SHIPPED = {
    "subscriber": "Subscriber",
    "lead": "Lead",
    "marketingqualifiedlead": "Marketing Qualified Lead",
    "salesqualifiedlead": "Sales Qualified Lead",
    "opportunity": "Opportunity",
    "customer": "Customer",
    "evangelist": "Evangelist",
    "other": "Other",
}
"""Dossier C2."""
CONTEXT = Context(portal=PortalFacts(4711, ui_domain="app-eu1.hubspot.com"))


def stage(stage_id, label, order):
    metadata = {"isClosed": "false", "state": "OPEN"}
    return {"id": stage_id, "label": label, "displayOrder": order, "metadata": metadata, "archived": False}


def pipeline(labels, portal_id="contacts-lifecycle-pipeline"):
    stages = [stage(key, label, order) for order, (key, label) in enumerate(labels.items())]
    return {"id": portal_id, "label": "Lifecycle Stage Pipeline", "displayOrder": 0, "stages": stages}


def companies(labels):
    return rows(pipeline(labels, "companies-lifecycle-pipeline"))


def one(section=SECTION, near=None):
    (resource,) = expand(KIND, section, near or Near(conditions={"mql": MQL}))
    return resource


def observe(labels=SHIPPED, mirror=None, context=CONTEXT, section=SECTION):
    answers = [rows(pipeline(labels)), companies(labels) if mirror is None else mirror]
    asked, seen = talk(KIND.observe("", [one(section)], context), answers)
    assert [c.path for c in asked[0]] == ["/contacts", "/companies"]
    return seen


def actual(labels=SHIPPED, **more):
    return found(observe(labels, **more), "lifecycle.contacts")


# --- the blueprint ---


def test_all_stages_are_one_resource():
    """HubSpot has one list for contacts and companies; labels and the sequence are units of one address."""
    resource = one()

    assert resource.address == ADDRESS
    assert resource.units == {
        "stages.marketingqualifiedlead.label": "MQL",
        "stages.customer.label": "Client",
        "stages.churned.label": "Churned",
        "stages.order": ["customer", "churned"],
    }
    assert resource.ref == ("MP09",)


def test_the_sequence_is_managed_only_where_a_new_stage_needs_it():
    """Renaming HubSpot's stages leaves their sequence alone; new ones follow each other."""
    two = {**SECTION, "won_back": {"create": True, "after": "churned", "label": "Won back"}}
    early = {**two, "early": {"create": True, "after": "lead", "label": "Early"}}

    assert "stages.order" not in one({"lead": {"label": "L"}}).units
    assert one(two).units["stages.order"] == ["customer", "churned", "won_back"]
    assert one(early).units["stages.order"] == ["lead", "early", "customer", "churned", "won_back"]


def test_conditions_are_kept_for_the_reader():
    """Views and workflows ask for the condition of each stage."""
    assert conditions(one()) == {"marketingqualifiedlead": MQL}


def test_a_condition_is_said_not_to_be_enforced():
    """HubSpot knows no rule for entering a stage, so the plan says what is missing."""
    (finding,) = KIND.hazards(update(one(), actual(), stages__customer__label="Client"))

    assert finding.code == "RV571"
    assert "marketingqualifiedlead" in finding.summary


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ({"mql": {"label": "MQL"}}, "RV251"),
        ({"lead": {"create": True, "after": "subscriber", "label": "L"}}, "RV251"),
        ({"lead": {"after": "subscriber"}}, "RV251"),
        ({"churned": {"create": True, "label": "C"}}, "RV253"),
        ({"churned": {"create": True, "after": "customer"}}, "RV253"),
        ({"churned": {"create": True, "after": "nowhere", "label": "C"}}, "RV252"),
        ({"churned": {"create": True, "after": "churned", "label": "C"}}, "RV252"),
        (
            {
                "a": {"create": True, "after": "b", "label": "A"},
                "b": {"create": True, "after": "a", "label": "B"},
            },
            "RV252",
        ),
        ({"lead": {"label": "Same"}, "customer": {"label": "same "}}, "RV253"),
        ({"Churned": {"create": True, "after": "customer", "label": "C"}}, "RV241"),
    ],
)
def test_what_cannot_be_carried_out_is_found_first(section, code):
    """Each fault is reported with its own code."""
    near = Near()
    one(section, near)

    assert code in near.codes


def test_a_sound_section_has_no_faults():
    """The sketch of the design passes."""
    near = Near(conditions={"mql": MQL})
    one(SECTION, near)

    assert near.codes == []


# --- the portal ---


def test_stages_have_hubspots_labels_as_factory_values():
    """A stage that still has HubSpot's label may be renamed on first contact (dossier C2)."""
    lifecycle = actual({**SHIPPED, "customer": "Our customer"})

    assert lifecycle.shipped
    assert lifecycle.factory["stages.lead.label"] == lifecycle.units["stages.lead.label"]
    assert lifecycle.factory["stages.customer.label"] != lifecycle.units["stages.customer.label"]


def test_a_stage_made_by_hand_is_found_by_its_label():
    """Custom stages have numbers as ids (dossier C1); the label binds the key, later the ledger does."""
    labels = {**SHIPPED, "2497212665": "churned"}
    renamed = {**SHIPPED, "2497212665": "Lost"}
    ledger = Ledger(entries={ADDRESS: Entry(keys={"stages.churned": "2497212665"})})

    assert actual(labels).keys["stages.churned"] == "2497212665"
    assert actual(renamed, context=Context(ledger=ledger)).units["stages.churned.label"] == "Lost"


def test_ids_become_names():
    """Workflows set a stage by name."""
    seen = observe({**SHIPPED, "2497212665": "Churned"})

    assert seen.ids[Symbol("lifecycle_stage", "churned")] == "2497212665"
    assert KIND.learn(ADDRESS, {"": "contacts-lifecycle-pipeline", "stages.churned": "9"}) == {
        Symbol("lifecycle_stage", "churned"): "9"
    }


def test_a_shipped_stage_that_was_deleted_is_never_made_anew():
    """It is locked with the reason, so that the change is blocked."""
    labels = {key: label for key, label in SHIPPED.items() if key != "marketingqualifiedlead"}

    assert "never made anew" in actual(labels).locked["stages.marketingqualifiedlead"]
    assert "stages.lead" not in actual(labels).locked


def test_a_read_only_stage_is_left_to_a_person():
    """Where the API keeps a stage to itself the reason leads to the page where people change it."""
    raw = pipeline(SHIPPED)
    raw["stages"][1]["writePermissions"] = "READ_ONLY"
    _, seen = talk(KIND.observe("", [one()], CONTEXT), [rows(raw), companies(SHIPPED)])

    locked = found(seen, "lifecycle.contacts").locked
    assert list(locked) == ["stages.lead"]
    assert "https://app-eu1.hubspot.com" in locked["stages.lead"]


def test_companies_that_differ_are_reported():
    """HubSpot shows one list for both, so a difference is worth a look."""
    same = observe()
    other = observe(mirror=companies({**SHIPPED, "customer": "Client"}))
    unreadable = observe(mirror=Answer(403, {"message": "scope"}))

    assert same.findings == ()
    assert [(f.code, "customer" in f.summary) for f in other.findings] == [("RV572", True)]
    assert unreadable.findings == ()
    assert unreadable.unknown == ""


def test_without_the_pipeline_nothing_is_known():
    """A portal whose list does not hold the stages proves nothing about them."""
    _, seen = talk(KIND.observe("", [one()], CONTEXT), [rows(), rows()])

    assert isinstance(seen.presence(ADDRESS), Unknown)


# --- the requests ---


def test_a_label_is_a_patch_with_metadata():
    """Stages are patched one by one, with the metadata that the portal has."""
    change = update(one(), actual(), stages__customer__label="Client")

    assert compile_(KIND, change) == [
        (
            "PATCH",
            "/contacts/contacts-lifecycle-pipeline/stages/customer",
            {"metadata": {"isClosed": "false", "state": "OPEN"}, "label": "Client"},
        )
    ]


def test_a_new_stage_follows_the_one_it_names():
    """The stages behind it make room with free numbers; then it is posted with its key as id."""
    change = update(one(), actual(), stages__churned__label="Churned")
    path = "/contacts/contacts-lifecycle-pipeline/stages"

    assert [(m, p, b["displayOrder"]) for m, p, b in compile_(KIND, change)] == [
        ("PATCH", f"{path}/other", 10),
        ("PATCH", f"{path}/evangelist", 9),
        ("POST", path, 8),
    ]
    assert compile_(KIND, change)[-1][2] == {
        "stageId": "churned",
        "label": "Churned",
        "displayOrder": 8,
        "metadata": {"isClosed": "false", "state": "OPEN"},
    }


def settle(method, answer, body=None):
    call = Call(
        "pipelines", method, "/contacts/contacts-lifecycle-pipeline/stages", body=body, carries=(ADDRESS,)
    )
    (settled,) = KIND.settle(call, answer, CONTEXT)
    return settled


def test_the_new_stages_id_comes_from_the_answer():
    """HubSpot may give its own id (dossier C1)."""
    settled = settle("POST", Answer(201, stage("2497212665", "Churned", 8)), {"stageId": "churned"})

    assert settled.done
    assert settled.keys == {"stages.churned": "2497212665"}


@pytest.mark.parametrize(
    ("status", "by_hand"), [(400, True), (403, True), (405, True), (429, False), (401, False)]
)
def test_a_refusal_goes_to_a_person(status, by_hand):
    """Writing these stages is not promised by any page: a 4xx becomes clicks, a limit does not."""
    settled = settle("PATCH", Answer(status, {"message": "no"}))

    assert not settled.done
    assert settled.by_hand is by_hand
    assert ("Lifecycle Stage" in settled.finding.hint) is by_hand


def test_a_missing_scope_is_named_and_not_left_to_a_person():
    """Scopes can be added, so the way out is `revops auth` and no clicks."""
    body = {"category": "MISSING_SCOPES", "message": "This app hasn't been granted all required scopes"}
    settled = settle("PATCH", Answer(403, body))

    assert not settled.by_hand
    assert "revops auth" in settled.finding.hint


def test_the_clicks_name_every_stage():
    """The way by hand has a link into this portal and one step per unit."""
    change = update(
        one(),
        actual(),
        stages__customer__label="Client",
        stages__churned__label="Churned",
        stages__order=["customer", "churned"],
    )
    told = KIND.by_hand(change, CONTEXT)

    assert told.startswith("https://app-eu1.hubspot.com/sales-products-settings/4711/object/0-1")
    assert "Settings > Objects > Contacts" in told
    assert "'Customer' > Edit > Stage name 'Client'" in told
    assert "Add stage > name 'Churned'" in told
    assert "customer, churned" in told


# --- files ---


def test_pulled_stages_are_valid_blueprints():
    """What `pull` writes can be read again, and then the labels do not differ."""
    lifecycle = actual({**SHIPPED, "churned": "Churned"})
    near = Near()
    resource = one(KIND.describe(lifecycle, CONTEXT), near)

    assert near.codes == []
    labels = {path: value for path, value in resource.units.items() if path != "stages.order"}
    assert labels == {path: lifecycle.units[path] for path in labels}
    assert len(labels) == 9


def test_keeping_the_portals_stages_changes_only_them():
    """`--keep` writes one language, and a moved new stage gets another `after`."""
    entry = {
        "customer": {"label": {"ja": "顧客", "en": "Client"}},
        "churned": {"create": True, "after": "customer", "label": "Churned"},
    }

    KIND.rewrite(entry, "stages.customer.label", "得意先", Context(locale="ja"))
    KIND.rewrite(entry, "stages.order", ["lead", "churned", "customer"], Context(locale="ja"))

    assert entry == {
        "customer": {"label": {"ja": "得意先", "en": "Client"}},
        "churned": {"create": True, "after": "lead", "label": "Churned"},
    }


def test_keeping_a_sequence_writes_no_id_of_the_portal():
    """A stage that only the portal has goes by its id there, which no blueprint may hold (rule 1)."""
    entry = {"churned": {"create": True, "after": "customer", "label": "Churned"}}

    KIND.rewrite(entry, "stages.order", ["customer", "lead", "229001", "churned"], Context())

    assert entry["churned"]["after"] == "lead"
