"""The codes of what is valid and still not well done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV220": Code(
        "A name is nearly that of something else, and nothing has it.",
        "A segment, form, e-mail, workflow, team, role or stage is probably misspelt where it is named.",
        "Take the nearest name; what only the portal has is described with `existing:`, or named by `bind:`.",
    ),
    "RV235": Code(
        "A name is only the portal's.",
        "The blueprint names a form, e-mail, segment, workflow, campaign or team and does not describe it.",
        "See that the portal has it by this name, or describe it; until then what names it waits.",
    ),
    "RV237": Code(
        "Few texts speak a language.",
        "A key such as `fr:` slipped in, or a translation was begun; no target can be planned in it yet.",
        "Take the key out, or add the language to all other texts.",
    ),
    "RV710": Code(
        "An allowing comment does not say what it allows, or why.",
        "The code or the word `because` with a reason is missing, or `allow` is misspelt.",
        "Write `# revops: allow RV716 because REASON`.",
    ),
    "RV711": Code(
        "An allowing comment allows nothing.",
        "What it was about was mended or moved to another line, or it is an error, which cannot be allowed.",
        "Take the comment out, or put it on the line of the finding or the line above.",
    ),
    "RV712": Code(
        "A name is not in snake_case.",
        "Names in one style are easier to guess and to find.",
        "Use lower-case words joined by `_`, before the name is applied: HubSpot never changes it.",
    ),
    "RV713": Code(
        "A property does not begin like the others of its group.",
        "Most properties of the group share their first word.",
        "Give it the same first word, or move it to another group.",
    ),
    "RV714": Code(
        "A name begins like HubSpot's own.",
        "HubSpot names what it ships `hs_` or `hubspot_`, and may come to use the name.",
        "Choose another beginning.",
    ),
    "RV715": Code(
        "A text mixes letters that look alike.",
        "A Cyrillic or Greek letter came in by copying; searches do not find the word.",
        "Type the word again.",
    ),
    "RV716": Code(
        "A property has no description.",
        "HubSpot shows the description beside the field, and people fill it differently without one.",
        "Say who fills it, when, and what counts.",
    ),
    "RV717": Code(
        "Nothing says what fills a property.",
        "A property that nobody fills is empty in every report.",
        "Name the roles, forms or workflows under `filledBy`.",
    ),
    "RV718": Code(
        "Two labels of one list differ in their spelling only.",
        "Width, case, blanks, punctuation or a long vowel mark is all that differs.",
        "Rename one of them, or keep only one.",
    ),
    "RV719": Code(
        "Two labels of one list are one letter apart.",
        "One of them may be a typing error of the other.",
        "Correct it, or make the labels tell the difference.",
    ),
    "RV720": Code(
        "A label has unusual widths or blanks.",
        "Full-width letters and digits, half-width kana or stray blanks came in by copying.",
        "Write it as the finding shows.",
    ),
    "RV721": Code(
        "A label is too long to be read.",
        "Tables, forms and reports of HubSpot cut long labels.",
        "Shorten the label, and put the rest into the description.",
    ),
    "RV722": Code(
        "A text is the same in both languages.",
        "One of them was copied and not translated.",
        "Translate it, or write one text for all languages.",
    ),
    "RV723": Code(
        "A text lacks a language that others speak.",
        "A target in that language could not be planned.",
        "Add the language.",
    ),
    "RV724": Code(
        "Options that are numbers neither rise nor fall.",
        "People read down a list and expect the next number.",
        "Sort the options; their sequence is the one of the file.",
    ),
    "RV725": Code(
        "The option for all the rest is not the last one.",
        "People choose it before they have read the others.",
        "Move it to the end.",
    ),
    "RV726": Code(
        "A property has very many options.",
        "Nobody reads a list of that length, and reports become unreadable.",
        "Group them, split the property in two, or make it a text.",
    ),
    "RV727": Code(
        "A property has one option only.",
        "Nothing can be told apart by it.",
        "Make it a bool, or add the other options.",
    ),
    "RV728": Code(
        "Stored values of one property differ in style.",
        "Some have capitals and others have none, so that formulas and imports guess wrong.",
        "Write all stored values in one style, before they are applied.",
    ),
    "RV729": Code(
        "The probabilities of a pipeline do not rise.",
        "A forecast weighs every deal by its stage, and a later stage counts for less here.",
        "Correct the number, or the sequence of the stages.",
    ),
    "RV730": Code(
        "A pipeline has no stage at its end.",
        "Deals need a stage that is won (1) and one that is lost (0), others a closed one.",
        "Add the stage.",
    ),
    "RV731": Code(
        "Nothing leads to a lifecycle stage.",
        "Other stages have a condition or a workflow, this one has neither.",
        "Name a condition under `enter:`, or allow it with what sets it.",
    ),
    "RV732": Code(
        "No property is in a group.",
        "The properties were moved or left out, and HubSpot would show an empty group.",
        "Put a property in it, or take the group out.",
    ),
    "RV733": Code(
        "Nothing uses a condition.",
        "What named it was removed or names another one.",
        "Use it, or take it out.",
    ),
    "RV734": Code(
        "Nothing uses a variable.",
        "What named it was removed or names another one.",
        "Use it as `$name`, or take it out.",
    ),
    "RV735": Code(
        "A workflow ends with a delay.",
        "Records wait and then nothing happens.",
        "Take the step out, or add what is to come after it.",
    ),
    "RV736": Code(
        "A task is for nobody.",
        "The task has neither role nor owner, so it appears in nobody's list.",
        "Name a `role:`, which the target maps to a person, or an `owner:`, a property of the record.",
    ),
    "RV737": Code(
        "A file has more findings than are shown.",
        "One habit shows in every entry of the file.",
        "Mend the first ones and look for the same elsewhere; the next run shows others.",
    ),
    "RV845": Code(
        "A group of a score gives more points than the score has.",
        "`max` of the group is above `max` of the score, and what is above that counts for nothing.",
        "Lower the group's `max`, or raise the score's.",
    ),
    "RV846": Code(
        "A placeholder in a text names a property that the blueprint does not declare.",
        "It is misspelt, and HubSpot shows nothing in its place, or the property is only in HubSpot.",
        "Correct it, or declare the property (`existing:` will do).",
    ),
    "RV920": Code(
        "A role is given something and described nowhere.",
        "The blueprint has a section `roles:`, and the role is misspelt or missing in it.",
        "Take a role of that section, or describe this one there.",
    ),
    "RV960": Code(
        "A workflow sets an earlier lifecycle stage than its records have.",
        "HubSpot may leave the stage as it is: by most reports it goes forwards only, unless it is cleared.",
        "Put a step `clear: OBJECT.lifecyclestage` before it.",
    ),
}
"""RV220 and RV235 names of other things, RV710-711 comments that allow, RV712-714 names, RV237 and RV715-723
texts, RV724-728 options, RV729-737 the rest, RV845 scores, RV846 placeholders, RV920 roles, RV960 lifecycle
stages that go back."""
