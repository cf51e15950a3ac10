"""Steps that reach beyond the enrolled record, as people write them: records, notes, Slack, sequences."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from revops.kinds.base import Text
from revops.kinds.objects import ObjectName
from revops.kinds.workflow.spec_steps import Fallback, Named, PropertyName, Value
from revops.model.spec import Spec

OWNER: Final = "contact_owner"
"""Stands for the contact's owner where a role can stand."""


class Copied(Spec):
    """`{from: contacts.email}`: the value that a property of the enrolled record has."""

    source: Annotated[PropertyName, Field(alias="from", description="A property of the enrolled record")]


Given = Annotated[
    Copied | Annotated[Value, Field(description="A value")] | Text, Field(union_mode="left_to_right")
]
"""What a property of a new record gets; `from` is no language, so that comes first."""


class Record(Spec):
    """A record that is made, with its properties."""

    object: Annotated[ObjectName, Field(description="What is made")]
    properties: Annotated[
        dict[str, Given],
        Field(min_length=1, description="OBJECT.PROPERTY of the new record -> a value, or {from: PROPERTY}"),
    ]
    associate: Annotated[bool, Field(description="Whether it is associated with the enrolled record")] = True


class Match(Spec):
    """Which records belong together."""

    source: Annotated[PropertyName, Field(alias="from", description="A property of the enrolled record")]
    target: Annotated[PropertyName, Field(alias="to", description="A property of the other record")]


class Associating(Spec):
    """Other records that have the same value."""

    to: Annotated[ObjectName, Field(description="With records of which object")]
    match: Annotated[Match, Field(description="The properties that hold the same value")]


class Message(Spec):
    """What is told in Slack, and where."""

    channel: Annotated[
        str, Field(min_length=1, description="A channel; a variable of the target where its name differs")
    ]
    message: Annotated[Text, Field(description="The text")]


class Cadence(Spec):
    """A sequence of HubSpot's, and who sends its e-mails."""

    name: Annotated[str, Field(description="Its name in HubSpot")]
    sender: Annotated[
        str, Field(description="A role, which the target maps to a user, or `contact_owner`")
    ] = OWNER
    contact_time_zone: Annotated[
        bool, Field(description="Whether e-mails go out by the contact's clock instead of the portal's")
    ] = False


Basis = Literal[
    "CONSENT_WITH_NOTICE",
    "LEGITIMATE_INTEREST_CLIENT",
    "LEGITIMATE_INTEREST_OTHER",
    "LEGITIMATE_INTEREST_PQL",
    "NON_GDPR",
    "PERFORMANCE_OF_CONTRACT",
    "PROCESS_AND_STORE",
]


class Consent(Spec):
    """A subscription type, and the ground for changing what somebody receives."""

    name: Annotated[str, Field(description="Its name in HubSpot")]
    basis: Annotated[Basis, Field(description="HubSpot's `legalBasis`")]
    explanation: Annotated[Text, Field(description="Why, for the contact's history")]


class CreateStep(Named):
    """Make a record."""

    create: Annotated[Record, Field(description="What is made")]


class AssociateStep(Named):
    """Associate the enrolled record with others."""

    associate: Annotated[Associating, Field(description="With which")]


class NoteStep(Named):
    """Put a note on the enrolled record."""

    note: Annotated[Text, Field(description="HTML, or plain text")]


class SubscribeStep(Named):
    """Subscribe the contact to e-mails of one type."""

    subscribe: Annotated[Consent, Field(description="To which, and on what ground")]


class UnsubscribeStep(Named):
    """End the contact's subscription to e-mails of one type."""

    unsubscribe: Annotated[Consent, Field(description="To which, and on what ground")]


class SlackStep(Named):
    """Tell something in Slack; `else` is done while the portal has no connection to Slack."""

    slack: Annotated[Message, Field(description="What is told, and where")]
    otherwise: Annotated[
        Fallback | None,
        Field(alias="else", description="One step that is done instead, while Slack is not connected"),
    ] = None


class SequenceStep(Named):
    """Enrol the contact in a sequence; `else` is done while there is none of that name, or no sender."""

    sequence: Annotated[Cadence, Field(description="Which, and who sends it")]
    otherwise: Annotated[
        Fallback | None,
        Field(alias="else", description="One step that is done instead, while there is no such sequence"),
    ] = None
