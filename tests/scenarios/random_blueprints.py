"""Random blueprints that HubSpot could hold: every kind, names and texts of all sorts."""

from __future__ import annotations

from hypothesis import strategies as st

SPECIAL = "あ漢ーｱ é:#{}[],&*'\"%@-?|>!`/\\~=+.0aZ"
SHIPPED_STAGES = [
    "subscriber",
    "lead",
    "marketingqualifiedlead",
    "salesqualifiedlead",
    "opportunity",
    "customer",
]
FIELDS = {
    "string": ["text", "textarea", "html", "phonenumber"],
    "number": ["number"],
    "date": ["date"],
    "datetime": ["date"],
    "phone_number": ["phonenumber"],
    "enumeration": ["select", "radio", "checkbox"],
    "bool": ["booleancheckbox"],
}
"""Legal pairs of type and fieldType that need no formula or upload (dossier B3)."""

names = st.from_regex(r"[a-z][a-z0-9_]{0,7}", fullmatch=True).filter(lambda name: not name.startswith("hs_"))
texts = st.text(st.sampled_from(SPECIAL), min_size=1, max_size=12).map(str.strip).filter(bool)
labels = texts | st.fixed_dictionaries({"ja": texts, "en": texts})
keys = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True)


def _optional(**fields):
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def named(draw, of, most, least=0, by=names):
    """A map of names."""
    return {name: draw(of) for name in draw(st.lists(by, min_size=least, max_size=most, unique=True))}


@st.composite
def labelled(draw, most, least=1, by=keys):
    """A map of names to texts that differ without case, as HubSpot demands of options and stages."""
    found = draw(st.lists(by, min_size=least, max_size=most, unique=True))
    told = draw(st.lists(texts, min_size=len(found), max_size=len(found), unique_by=str.casefold))
    return dict(zip(found, told, strict=True))


@st.composite
def properties(draw, groups):
    """One property that the blueprint makes."""
    type_ = draw(st.sampled_from(sorted(FIELDS)))
    entry = {
        "label": draw(labels),
        "type": type_,
        "fieldType": draw(st.sampled_from(FIELDS[type_])),
        "groupName": draw(st.sampled_from(groups)),
        **draw(_optional(description=labels, hidden=st.booleans(), formField=st.booleans())),
    }
    if type_ == "enumeration":
        entry["options"] = draw(labelled(4))
    if type_ == "bool":
        entry["options"] = dict(zip(("true", "false"), draw(labelled(2, 2)).values(), strict=True))
    if type_ == "number":
        entry |= draw(
            _optional(numberDisplayHint=st.sampled_from(["formatted", "percentage", "unformatted"]))
        )
    return entry


@st.composite
def pipelines(draw, scope, taken):
    """A pipeline whose stages nobody else has: ids are unique per object (peers (f))."""
    stages = draw(labelled(4, 2, keys.filter(lambda key: key not in taken)))
    taken.update(stages)
    closed = draw(st.sampled_from(sorted(stages)))
    return {
        "label": draw(texts),
        "stages": {
            key: {"label": label, **draw(_stage_field(scope, closes=key == closed))}
            for key, label in stages.items()
        },
    }


def _stage_field(scope, *, closes):
    if scope == "deals":
        return st.integers(0, 10).map(lambda tenths: {"probability": tenths / 10})
    states = ["CLOSED"] if closes else ["OPEN", "CLOSED"]
    return st.sampled_from(states).map(lambda state: {"ticketState": state})


@st.composite
def lifecycles(draw):
    """Shipped stages with other labels, and new ones after some of them."""
    told = draw(labelled(3, 0, st.sampled_from(SHIPPED_STAGES)))
    made = draw(st.lists(keys.map("x_{}".format), max_size=2, unique=True))
    new = {
        key: {"create": True, "after": draw(st.sampled_from(SHIPPED_STAGES)), "label": f"新 {key}"}
        for key in made
    }
    return {**{key: {"label": f"旧 {label}"} for key, label in told.items()}, **new}


rules = st.fixed_dictionaries(
    {
        "event": st.sampled_from(["page_visited", "form_submitted", "email_opened", "email_link_clicked"]),
        "add": st.integers(-20, 20).filter(bool),
    },
    optional={
        "times": st.fixed_dictionaries({"at_least": st.integers(1, 5)}),
        "within_days": st.integers(1, 90),
    },
)


@st.composite
def scores(draw):
    """A score with groups of rules; a tier is from so many points on."""
    groups = st.fixed_dictionaries(
        {"rules": named(rules, 3, 1)}, optional={"label": labels, "max": st.integers(20, 50)}
    )
    points = draw(st.lists(st.integers(1, 99), max_size=3, unique=True))
    entry = {
        "object": "contacts",
        "name": draw(labels),
        "category": draw(st.sampled_from(["FIT", "INTENT"])),
        "max": 100,
        "groups": draw(named(groups, 2, 1)),
        "publish": True,
    }
    return {**entry, "thresholds": {f"tier_{n}": n for n in points}} if points else entry


steps = st.one_of(
    st.sampled_from(["minutes", "hours", "days"]).flatmap(
        lambda unit: st.integers(1, 60).map(lambda amount: {"delay": {unit: amount}})
    ),
    st.fixed_dictionaries(
        {"subject": labels},
        optional={"type": st.sampled_from(["TODO", "CALL"]), "priority": st.sampled_from(["LOW", "HIGH"])},
    ).map(lambda task: {"task": task}),
    texts.map(lambda text: {"set": {"contacts.jobtitle": text}}),
)


@st.composite
def workflows(draw):
    """A workflow that people are enrolled in by hand or by a property."""
    made = draw(st.lists(steps, min_size=1, max_size=4))
    by_property = {"property": "contacts.jobtitle", "known": True}
    return {
        "object": "contacts",
        "name": draw(labels),
        "enrol": draw(st.sampled_from([{"manual": True}, by_property])),
        "enabled": draw(st.booleans()),
        "steps": [{"id": f"step{n}", **step} for n, step in enumerate(made)],
    }


@st.composite
def blueprints(draw):
    """A whole blueprint, as data."""
    groups = {
        scope: draw(named(st.fixed_dictionaries({"label": labels}), 2)) for scope in ("contacts", "deals")
    }
    homes = {"contacts": ["contactinformation"], "deals": ["dealinformation"]}
    made = {
        scope: draw(named(properties([*groups[scope], *homes[scope]]), 4, by=names.map("p_{}".format)))
        for scope in homes
    }
    taken = set()
    found = {
        "groups": groups,
        "properties": {**made, "contacts": {**made["contacts"], "jobtitle": {"existing": "string"}}},
        "lifecycle": draw(lifecycles()),
        "pipelines": {
            scope: _apart(draw(named(pipelines(scope, taken), 2, by=names.map(f"{scope[0]}_{{}}".format))))
            for scope in ("deals", "tickets")
        },
        "scores": draw(named(scores(), 1)),
        "workflows": draw(named(workflows(), 2)),
    }
    return {"revops": 1, **{section: entries for section, entries in found.items() if entries}}


def _apart(entries):
    """Labels that differ: pipelines of one object may not share one (peers (f))."""
    return {name: {**entry, "label": f"{entry['label']} {name}"} for name, entry in entries.items()}
