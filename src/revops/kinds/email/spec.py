"""The section `emails` as people write it."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from revops.kinds.base import Refs, Text
from revops.model.spec import Spec

Sender = Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]*|[^@\s]+@[^@\s]+)$", examples=["ma_operator"])]
"""A role, which the target maps to a person's address, or an address."""


class From(Spec):
    """Who sends it, in HubSpot's words."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=False)

    from_name: Text | None = Field(None, description="The name that people read")
    reply_to: Sender | None = Field(
        None, description="Address that it comes from, and that answers go to; or a role of the target"
    )
    custom_reply_to: Sender | None = Field(None, description="Where answers go instead; or a role")


class EmailSpec(Spec):
    """A marketing e-mail that workflows send. What is left out stays as it is in HubSpot."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"name": "Thank you", "subject": "Thank you", "body": "Here it is.", "publish": True}
            ]
        }
    )

    ref: Refs = ""
    name: Text = Field(description="What people read in HubSpot's list of e-mails; each has its own")
    subject: Text | None = Field(None, description="The subject")
    preview: Text | None = Field(None, description="Shown behind the subject in an inbox")
    sender: From | None = Field(None, alias="from", description="Who sends it")
    subscription: str | None = Field(None, description="Name of a subscription type of the portal")
    language: Annotated[
        str | None,
        Field(pattern="^[a-z]{2,3}(-[a-z0-9]{2,4}){0,2}$", examples=["ja"], description="Its language"),
    ] = None
    body: Text | None = Field(
        None, description="Plain text or simple HTML for the one text module; design is done in HubSpot"
    )
    campaign: str | None = Field(None, description="Key of a campaign, or the name of one of the portal's")
    publish: bool | None = Field(
        None, description="True: workflows may send it; asks. It sends nothing by itself"
    )
