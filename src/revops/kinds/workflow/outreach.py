"""Steps that hand over to Slack or to a sequence, or change what a contact receives (dossier F5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, get_args

from revops.kinds.workflow.offers import SLACK, SLACK_ACTION, slack_fields
from revops.kinds.workflow.sequences import ACTION, SEQUENCE
from revops.kinds.workflow.spec_wider import OWNER, Basis
from revops.kinds.workflow.step import ENROLLED, FLAGS, Fields, Place, Single, stated
from revops.model.json import Json
from revops.model.spec import Symbol

USER: Final = "user"
"""Kind of symbol: a role as a user; its id is the user's, which is not the owner's."""


class Slack(Single):
    """Tell something in a channel. No source names the fields, so the portal's own description does."""

    word, action = "slack", SLACK_ACTION

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        known = at.names.id(SLACK, value["channel"])
        # In a rehearsal the name stands for itself.
        told = known.split("/", 2) if "/" in known else ["channel", "message", known]
        return {told[0]: told[2], told[1]: value["message"]}

    def value(self, fields: Fields, at: Place) -> Json | None:
        names = slack_fields(fields)
        if names is None or fields.keys() != {*names}:
            return None
        channel, message = str(fields[names[0]]), str(fields[names[1]])
        known = at.names.name(SLACK, "/".join((*names, channel)))
        return {"channel": known or channel, "message": message}

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return (Symbol(SLACK, value["channel"]),)


class Sequence(Single):
    """Enrol the contact in a sequence, sent by a user or by the contact's owner."""

    word, action = "sequence", ACTION

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        sequence_id = at.names.id(SEQUENCE, value["name"])
        zone = str(value.get("contact_time_zone", False)).lower()
        return {
            "sequenceId": sequence_id,
            "shouldUseContactTimeZone": zone,
            **_sender(value["sender"], at),
        }

    def value(self, fields: Fields, at: Place) -> Json | None:
        rest = dict(fields)
        name = at.names.name(SEQUENCE, str(rest.pop("sequenceId", "")))
        zone = FLAGS.get(str(rest.pop("shouldUseContactTimeZone", "false")))
        sender = _read_sender(rest, at)
        if name is None or sender is None or zone is None:
            return None
        return {"name": name, "sender": sender, **({"contact_time_zone": True} if zone else {})}

    def symbols(self, value: Json) -> Iterable[Symbol]:
        sender = value["sender"]
        people = () if sender == OWNER else (Symbol(USER, sender),)
        return (Symbol(SEQUENCE, value["name"]), *people)


_BY_OWNER: Final = {"senderType": "CONTACT_OWNER", "contactOwnerProperty": "hubspot_owner_id"}


def _sender(sender: str, at: Place) -> dict[str, Json]:
    if sender == OWNER:
        return dict(_BY_OWNER)
    return {"senderType": "SPECIFIC_USER", "userId": at.names.id(USER, sender)}


def _read_sender(fields: Fields, at: Place) -> str | None:
    if fields == _BY_OWNER:
        return OWNER
    if fields.keys() != {"senderType", "userId"} or fields["senderType"] != "SPECIFIC_USER":
        return None
    return at.names.name(USER, str(fields["userId"]))


class _Consent(Single):
    """Change one subscription of the contact."""

    action = "0-43347357"
    state: str
    """HubSpot's `optState`."""

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        return {
            **_E_MAIL,
            "optState": self.state,
            "subscriptionId": at.names.id(_SUBSCRIPTION, value["name"]),
            "legalBasis": value["basis"],
            "legalBasisExplanation": value["explanation"],
        }

    def value(self, fields: Fields, at: Place) -> Json | None:
        name = at.names.name(_SUBSCRIPTION, str(fields.get("subscriptionId")))
        basis, why = fields.get("legalBasis"), fields.get("legalBasisExplanation", "")
        told = {"name": name, "basis": basis, "explanation": why}
        known = name and basis in get_args(Basis)
        return told if known and stated(self.fields(told, at)) == fields else None

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return (Symbol(_SUBSCRIPTION, value["name"]),)


_SUBSCRIPTION: Final = "subscription"
_E_MAIL: Final = {"targetContact": ENROLLED, "channel": "EMAIL"}


class Subscribe(_Consent):
    """Subscribe the contact."""

    word, state = "subscribe", "OPT_IN"


class Unsubscribe(_Consent):
    """End the subscription."""

    word, state = "unsubscribe", "OPT_OUT"
