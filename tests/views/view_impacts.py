"""Impacts to draw: a chain, a ring, hostile labels, one that is deep, one that is wide, and none."""

from __future__ import annotations

from view_plans import SCRIPT

from revops.model.address import Address
from revops.model.plan import PortalFacts
from revops.model.reference import Held, Impact, Point, Reference, Unseen, User

PORTAL = PortalFacts(90000001, target="client")
CHANNEL = Point(Address("property", "contacts", "channel"))


def address(name):
    return Address("workflow", "", name)


def user(name, via, depth, how="filter", at="", part=""):
    """One that depends on another by one reference."""
    to = Point(via, part)
    return User(address(name), depth, via, (Reference(address(name), to, how, at),))


def impact(users, *across, names=None, **more):
    """An impact with these users, and references among them that the tree leaves out."""
    references = [one for each in users for one in each.references]
    beside = [Reference(address(by), Point(address(to)), "step.workflow", "go") for by, to in across]
    return Impact(CHANNEL, tuple(users), (*references, *beside), names=names or {}, **more)


def chain(length):
    """Each depends on the one before."""
    found, via = [], CHANNEL.address
    for depth in range(1, length + 1):
        found.append(user(f"step_{depth}", via, depth))
        via = address(f"step_{depth}")
    return found


RING = impact(
    [
        user("ping", CHANNEL.address, 1, "step.set", "wait2", "options.web"),
        user("pong", address("ping"), 2),
        user("echo", CHANNEL.address, 1),
    ],
    ("ping", "pong"),
    ("echo", "pong"),
    names={CHANNEL.address: "流入チャネル", address("ping"): "自動応答"},
    held=(Held("contacts", 1204), Held("companies", None, "HubSpot refuses to search companies: 403")),
    unseen=(
        Unseen("workflow", "", "secret", "HubSpot does not show the workflow"),
        Unseen("form", "", "", "403"),
    ),
    beside=2,
)
LONG = "長い名前の" * 30
HOSTILE = impact(
    [user("script", CHANNEL.address, 1), user("x" * 120, CHANNEL.address, 1, at=LONG)],
    names={address("script"): SCRIPT, address("x" * 120): LONG, CHANNEL.address: "\u202e\x1b[31m"},
)
DEEP = impact(chain(9))
WIDE = impact([user(f"flow_{number:03}", CHANNEL.address, 1) for number in range(60)])
NOBODY = impact([], held=(Held("contacts", 0),))
IMPACTS = {"ring": RING, "hostile": HOSTILE, "deep": DEEP, "wide": WIDE, "nobody": NOBODY}
