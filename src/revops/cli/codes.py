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
    "RV404": Code(
        "A consent on the command line names nothing in the blueprint.",
        "The address is misspelt, or the pattern matches nothing.",
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
    "RV454": Code(
        "The token belongs to another portal than the one that is pinned.",
        "The variable holds the token of another portal.",
        "Set the token of that portal, or name another target.",
    ),
    "RV455": Code(
        "The state is to be kept in a database, which is not there yet.",
        "`REVOPS_STATE_URL` is set.",
        "Unset it, and commit `.revops/ledger`.",
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
}
"""Code -> meaning: RV40-43 planning and running, RV45 what was named, RV46 agreement, RV47 pull and
adopt, RV79 what the project tells besides."""
