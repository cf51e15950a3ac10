"""What a form does: language, answer to a submission, notices, lifecycle stage (dossier I1)."""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import Checker, Fault, boolean, fault, filled, list_of, object_of, one_of, text
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.tagged import both

LANGUAGES = (
    "af", "ar-eg", "bg", "bn", "ca-es", "cs", "da", "de", "el", "en", "en-gb", "es", "es-mx", "fi", "fr",
    "fr-ca", "he-il", "hr", "hu", "id", "it", "ja", "ko", "lt", "ms", "nl", "no-no", "pl", "pt", "pt-br",
    "ro", "ru", "sk", "sl", "sv", "th", "tl", "tr", "uk", "vi", "zh-cn", "zh-hk", "zh-tw",
)  # fmt: skip
"""The languages of forms, from HubSpot's description of them."""
_STAGED = ("0-1", "0-2")
_FLAGS = (
    "cloneable",
    "editable",
    "archivable",
    "recaptchaEnabled",
    "notifyContactOwner",
    "createNewContactForNewEmail",
    "prePopulateKnownValues",
    "allowLinkToResetKnownValues",
)


def configuration_of(subject: Subject) -> Checker:
    """All of the configuration; only `embedType` may be left out."""
    return object_of(
        {
            **dict.fromkeys(_FLAGS, boolean),
            "language": one_of(*LANGUAGES),
            "postSubmitAction": both(_ACTION, _reachable),
            "notifyRecipients": list_of(subject.has_user),
            "lifecycleStages": both(list_of(_stage(subject)), _both_objects),
        },
        {"embedType": one_of("V3", "V4")},
    )


_ACTION = object_of({"type": one_of("thank_you", "redirect_url"), "value": text})


def _reachable(action: Json, where: str) -> Iterator[Fault]:
    if action["type"] == "redirect_url" and not action["value"].startswith(("http://", "https://")):
        yield fault(f"{where}.value must be a URL", f"{where}.value", "INVALID_URL")


def _stage(subject: Subject) -> Checker:
    def exists(value: Json, where: str) -> Iterator[Fault]:
        declared = subject.of(value["objectTypeId"]).declared("lifecyclestage") or {"options": []}
        if value["value"] not in {option["value"] for option in declared["options"]}:
            yield fault(f"{where}: there is no stage '{value['value']}'", f"{where}.value", "NO_STAGE")

    return both(object_of({"objectTypeId": one_of(*_STAGED), "value": filled}), exists)


def _both_objects(stages: Json, where: str) -> Iterator[Fault]:
    """A stage for contacts and one for companies, or none at all (HubSpot's changelog of 2024)."""
    if stages and sorted(stage["objectTypeId"] for stage in stages) != list(_STAGED):
        yield fault(f"{where} must name a stage of contacts and one of companies", where, "INCOMPLETE")
