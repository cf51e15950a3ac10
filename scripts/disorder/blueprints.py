"""A small blueprint with a resource of every kind that writes, in two editions."""

from __future__ import annotations

from typing import Final

EDITIONS: Final = ("First", "Second")
LATER: Final = "# later"
"""Ends a line that only the second edition has."""

MARK: Final = "Chaos"
"""Begins every name and label of the blueprint, and nothing else in the portal."""

_TEXT: Final = """\
revops: 1
objects:
  chaos_car:
    labels: {singular: Chaos car EDITION, plural: Chaos cars}
    primaryDisplayProperty: plate
    associatedObjects: [contacts]
groups:
  contacts: {chaos: {label: Chaos group EDITION}}
  deals: {chaos_deals: {label: Chaos deals}}
properties:
  chaos_car:
    plate: {label: Chaos plate EDITION, type: string, fieldType: text, groupName: chaos_car_information}
  contacts:
    chaos_source:
      label: Chaos source
      description: As it was in the EDITION edition
      type: enumeration
      fieldType: select
      groupName: chaos
      options:
        web: Chaos web EDITION
        fair: Chaos fair
        friend: Chaos friend # later
    chaos_note: {label: Chaos note EDITION, type: string, fieldType: text, groupName: chaos}
    chaos_points: {label: Chaos points, type: number, fieldType: number, groupName: chaos}
    chaos_day: {label: Chaos day, type: date, fieldType: date, groupName: chaos} # later
    lifecyclestage: {existing: enumeration}
    email: {existing: string}
  deals:
    chaos_term: {label: Chaos term EDITION, type: string, fieldType: text, groupName: chaos_deals}
validations:
  contacts:
    chaos_note: {MAX_LENGTH: MOST}
lifecycle:
  lead: {label: Chaos prospect EDITION}
  chaos_churned: {create: true, after: customer, label: Chaos churned}
pipelines:
  deals:
    chaos_renewal:
      label: Chaos renewal EDITION
      stages:
        chaos_due: {label: Chaos due EDITION, probability: 0.6}
        chaos_talk: {label: Chaos talk, probability: 0.8} # later
        chaos_won: {label: Chaos won, probability: 1}
        chaos_gone: {label: Chaos gone, probability: 0}
  tickets:
    chaos_help:
      label: Chaos help
      stages:
        chaos_new: {label: Chaos new, ticketState: OPEN}
        chaos_done: {label: Chaos done EDITION, ticketState: CLOSED}
associations:
  contacts:
    companies:
      chaos_maker: {label: Chaos maker EDITION, inverseLabel: Chaos buys through, limit: 3}
teams:
  chaos_team: {name: Chaos team, members: {extra: [sales_rep, pipeline_manager]}}
forms:
  chaos_form:
    name: Chaos form EDITION
    fields:
      - {property: contacts.email, required: true}
      - contacts.chaos_source
      - contacts.chaos_note # later
    submit: Chaos send EDITION
    then: {message: Thank you}
emails:
  chaos_mail:
    name: Chaos mail
    subject: Chaos subject EDITION
    preview: Have a look
    from: {fromName: Chaos sender, replyTo: ma_operator}
    subscription: Marketing Information
    body: Thank you.
    publish: true
campaigns:
  chaos_campaign: {name: Chaos campaign, goal: Chaos goal EDITION, owner: ma_operator}
scores:
  chaos_score:
    object: contacts
    name: Chaos score
    category: INTENT
    max: 100
    thresholds: {hot: 60, warm: 30}
    groups: {web: {label: Chaos pages EDITION, max: 100, rules: {form: {event: form_submitted, add: 15}}}}
    publish: true
segments:
  chaos_lost:
    object: contacts
    name: Chaos lost EDITION
    where: {property: contacts.lifecyclestage, any_of: [chaos_churned]}
    folder: Chaos customers
  chaos_noted: # later
    object: contacts # later
    name: Chaos noted # later
    where: {property: contacts.chaos_day, known: true} # later
workflows:
  chaos_welcome:
    object: contacts
    name: Chaos welcome
    enrol: {property: contacts.lifecyclestage, any_of: [chaos_churned]}
    enabled: true
    steps:
      - {id: pause, delay: {days: DAYS}}
      - {id: note, set: {contacts.chaos_note: Chaos EDITION}}
      - {id: call, task: {subject: Chaos call, role: sales_rep}} # later
  chaos_second:
    object: contacts
    name: Chaos second EDITION
    enrol: {manual: true}
    steps: [{id: pause, delay: {days: 1}}]
"""


def blueprint(edition: str) -> str:
    """The file of an edition."""
    number = EDITIONS.index(edition) + 1
    lines = [line for line in _TEXT.splitlines() if number > 1 or not line.endswith(LATER)]
    text = "\n".join(lines).replace("EDITION", edition)
    return text.replace("DAYS", str(number)).replace("MOST", str(20 * number)) + "\n"
