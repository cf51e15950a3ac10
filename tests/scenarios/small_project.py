"""A small blueprint with every kind in it, applied to an emulator in this process without waiting."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from revops.blueprint.load import load
from revops.emulator import DEFAULT_PORTAL_ID, DEFAULT_TOKEN, Emulator, Traits
from revops.engine.capability import Grants
from revops.engine.execute import execute
from revops.engine.observe import Reader
from revops.engine.planner import make_plan
from revops.engine.run import Run
from revops.engine.survey import Wish, survey
from revops.hub.account import identify, probe, token_facts
from revops.hub.credentials import StaticToken
from revops.hub.gateway import Hub
from revops.hub.retry import Retry
from revops.hub.surfaces import SURFACES
from revops.kinds import KINDS
from revops.model.context import Context
from revops.model.ledger import Ledger
from revops.model.outcome import Run as Result
from revops.model.plan import Consents
from sections import ENGAGEMENT, RENEWAL

_DATA_MODEL = """
revops: 1
objects:
  vehicle:
    labels: {singular: Vehicle, plural: Vehicles}
    primaryDisplayProperty: plate
    associatedObjects: [contacts]
groups:
  contacts: {lead_management: {label: Lead management}}
properties:
  contacts:
    lead_source:
      {label: Lead source, type: enumeration, fieldType: select, groupName: lead_management,
       options: {website: Website, ads: Ads, event: Event}}
    lead_rank: {label: Lead rank, type: string, fieldType: text, groupName: lead_management}
    lifecyclestage: {existing: enumeration}
  vehicle:
    plate: {label: Plate, type: string, fieldType: text, groupName: vehicle_information}
validations:
  contacts: {lead_rank: {MAX_LENGTH: 20, SPECIAL_CHARACTERS: NOT_ALLOWED}}
lifecycle:
  lead: {label: Prospect}
  churned: {create: true, after: customer, label: Churned}
"""
_MORE = """\
    default:
      label: Sales
      stages:
        appointmentscheduled: {label: First meeting, probability: 0.2}
        closedwon: {label: Won, probability: 1}
associations:
  contacts:
    companies:
      decision_maker: {label: Decision maker, inverseLabel: Buys through, limit: 3}
segments:
  lost:
    object: contacts
    name: Lost
    where: {property: contacts.lifecyclestage, any_of: [churned]}
    folder: Customers
workflows:
  welcome:
    object: contacts
    name: Welcome
    enrol: {property: contacts.lifecyclestage, any_of: [churned]}
    enabled: true
    steps:
      - {id: pause, delay: {days: 1}}
      - {id: rank, set: {contacts.lead_rank: A}}
"""
BLUEPRINT = f"{_DATA_MODEL}{ENGAGEMENT}{RENEWAL}{_MORE}"

CONSENTS = {"create": ("workflow.*",), "publish": ("*",), "enable": ("*",)}


@cache
def blueprint_of(text, locale):
    """The blueprint of one file; the same text is read once."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "main.yaml").write_text(text, encoding="utf-8")
        return load(Path(folder), ["main.yaml"], KINDS, locale=locale).checked()


@dataclass
class Project:
    """A blueprint, a ledger and an emulator; the clock stands still but for the pauses that a run makes."""

    text: str = BLUEPRINT
    locale: str = "en"
    traits: Traits = field(default_factory=Traits)
    ledger: Ledger = field(default_factory=lambda: Ledger(DEFAULT_PORTAL_ID))
    roles: dict = field(default_factory=dict)
    hubs: dict = field(default_factory=dict)
    wrap: object = None
    """Puts something between the hub and the emulator."""
    now: float = 0.0

    def __post_init__(self):
        self.emulator = Emulator(traits=self.traits)
        self.sent = []

    def hub(self):
        app = self.wrap(self.emulator) if self.wrap else self.emulator
        return Hub(
            {"data": StaticToken(DEFAULT_TOKEN)},
            "http://127.0.0.1",
            app=app,
            retry=Retry(sleep=self.sleep),
            observer=self.sent.append,
        )

    def sleep(self, seconds):
        self.now += seconds

    def keep(self, ledger):
        self.ledger = ledger

    def look(self, hub, consents):
        facts, told = replace(identify(hub), protected=False), token_facts(hub)
        scopes = told.scopes if told else None
        blueprint = blueprint_of(self.text, self.locale)
        found = survey(
            Wish(blueprint.resources, blueprint.removed, blueprint.findings, blueprint.digest),
            {kind.name: kind for kind in KINDS},
            Context(locale=self.locale, roles=self.roles, ledger=self.ledger, portal=facts),
            Reader(hub),
            SURFACES,
            Grants({"data": scopes, "automation": scopes}, self.hubs),
            lambda surface, scope: probe(hub, surface, scope),
        )
        return found.consenting(Consents(consents))

    def plan(self, consents=CONSENTS):
        with self.hub() as hub:
            return make_plan(self.look(hub, consents))

    def apply(self, consents=CONSENTS):
        """Look, plan, execute; the result counts the requests of the execution alone."""
        with self.hub() as hub:
            situation = self.look(hub, consents)
            plan = make_plan(situation)
            writes, reads = hub.writes, hub.reads
            outcomes = tuple(execute(plan, Run(situation, hub, self.keep, hub.lag, self.sleep, self.clock)))
            return Result(plan, outcomes, hub.writes - writes, hub.reads - reads)

    def clock(self):
        return self.now

    def close(self):
        self.emulator.close()

    @property
    def requests(self):
        """(method, path, status, write) of everything that the emulator was asked."""
        return [(one.method, one.path, one.status, one.write) for one in self.emulator.log.entries()]
