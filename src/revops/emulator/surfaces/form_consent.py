"""What a form says about consent, in four kinds, and the subscription types it names (dossier I1)."""

from __future__ import annotations

from revops.emulator.check import Checker, boolean, filled, list_of, object_of, one_of, text
from revops.emulator.references import Subject
from revops.emulator.surfaces.subscriptions import has_subscription
from revops.emulator.tagged import Fields, tagged


def consent_of(subject: Subject) -> Checker:
    """One of HubSpot's four legal consent options."""
    known = has_subscription(subject.portal)
    box = object_of({"label": filled, "required": boolean, "subscriptionTypeId": known})
    boxes: Fields = {"communicationsCheckboxes": list_of(box), "privacyText": text}
    texts: Fields = {"communicationConsentText": text, "consentToProcessText": text}
    interest: Fields = {
        "lawfulBasis": one_of("client", "lead", "other"),
        "subscriptionTypeIds": list_of(known),
        "privacyText": text,
    }
    return tagged(
        "type",
        {
            "none": ({}, {}),
            "legitimate_interest": (interest, {}),
            "explicit_consent_to_process": (
                boxes,
                {**texts, "consentToProcessCheckboxLabel": text, "consentToProcessFooterText": text},
            ),
            "implicit_consent_to_process": (boxes, texts),
        },
    )
