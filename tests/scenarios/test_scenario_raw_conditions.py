"""Raw JSON in conditions settles, though HubSpot has other JSON for it."""

BLUEPRINT = """\
revops: 1
properties:
  contacts:
    email: {existing: string}
    jobtitle: {existing: string}
conditions:
  mailed:
    raw:
      filterType: PROPERTY
      property: email
      operation: {operationType: ALL_PROPERTY, operator: IS_KNOWN, includeObjectsWithNoValueSet: false}
segments:
  reachable: {object: contacts, name: Reachable, where: mailed}
workflows:
  greet:
    name: Greet
    object: contacts
    enrol: mailed
    steps:
      - id: way
        branch:
          there: {name: There, when: mailed, steps: [{id: seen, set: {contacts.jobtitle: x}}]}
        else: [{id: none, set: {contacts.jobtitle: y}}]
"""


def test_raw_conditions_settle(make_project) -> None:
    """What there are words for, in a segment, an enrolment and a step: one apply is enough."""
    project = make_project(blueprint=BLUEPRINT, locale="en")

    project.apply("--create", "segment.*")

    assert project.plan()["changes"] == []
