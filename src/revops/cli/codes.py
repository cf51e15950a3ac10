"""The codes of findings about a plan, a run and what a person said to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV401": Code(
        "Resources need each other in a ring.",
        "Resources name each other as what must be there first.",
        "Break the ring: take one of the references out.",
    ),
    "RV402": Code(
        "A change is blocked: the portal, the token or the subscription does not allow it.",
        "A type differs, a scope is missing, or the subscription does not include it.",
        "Follow the way out that the row shows; `revops auth` lists scopes.",
    ),
    "RV405": Code(
        "A label in HubSpot differs from the blueprint's in width or outer spaces only.",
        "Somebody typed it in HubSpot with full-width letters or a trailing blank.",
        "Take the blueprint's side, or keep HubSpot's spelling.",
    ),
    "RV406": Code(
        "The portal has something with the label of what is to be made, under another name.",
        "Somebody made it in HubSpot, which gave it an internal name of its own.",
        "`revops adopt` binds the two; apply as it is only if you want both.",
    ),
    "RV890": Code(
        "A pattern on the command line does not agree to a change, for how many records it concerns.",
        "More records would enrol or be scored than the cap of the target allows to a pattern.",
        "Look at the number, then agree by the address itself, or keep today's records out.",
    ),
    "RV891": Code(
        "A pattern on the command line does not agree to a change whose records nobody could count.",
        "The token may not search the records, or HubSpot refused the search.",
        "Give the token the scope that reads the records, or agree by the address itself.",
    ),
    "RV892": Code(
        "Contacts would become marketing contacts, which HubSpot bills.",
        "A workflow that is to be switched on has a step `marketing: true`.",
        "Compare the number with your subscription before you agree.",
    ),
    "RV893": Code(
        "A consent on the command line names an address that the blueprint does not have.",
        "The address is misspelt, or its entry was taken out of the blueprint.",
        "Take the address from `revops plan`; nothing was sent.",
    ),
    "RV894": Code(
        "A consent on the command line names something that never asks for it.",
        "The flag is another one, or a deletion has no entry under `removed:`.",
        "Give the flag that the row of `revops plan` shows.",
    ),
    "RV895": Code(
        "`--take ADDRESS#UNIT` names a unit that neither blueprint, ledger nor HubSpot has.",
        "The unit is misspelt.",
        "Take the unit from `revops drift`; nothing was written.",
    ),
    "RV896": Code(
        "A consent other than `--take` names a unit.",
        "Whoever publishes, deletes or switches on agrees to the whole resource.",
        "Leave `#UNIT` out.",
    ),
    "RV404": Code(
        "A pattern on the command line names nothing in the blueprint.",
        "The pattern is misspelt, or what it names was taken out of the blueprint.",
        "Take the address from `revops plan`.",
    ),
    "RV403": Code(
        "A change waits for something that is not there yet.",
        "A user, a form, an e-mail or a published score is missing.",
        "Make what the row names, then plan again.",
    ),
    "RV410": Code(
        "HubSpot's answer does not have the documented shape, so nothing is planned from it.",
        "HubSpot changed its answer, or something on the way did.",
        "Report it with `revops doctor --json`.",
    ),
    "RV411": Code(
        "HubSpot's answer to a write does not have the documented shape, or says nothing about it.",
        "HubSpot changed its answer, or something on the way did.",
        "Run `revops plan`: it shows whether the change arrived.",
    ),
    "RV412": Code(
        "A step could not go on; what it left undone is told.",
        "The tool met something that it does not know.",
        "Report it with `revops doctor --json`, then plan again.",
    ),
    "RV420": Code(
        "A change was not tried, because something that it needs did not come about.",
        "Another change failed or waits, and this one builds on it.",
        "Mend the other one, then apply again.",
    ),
    "RV421": Code(
        "A change was not sent, because the run was stopped.",
        "Somebody stopped the run, or an error that concerns all ended it.",
        "Run `revops apply` again; what is done is not done twice.",
    ),
    "RV430": Code(
        "HubSpot accepted a value and keeps another one.",
        "HubSpot normalises or ignores the value.",
        "Write the value that HubSpot keeps, or leave the field out.",
    ),
    "RV431": Code(
        "A change is not to be seen in the portal after it was sent.",
        "HubSpot answered yes and shows it later, or not at all.",
        "Run `revops plan` in a minute; it decides by what is there.",
    ),
    "RV432": Code(
        "The answer to a change was lost, and the portal shows something else than was sent.",
        "Somebody else wrote at the same time, or only a part arrived.",
        "Look at the resource in HubSpot, then keep or take.",
    ),
    "RV433": Code(
        "A change cannot be read back.",
        "The token may write it but not read it, or its list leaves items out.",
        "Look at it in HubSpot, then plan again.",
    ),
    "RV434": Code(
        "A part of a change did not arrive.",
        "HubSpot took some of the units and not the others.",
        "Run `revops plan`: it shows what is left.",
    ),
    "RV435": Code(
        "Something was not moved to its new address.",
        "The ledger knows both addresses.",
        "Take the line out of `moved:`; name the old one under `removed:` if it should go.",
    ),
    "RV450": Code(
        "The file is no saved plan.",
        "Another file was named, or it was cut.",
        "Make one with `revops plan --out FILE`.",
    ),
    "RV451": Code(
        "The plan that was saved or approved is not the plan that would be made now.",
        "Blueprint, portal or ledger moved since it was made.",
        "Look at a new plan, then save or approve that one.",
    ),
    "RV452": Code(
        "`--keep` names nothing that is held.",
        "The address is misspelt, or nobody changed it in HubSpot.",
        "Take the address from `revops drift`.",
    ),
    "RV453": Code(
        "There is no such item on the checklist.",
        "The name is misspelt.",
        "`revops checklist` lists the items.",
    ),
    "RV930": Code(
        "An item of the checklist is ticked without the evidence that it asks for.",
        "The item has `evidence:`, and nobody said where the proof is.",
        "Add `--evidence TEXT`: an address, a ticket, or who saw it.",
    ),
    "RV931": Code(
        "There is no such role.",
        "The name is misspelt.",
        "Take a role of the blueprint's section `roles:`.",
    ),
    "RV932": Code(
        "One proof was given for several items of the checklist.",
        "`--evidence` stands beside several `--tick`, or beside a pattern.",
        "Tick one item after the other, each with its own evidence.",
    ),
    "RV454": Code(
        "The token belongs to another portal than the one that is pinned.",
        "The variable holds the token of another portal.",
        "Set the token of that portal, or name another target.",
    ),
    "RV456": Code(
        "HubSpot has no value that could be kept.",
        "It was deleted in HubSpot, so there is nothing to write into the files.",
        "Take the blueprint's side, or delete the entry by hand.",
    ),
    "RV457": Code(
        "With HubSpot's values the blueprint would not be valid any more.",
        "HubSpot's values break a rule, for instance a condition names an option that is gone.",
        "Take the blueprint's side, or change the files by hand.",
    ),
    "RV458": Code(
        "A blueprint cannot say what HubSpot has.",
        "The portal uses something that a blueprint has no words for.",
        "Take the blueprint's side, or change it in HubSpot.",
    ),
    "RV459": Code(
        "`--take` names nothing that is held.",
        "Nobody changed it in HubSpot, or the blueprint's side was written already.",
        "Leave it out; `revops drift` lists what is held.",
    ),
    "RV460": Code(
        "Nobody agreed to the plan.",
        "Nobody typed yes, and no flag says it.",
        "Look at the plan, then type what the finding shows.",
    ),
    "RV461": Code(
        "The portal is protected and asks for more than a yes.",
        "The account is a standard one, or the target says `protected: true`.",
        "Name the target and type the portal's id; in CI approve the plan's digest.",
    ),
    "RV470": Code(
        "Something of the portal is left out, because a blueprint cannot say it.",
        "It uses something that a blueprint has no words for.",
        "Leave it to HubSpot; nobody touches it.",
    ),
    "RV471": Code(
        "A part of something is left out, because a blueprint cannot say it.",
        "It uses something that a blueprint has no words for.",
        "Leave that part to HubSpot; nobody touches it.",
    ),
    "RV472": Code(
        "The folder is not among the blueprints of the project.",
        "The files would be written where nobody reads them.",
        "Name a folder below one of `blueprints:` in `revops.yaml`.",
    ),
    "RV782": Code(
        "`--object` names an object that there is not.",
        "A slip, HubSpot's singular, or a custom object that this portal does not have.",
        "Write HubSpot's plural name, or the name of a custom object of this portal.",
    ),
    "RV783": Code(
        "A custom object is left out of a pull, because nobody asked for it.",
        "Custom objects and what stands on them are pulled by name, or all with `--kind object`.",
        "Pull it by name if a blueprint is to manage it; nobody touches it otherwise.",
    ),
    "RV785": Code(
        "Kinds that are pulled by name only were left out.",
        "E-mails and campaigns take scopes of their own; teams and rules of pipelines are betas.",
        "Name them with `--kind` if a blueprint is to manage them; nobody touches them otherwise.",
    ),
    "RV475": Code(
        "The target does not stand in revops.yaml.",
        "The target comes from the environment or is the built-in emulator.",
        "Add it with `revops init --target NAME`.",
    ),
    "RV476": Code(
        "There is no project in the folder.",
        "The command runs in another folder, or there is no project yet.",
        "Go to the project, name it with `--project`, or run `revops init`.",
    ),
    "RV792": Code(
        "Options are to be removed that records still hold.",
        "`--delete` names a property whose records have to get another option first.",
        "Agree by `--move ADDRESS` first; the run after it asks for `--delete`.",
    ),
    "RV790": Code(
        "The subscription that the target declares does not include something that the blueprint describes.",
        "`hubs:` of the target names a lower tier than HubSpot asks for, or the portal does not have it.",
        "Correct `hubs:` in `revops.yaml` if the portal has it; else leave the thing out for this target.",
    ),
    "RV940": Code(
        "Something that people do by hand takes a hub or tier that the target does not declare.",
        "`hub:` or `tier:` of a checklist item is beyond `hubs:` of the target.",
        "Leave the items out with `without:`, or correct `hubs:` in `revops.yaml` if the portal has it.",
    ),
}
"""Code -> meaning: RV40-43 planning and running, RV45 what was named, RV46 agreement, RV47 pull and
adopt, RV79 what the project tells besides."""
