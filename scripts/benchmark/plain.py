"""Peer: a plain script on HubSpot's own client, one call per property, one after the other.

`python -m benchmark.plain BASE_URL TOKEN read|create FILE`; the file holds `[{"object", "body"}, ...]`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import hubspot
from hubspot.crm.properties import PropertyCreate


def main(base_url: str, token: str, job: str, file: str) -> None:
    """Read or create every property of the file."""
    api = hubspot.Client.create(access_token=token, host=base_url).crm.properties.core_api
    for wanted in json.loads(Path(file).read_text(encoding="utf-8")):
        if job == "create":
            api.create(wanted["object"], property_create=_create(wanted["body"]))
        else:
            api.get_by_name(wanted["object"], wanted["body"]["name"])


def _create(body: dict[str, Any]) -> Any:
    names = {there: ours for ours, there in PropertyCreate.attribute_map.items()}
    return PropertyCreate(**{names[field]: value for field, value in body.items()})


if __name__ == "__main__":
    main(*sys.argv[1:])
