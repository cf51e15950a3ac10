"""The text of `.env.example`, as `revops init` writes it and this repository has it."""

from __future__ import annotations

from typing import Final

ENVIRONMENT: Final = """\
# Copy this file to .env and fill it in. .env is ignored by git; never commit a token.
# A variable that is set in the process's environment wins over .env.

# Token for the data model: properties, pipelines, scores, forms. A Service Key
# (HubSpot: Development > Keys > Service keys) is the simplest.
HUBSPOT_ACCESS_TOKEN=

# Token for workflows, which Service Keys do not reach: of a static-token app or an existing private app.
# Left empty, the token above is used for workflows too.
HUBSPOT_AUTOMATION_TOKEN=

# The target of revops.yaml to use where no --target is given. "emulator" needs no HubSpot account.
REVOPS_TARGET=

# Id of the portal that may be touched; a second lock beside the id in revops.yaml, useful in CI.
REVOPS_PORTAL_ID=

# Where the API is, if not at https://api.hubapi.com: https, or an emulator such as http://127.0.0.1:8080.
REVOPS_BASE_URL=

# PostgreSQL for a team's ledger, journal, history and lock (docs/state.md); files of the project if empty:
REVOPS_STATE_URL=
"""
