"""The codes of findings about HubSpot's answers and the way to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV501": Code(
        "HubSpot refused a request as invalid.",
        "A value breaks a rule of HubSpot's.",
        "Correct the blueprint where the message points.",
    ),
    "RV502": Code(
        "HubSpot does not accept the token.",
        "The token is misspelt, was rotated or revoked.",
        "Set a token that is valid for this portal.",
    ),
    "RV503": Code(
        "The token lacks a scope.",
        "The key or app was made without it.",
        "Add the scope in HubSpot, then run again.",
    ),
    "RV504": Code(
        "HubSpot does not allow the request, for instance by the portal's subscription.",
        "The subscription does not include it, or the user behind the token may not do it.",
        "Check both with `revops auth`.",
    ),
    "RV505": Code(
        "HubSpot does not know what was asked for.",
        "Somebody deleted it, or the portal does not have this API.",
        "Run `revops plan` to see what the portal holds now.",
    ),
    "RV506": Code(
        "HubSpot already has something of that name, or it changed meanwhile.",
        "Somebody made or changed it meanwhile.",
        "Run `revops plan` again: it reads what is there now.",
    ),
    "RV507": Code(
        "The rate limit stayed exhausted.",
        "Other tools share the limit of the portal.",
        "Wait a minute and run again.",
    ),
    "RV508": Code(
        "The portal's daily number of requests is used up.",
        "All tools of the portal together used it up.",
        "Run again after the reset, at midnight of the portal's time zone.",
    ),
    "RV509": Code(
        "HubSpot kept the portal locked.",
        "HubSpot migrates the account or works on it.",
        "Run again in a few minutes.",
    ),
    "RV510": Code(
        "HubSpot failed; whether a write was carried out is then not known.",
        "The fault is on HubSpot's side.",
        "Run `revops plan`: it shows whether a change arrived.",
    ),
    "RV511": Code(
        "No whole answer came; whether a write was carried out is then not known.",
        "The network, a proxy or a timeout cut the connection.",
        "Check the network and `REVOPS_BASE_URL`; `revops plan` shows whether a change arrived.",
    ),
    "RV512": Code(
        "HubSpot answered in an unexpected way.",
        "A proxy or another server answered.",
        "Check `REVOPS_BASE_URL` and any proxy on the way.",
    ),
    "RV513": Code(
        "Something is in use and cannot be removed.",
        "A list, a workflow, a form or records use it.",
        "Remove it from the places that use it, then run again.",
    ),
    "RV514": Code(
        "The base URL of the API is not safe to send a token to.",
        "It is not https and no local address, or it holds a user or a query.",
        "Use an https address, or `http://127.0.0.1` for an emulator.",
    ),
    "RV515": Code(
        "A request would have left its surface, so it was not sent.",
        "An id in an answer or in the ledger would have changed the path.",
        "Look at the id that the finding names; it is not one of HubSpot's.",
    ),
    "RV516": Code(
        "The OAuth app could not refresh its access token.",
        "The refresh token was revoked, or the client's secret changed.",
        "Install the app again and set the new variables.",
    ),
    "RV517": Code(
        "No credential is set for a surface.",
        "The target names no token for it.",
        "Set the variable that `revops auth` names.",
    ),
    "RV518": Code(
        "The portal does not have a beta.",
        "Betas are switched on per portal.",
        "Switch it on under Product updates in HubSpot; all else goes on without it.",
    ),
}
"""Code -> what it stands for."""
