"""Sections of blueprints that several stories tell."""

from __future__ import annotations

ENGAGEMENT = """\
scores:
  engagement:
    object: contacts
    name: Engagement
    category: INTENT
    max: 100
    thresholds: {hot: 60, warm: 30}
    groups: {web: {label: Web, rules: {form: {event: form_submitted, add: 15}}}}
    publish: true
"""
"""A score of one rule, to be published."""

STEP_MAILS = """\
workflows:
  step_mails:
    object: contacts
    name: Step mails
    enrol: {manual: true}
    enabled: true
    steps: [{id: pause, delay: {days: 1}}]
"""
"""A workflow that does next to nothing, to be switched on."""

RENEWAL = """\
pipelines:
  deals:
    renewal:
      label: Renewal
      stages:
        due: {label: Due, probability: 0.6}
        renewed: {label: Renewed, probability: 1}
        gone: {label: Gone, probability: 0}
"""
"""A pipeline of three stages; more of deals, or of other objects, may follow."""

NURTURE = """\
workflows:
  nurture:
    object: contacts
    name: Nurture
    enrol: {property: contacts.points, at_least: 50}
    steps:
      - {id: city, set: {contacts.city: Osaka}}
    enabled: true
"""
"""A workflow for contacts of 50 points, to be switched on; it wants the properties `points` and `city`."""

RANKED = """\
revops: 1
properties:
  contacts:
    jobtitle: {existing: string}
    lead_rank: {label: Lead rank, type: number, fieldType: number, groupName: contactinformation}
"""
"""The head of a blueprint, with the properties that the rules of `WHO` read."""

WHO = """\
    groups:
      who:
        label: Who
        max: 12
        rules:
          title: {if: {property: contacts.jobtitle, contains: [部長, 社長]}, add: 10}
          ranked: {if: {property: contacts.lead_rank, at_least: 3}, add: 5}
          mail: {event: email_opened, add: 1}
"""
"""The groups of a score: two rules about properties, and one about an event that records do not show."""
