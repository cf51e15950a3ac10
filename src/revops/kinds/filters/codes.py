"""The codes of findings about conditions that must become HubSpot's filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV281": Code(
        "A condition takes more filters than HubSpot allows.",
        "Joined conditions multiply when they become HubSpot's filters.",
        "Set a property by a workflow for one half, and test that property here.",
    ),
    "RV282": Code(
        "A condition tests a property of another object type than the filter is about.",
        "A filter tests one object type, and the condition names another.",
        "Test a property of the object that the filter is about.",
    ),
    "RV283": Code(
        "A condition asks for what only contacts do, although the filter is not about contacts.",
        "Only contacts submit forms, view pages, get marketing e-mails, subscribe and consent to cookies.",
        "Ask for it under `associated: {object: contacts, where: …}`.",
    ),
    "RV810": Code(
        "A condition asks for events of associated records.",
        "HubSpot's filters look at the events of the records themselves only.",
        "Test a property of the associated records that a workflow sets on the event.",
    ),
    "RV811": Code(
        "A condition asks for records that are associated with associated records.",
        "HubSpot's filters look one association far, except from contacts on to line items.",
        "Copy the value to the object between by a workflow, and test it there.",
    ),
    "RV812": Code(
        "A condition denies a raw branch.",
        "HubSpot nests branches of some types in no other branch, and nobody knows what a raw one is.",
        "Write what it denies as raw JSON, too, e.g. with `HAS_NOT_COMPLETED`.",
    ),
    "RV813": Code(
        "A condition asks how often or when something happened in a way that HubSpot does not count.",
        "HubSpot looks at `times` or at `within`, and for one e-mail at days of the calendar only.",
        "Leave one of them out; for an e-mail write `since:` and `until:`, or ask for `event: email_opened`.",
    ),
    "RV814": Code(
        "Raw JSON in a condition is no filter and no branch of HubSpot's.",
        "It has neither a `filterType` nor a `filterBranchType`, or stands for what may not be seen.",
        "Copy one filter or branch as HubSpot's API shows it.",
    ),
    "RV815": Code(
        "A condition compares properties that HubSpot does not compare.",
        "The other property is of another object, or of a type that the word does not fit.",
        "Name a property of the same object and of the type that the finding names.",
    ),
    "RV816": Code(
        "A condition asks for associated records of an object that does not exist.",
        "The name is misspelt, or the blueprint does not declare the custom object.",
        "Write HubSpot's plural name, or describe the object under `objects:`.",
    ),
    "RV817": Code(
        "A condition follows an association label that the blueprint does not describe.",
        "The label is misspelt, or it was made by hand and nobody mentioned it.",
        "Describe it under `associations:`; one that is there already is adopted.",
    ),
    "RV818": Code(
        "A condition denies something of associated records that HubSpot has no operator for.",
        "What no operator denies takes a branch of its own, and branches of associated records hold none.",
        "Ask for it in another way, or test a property of theirs that a workflow sets.",
    ),
}
"""Code -> meaning."""
