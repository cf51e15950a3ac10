"""The codes of the blueprint's findings, each with what it means in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV101": Code(
        "The file is not UTF-8.",
        "An editor or a spreadsheet saved it in another encoding, such as Shift_JIS or UTF-16.",
        "Save the file as UTF-8.",
    ),
    "RV102": Code(
        "The file holds a control character.",
        "Text was pasted that holds a character nobody can see.",
        "Remove it, or write it as an escape in double quotes.",
    ),
    "RV103": Code(
        "The file is larger than a blueprint file may be.",
        "One file holds more than 2 MB.",
        "Split it into several files; the whole is what counts.",
    ),
    "RV104": Code(
        "The file is not well-formed YAML.",
        "A quote, a bracket or the indentation is not what YAML expects.",
        "Look at the line and at the one above it; put text that holds `: ` in quotes.",
    ),
    "RV105": Code(
        "A key stands twice in one map.", "A line was copied and its key not changed.", "Keep one of the two."
    ),
    "RV106": Code(
        "Merge keys (`<<`) are not part of YAML 1.2.",
        "The file was written for a tool that reads YAML 1.1.",
        "Write the keys out, or use a variable; a pack's item is changed in `overrides.yaml`.",
    ),
    "RV107": Code(
        "A tag asks for something else than text, numbers, booleans, null, lists and maps.",
        "A value begins with `!`, which asks a YAML reader to build something.",
        "Remove the tag; put text that begins with `!` in quotes.",
    ),
    "RV108": Code(
        "An alias names nothing, names what it stands in, or unfolds to too much.",
        "An anchor is missing or misspelt, or aliases of aliases multiply the content.",
        "Correct the name, or write the values out.",
    ),
    "RV109": Code(
        "Values are nested too deeply.",
        "No section needs so many levels; the indentation may have slipped.",
        "Bring the values back to the level where they belong.",
    ),
    "RV110": Code(
        "A key is empty or is not text.",
        "A key is missing before a colon, or it is a list or a map.",
        "Write the key as text.",
    ),
    "RV111": Code(
        "The file is not one map of sections.",
        "The file begins with a list or a plain value, or holds several documents.",
        "Begin it with `revops: 1`, and keep one document per file.",
    ),
    "RV112": Code(
        "A path leads outside of the project.",
        "A path or a symbolic link points to a file that is not below the project's folder.",
        "Copy the file into the project.",
    ),
    "RV113": Code(
        "A path is not there or cannot be read.",
        "The file was moved, its name is misspelt, or its permissions forbid reading.",
        "Correct `blueprints:` in `revops.yaml`, or the permissions.",
    ),
    "RV114": Code(
        "The file does not say `revops: 1`.",
        "The first key is missing or names another format.",
        "Begin the file with `revops: 1`.",
    ),
    "RV115": Code(
        "There is no such key here.",
        "The key is misspelt, indented wrongly, or belongs to another section.",
        "Take the nearest name that the finding shows; the reference lists all fields.",
    ),
    "RV116": Code(
        "A value has the wrong type.",
        "Text stands where a number is expected, a list where a map is, or the like.",
        "Write what the finding asks for; quotes make a number text.",
    ),
    "RV117": Code(
        "A required key is missing.", "An entry lacks a key that it cannot do without.", "Add the key."
    ),
    "RV118": Code(
        "A value is not one of those allowed.",
        "A word is misspelt, or a number is outside of its limits.",
        "Take one of the values that the finding names.",
    ),
    "RV119": Code(
        "A name holds characters that an address cannot hold.",
        "The name holds a dot, a blank, `#` or a wildcard.",
        "Use letters, digits, `_` and `-`.",
    ),
    "RV120": Code(
        "A section stands in a file where it may not stand.",
        "Packs do not choose other packs for a project, and overrides remove nothing.",
        "Write the section into another file of the project.",
    ),
    "RV121": Code(
        "A file is there already and is not overwritten.",
        "A command would write a file of that name.",
        "Name another file, or move this one away.",
    ),
    "RV122": Code(
        "A value of the portal cannot be written back into the files.",
        "An alias, a pack or the shape of the entry stands in the way of a small edit.",
        "Write the value by hand.",
    ),
    "RV123": Code(
        "`without:` leaves out what something else needs.",
        "A pack's item is left out, and another item, of a pack or of the project, is built on it.",
        "Leave out what uses it, too, change that in `overrides.yaml`, or keep the item.",
    ),
    "RV124": Code(
        "`without:` leaves out what something else names.",
        "What names it waits until the portal has something of this name, which may be for ever.",
        "Leave out what names it, too, or make sure that the portal has it.",
    ),
    "RV125": Code(
        "A target gives a value to a variable that no blueprint declares.",
        "The name is misspelt, or the pack that declares it is not in use; the value changes nothing.",
        "Correct the name in `revops.yaml`, or take the line out.",
    ),
    "RV126": Code(
        "A target names somebody for a role that the blueprint does not describe.",
        "The role is misspelt, or the section `roles:` lacks it.",
        "Correct the name in `revops.yaml`, or describe the role under `roles:`.",
    ),
    "RV127": Code(
        "A text is written for a language that does not exist.",
        "The code of a country stands for that of a language, such as `jp` for `ja`.",
        "Write the language's two letters by ISO 639-1.",
    ),
    "RV128": Code(
        "No text speaks the target's language.",
        "The target's `locale:` is a language into which the packs, or the project, are not translated.",
        "Take a language that the finding names, or add yours to each text.",
    ),
    "RV791": Code(
        "The project's settings were named where a blueprint is expected.",
        "`revops.yaml` says where the portals are; blueprints are files of their own.",
        "Name a file or folder of `blueprints:`, or leave the name out.",
    ),
    "RV740": Code(
        "A file cannot be laid out anew so that it says the same.",
        "A comment stands within brackets, or a tag or an alias is in the way.",
        "Put the comment above the brackets, and write values out; until then the file stays as it is.",
    ),
    "RV201": Code(
        "One address is described twice.",
        "Two files, or a file and a pack, describe the same thing.",
        "Keep one; change a pack's item in `overrides.yaml`.",
    ),
    "RV202": Code(
        "An override changes something that no pack holds.",
        "The address is misspelt, or the item is the project's own.",
        "Correct the address, or change the item where it stands.",
    ),
    "RV203": Code(
        "A variable is not declared.",
        "The name is misspelt, or a text begins with a dollar sign.",
        "Declare it under `variables:`; for a text that begins with `$` write `$$`.",
    ),
    "RV204": Code(
        "A text is missing in the target's language.",
        "A label says its text for other languages only.",
        "Add the language, or write one text for all.",
    ),
    "RV205": Code(
        "A condition asks for a property that the blueprint does not declare.",
        "The name is misspelt, or it is a property of HubSpot's that nobody mentioned.",
        "Correct it, or declare it with `existing: TYPE`.",
    ),
    "RV206": Code(
        "A condition uses an operator that does not exist or does not fit the property's type.",
        "Words of conditions go by the property's type.",
        "Take a word of that type; the reference has the table.",
    ),
    "RV207": Code(
        "A condition compares with a value of the wrong type.",
        "A text stands where a number, a date or a list is expected.",
        "Write the value in the shape that the finding names.",
    ),
    "RV208": Code(
        "A condition compares with a value that is no option of the property.",
        "A label stands where the stored value is expected, or it is misspelt.",
        "Write the option's key.",
    ),
    "RV209": Code(
        "There is no condition of that name.",
        "The name is misspelt, or the file with the condition is not among the blueprints.",
        "Correct the name, or write the condition under `conditions:`.",
    ),
    "RV210": Code(
        "Conditions name each other in a circle.",
        "A condition names another one that leads back to it.",
        "Write one of them out.",
    ),
    "RV211": Code(
        "A condition does not have the shape of one.",
        "A condition is neither a name nor a test nor a join of them.",
        "Write a name, `{property: …, WORD: …}`, or one of `all`, `any`, `not`, `submitted`, `condition`.",
    ),
    "RV212": Code(
        "A resource needs another one that the blueprint does not describe.",
        "It is misspelt, left out by `without:`, or described nowhere.",
        "Describe it, or correct the name.",
    ),
    "RV213": Code(
        "Resources need each other in a circle.", "Each waits for another.", "Take a reference out."
    ),
    "RV214": Code(
        "A resource is described and listed under `removed:`.",
        "An entry was listed for removal and its description was left.",
        "Take one of the two out; name a pack's item under `without:`, too.",
    ),
    "RV215": Code(
        "A text is not the address of a resource.",
        "An address is KIND.NAME or KIND.OBJECT.NAME.",
        "Write it like `property.contacts.tier`.",
    ),
    "RV217": Code(
        "`moved:` names an address that nothing can move to.",
        "The kind or the object is another one, or a part would leave its thing.",
        "Write OLD: NEW with two addresses of one kind on one object, or two parts of one thing.",
    ),
    "RV218": Code(
        "`moved:` does not fit what the blueprint describes.",
        "The old address is still in use, the new one is described nowhere, or two lines meet.",
        "Describe the thing under its new address only.",
    ),
    "RV219": Code(
        "Addresses under `moved:` lead in a circle.",
        "Two things are to take each other's name at once.",
        "Move one of them to a name of its own first, and apply.",
    ),
    "RV690": Code(
        "A file has more errors than are looked for.",
        "Often one cause makes them all, such as a slipped indentation or a file of another tool.",
        "Mend those that are shown, then validate again.",
    ),
    "RV691": Code(
        "Conditions stand in each other too deep, or too often.",
        "A condition that names others is written out wherever it is named, and so are those.",
        "Write fewer conditions into each other.",
    ),
    "RV236": Code(
        "A name under `bind:` breaks a formula.", "No formula can hold it.", "Bind another property's name."
    ),
    "RV216": Code(
        "A property's group is not declared, but nearly has the name of one that is.",
        "The group's name is probably misspelt; a group that the portal has needs no entry.",
        "Take the nearest name if it is the one that was meant.",
    ),
    "RV301": Code(
        "There is no pack of that name.",
        "The name under `uses:` is misspelt.",
        "Take one of the packs that the finding names.",
    ),
    "RV302": Code(
        "The pack does not exist in that version.",
        "The tool was updated, and its packs with it.",
        "Write the version that is there, and read what changed with `revops plan`.",
    ),
    "RV303": Code(
        "The pack's content is not the content that was pinned.",
        "The pack was changed since its digest was pinned.",
        "Look at what changed, then pin the new digest.",
    ),
    "RV304": Code(
        "Packs need each other in a circle.",
        "A pack names another one under `needs:` that leads back to it.",
        "Take one of the two out of `needs:`.",
    ),
    "RV306": Code(
        "A pack of the shelf has no readable `pack.yaml`.",
        "The pack's own description is missing or wrong.",
        "Mend the file that the finding names.",
    ),
    "RV692": Code(
        "Packs need each other too deep.",
        "A pack needs another one, which needs another one, and so on.",
        "Name the packs that are needed under `uses:`.",
    ),
    "RV305": Code(
        "`without:` names nothing that a pack holds.",
        "The address is misspelt, or the pack does not hold the item any more.",
        "Correct the address, or take the line out.",
    ),
}
"""Code -> meaning: RV1 and RV740 files and settings, RV2 names, references and conditions, RV3 packs."""
