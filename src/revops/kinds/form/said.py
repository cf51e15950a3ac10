"""What a blueprint says of a form beside its fields, as units and as names to look up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from revops.kinds.base import Surroundings
from revops.kinds.form.settings import CONSENT_TEXTS, FLAGS
from revops.kinds.form.spec import (
    Checkbox,
    Consent,
    FormSpec,
    ImplicitConsent,
    LegitimateInterest,
    LifecycleStages,
    Then,
)
from revops.model.json import Json
from revops.model.spec import Symbol

At = tuple[str | int, ...]
_PLAIN: Final = ("language", "theme", "cssClass", "renderRawHtml", *FLAGS)


def settings_units(spec: FormSpec, near: Surroundings, at: At) -> dict[str, Json]:
    """Units of what is said; what is left out is not managed."""
    told = spec.model_dump(by_alias=True, exclude_none=True)
    found: dict[str, Json] = {"name": near.text(spec.name, *at, "name")}
    if spec.submit is not None:
        found["submit"] = near.text(spec.submit, *at, "submit")
    if spec.then is not None:
        found["then"] = _then(spec.then, near, (*at, "then"))
    if spec.lifecycle is not None:
        found["lifecycle"] = told["lifecycle"] if isinstance(spec.lifecycle, LifecycleStages) else {}
    found |= {name: told[name] for name in _PLAIN if name in told}
    found |= {f"style.{name}": value for name, value in told.get("style", {}).items()}
    found |= dict(_consent(spec.consent, near, (*at, "consent")))
    for role in spec.notify.roles if spec.notify else ():
        found[f"notify.roles.{role}"] = True
    if spec.notify and spec.notify.owner is not None:
        found["notify.owner"] = spec.notify.owner
    return found


def uses(spec: FormSpec) -> frozenset[Symbol]:
    """Names that only the portal knows: people behind roles, subscription types."""
    roles = {Symbol("recipient", role) for role in spec.notify.roles} if spec.notify else set()
    return frozenset(roles | {Symbol("subscription", name) for name in _subscriptions(spec)})


def _subscriptions(spec: FormSpec) -> Iterator[str]:
    consent = spec.consent if isinstance(spec.consent, Consent) else Consent.model_construct()
    if consent.legitimate_interest:
        yield from consent.legitimate_interest.subscriptions or ()
    for ground in (consent.implicit, consent.explicit):
        yield from (box.subscription for box in (ground.checkboxes if ground else None) or ())


def _then(then: Then, near: Surroundings, at: At) -> dict[str, Json]:
    if then.message is None:
        return {"redirect": then.redirect}
    return {"message": near.text(then.message, *at, "message")}


def _consent(consent: Json, near: Surroundings, at: At) -> Iterator[tuple[str, Json]]:
    if consent == "none":
        yield "consent.type", "none"
    if not isinstance(consent, Consent):
        return
    ((word, ground),) = ((word, ground) for word, ground in consent if ground is not None)
    yield "consent.type", word
    where = (*at, word)
    said = ground.model_dump(by_alias=True, exclude_none=True)
    for name in CONSENT_TEXTS:
        if name in said:
            yield f"consent.{name}", near.text(said[name], *where, name)
    if isinstance(ground, LegitimateInterest):
        yield from ((f"consent.{n}", said[n]) for n in ("lawfulBasis", "subscriptions") if n in said)
    elif isinstance(ground, ImplicitConsent) and ground.checkboxes is not None:
        boxes = enumerate(ground.checkboxes)
        yield "consent.checkboxes", [_box(box, near, (*where, "checkboxes", n)) for n, box in boxes]


def _box(box: Checkbox, near: Surroundings, at: At) -> dict[str, Json]:
    return {
        "subscription": box.subscription,
        "label": near.text(box.label, *at, "label"),
        "required": box.required,
    }
