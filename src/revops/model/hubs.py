"""HubSpot's hubs and tiers, as a target declares its subscription and a department names its hub."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

HubName = Literal["marketing", "sales", "service", "content", "data", "commerce"]
AddOn = Literal["transactional_email"]
Tier = Literal["free", "starter", "professional", "enterprise"]

ADD_ONS: Final[Mapping[AddOn, str]] = {"transactional_email": "the add-on for transactional e-mail"}
"""What people call an add-on, by the word under which a target declares it."""
