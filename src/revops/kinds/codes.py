"""The codes of findings about properties, groups, pipelines, lifecycle stages and checklist items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV221": Code(
        "A property's name holds characters that HubSpot does not take, or is too long.",
        "The key of the entry is not made of lower-case letters, digits and `_`, or has over 100 characters.",
        "Choose another name; the label may be anything.",
    ),
    "RV222": Code(
        "A property's name begins like HubSpot's own.",
        "HubSpot keeps names that begin with `hs_` or `hubspot_` for itself.",
        "Choose another name, or refer to HubSpot's property with `existing:`.",
    ),
    "RV223": Code(
        "A property lacks what HubSpot needs to make it.",
        "A property that is made needs `label`, `type`, `fieldType` and `groupName`.",
        "Add what is missing, or write `existing: TYPE` where the property is there already.",
    ),
    "RV224": Code(
        "A type and a fieldType do not go together.",
        "HubSpot offers only some fields for each type.",
        "Take one of the pairs that the finding names.",
    ),
    "RV225": Code(
        "Options are missing, too many, or cannot be told apart.",
        "An enumeration has no options, a bool has others than true and false, or two look the same.",
        "Write `options: {stored_value: Label}` with texts that differ.",
    ),
    "RV226": Code(
        "A currency or display field stands beside a type or field that it does not go with.",
        "A display field belongs to numbers or to texts, and the currency's property needs the symbol.",
        "Remove the field, or change the type.",
    ),
    "RV227": Code(
        "A text is empty or too long.",
        "A label is blank, or a text exceeds HubSpot's limit.",
        "Write a label, or shorten the text.",
    ),
    "RV228": Code(
        "A calculation formula cannot be read, or stands without its fieldType.",
        "The formula has a slip, or `fieldType: calculation_equation` is missing.",
        "Correct the formula where the finding points; write both keys or none.",
    ),
    "RV229": Code(
        "A property that is only checked has fields that would have to be written.",
        "`existing:` refers to a property, and another key would change it.",
        "Remove the key, or remove `existing`.",
    ),
    "RV230": Code(
        "A property that lists HubSpot's users is not described as one.",
        "`externalOptions: true` and `referencedObjectType: OWNER` go together, without options.",
        "Write both on an enumeration that has no options.",
    ),
    "RV231": Code(
        "More properties of an object are unique than HubSpot allows.",
        "HubSpot allows ten properties with `hasUniqueValue` per object.",
        "Take the mark off those that are no ids.",
    ),
    "RV241": Code(
        "The key of a pipeline or stage cannot be sent as an id.",
        "The key is sent as the id and holds capitals, blanks or other letters, or is too long.",
        "Use lower-case letters, digits, `_` and `-`; the label may be anything.",
    ),
    "RV242": Code(
        "A pipeline or stage lacks what HubSpot needs to make it.",
        "A pipeline or stage that HubSpot does not ship is made, and a field is missing.",
        "Add the label, the stages, or the probability of a deal stage.",
    ),
    "RV243": Code(
        "A probability is not between 0 and 1.",
        "The number is a percentage, or below zero.",
        "Write 0.2 for 20 %.",
    ),
    "RV244": Code(
        "A ticket pipeline has no closed stage.",
        "HubSpot keeps at least one closed stage in a ticket pipeline.",
        "Give the last stage `ticketState: CLOSED`.",
    ),
    "RV245": Code(
        "Two stages of a pipeline have the same label.",
        "HubSpot compares labels of stages without case and blanks.",
        "Give one of them another label.",
    ),
    "RV246": Code(
        "A pipeline has more stages than HubSpot allows.",
        "HubSpot allows 100 stages for deals, tickets and custom objects, and 30 for others.",
        "Merge stages, or split the pipeline.",
    ),
    "RV247": Code(
        "An id is used twice where HubSpot wants it to be the only one.",
        "Ids of stages are unique per object, those of pipelines across deals and tickets.",
        "Put the pipeline's name before the key; the label may stay.",
    ),
    "RV248": Code(
        "A stage has a field that belongs to another object.",
        "Deal stages have a probability, ticket stages a `ticketState`, others a `state`.",
        "Use the field that the finding names.",
    ),
    "RV251": Code(
        "A lifecycle stage is made although HubSpot ships it, or not made although it does not.",
        "`create: true` stands beside a stage that HubSpot ships, or is missing beside another.",
        "Remove `create` and `after`, or add them.",
    ),
    "RV252": Code(
        "A lifecycle stage comes after one that does not exist, or after itself.",
        "The name after `after:` is misspelt, or stages name each other in a ring.",
        "Name a stage that is there.",
    ),
    "RV253": Code(
        "A lifecycle stage lacks a label or a place, or shares its label.",
        "A stage of your own lacks `label` or `after`, or two labels are the same.",
        "Add what is missing, or change the label.",
    ),
    "RV614": Code(
        "There are no pipelines of an object.",
        "Contacts and companies have lifecycle stages in their place, other objects have nothing like it.",
        "Write `lifecycle:`, or take the object out of `pipelines:`.",
    ),
    "RV615": Code(
        "A stage of leads has a state.",
        "No source tells how HubSpot's API names it, so it would be lost.",
        "Leave `state` out, and open or close the stage in HubSpot.",
    ),
    "RV261": Code(
        "A checklist item's link cannot be opened.",
        "A link is neither a path of HubSpot nor an https address, or holds an unknown placeholder.",
        "Begin it with `/` or `https://`; `{portal}` stands for the portal's id.",
    ),
    "RV551": Code(
        "HubSpot refused a request.",
        "A value breaks a rule of HubSpot's that no source told.",
        "Read HubSpot's sentence in the finding and correct the blueprint.",
    ),
    "RV552": Code(
        "HubSpot has something of that name already.",
        "Somebody made it between plan and apply.",
        "Run `revops plan` again: it reads what is there now.",
    ),
    "RV553": Code(
        "HubSpot does not let go of something that is in use.",
        "A list, a workflow, a form or records use it.",
        "Remove what uses it, then apply again.",
    ),
    "RV554": Code(
        "HubSpot's answer to a batch says nothing about one of its inputs.",
        "HubSpot answered the batch, but left one of its parts out.",
        "Run `revops plan` to see whether it is there.",
    ),
    "RV561": Code(
        "A property is archived, with its values.",
        "An archived property takes its values out of sight; HubSpot keeps them for a while.",
        "Agree only when nobody needs the values.",
    ),
    "RV562": Code(
        "Options are removed that records may hold.",
        "Records that hold the value keep it without a label.",
        "Use `others: hide`, or move the records first.",
    ),
    "RV563": Code(
        "A pipeline or stages are deleted for good.",
        "HubSpot has no archive for pipelines and stages.",
        "Move the records to other stages first.",
    ),
    "RV571": Code(
        "A condition to enter a lifecycle stage is not enforced by HubSpot.",
        "HubSpot has no rule that moves a record by a condition.",
        "Set the stage by a workflow.",
    ),
    "RV693": Code(
        "The lifecycle stages of contacts or companies are not among their pipelines.",
        "HubSpot ships that pipeline with every portal; this one does not show it.",
        "Look at the object's pipelines in HubSpot, then run again.",
    ),
    "RV572": Code(
        "The lifecycle stages of companies differ from those of contacts.",
        "Somebody changed the stages of one of the two objects in HubSpot.",
        "Decide with `--keep` or `--take` what holds for both.",
    ),
}
"""Code -> meaning: RV22-26 blueprint, RV55 answers, RV56 hazards, RV57 lifecycle."""
