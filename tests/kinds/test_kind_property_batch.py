"""Errors of a batch that do not say which property they are about."""

from __future__ import annotations

from collections.abc import Sequence

from revops.kinds.base import Settled
from revops.kinds.properties.write import settle
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.context import Context


def settled(names: Sequence[str], made: Sequence[str], *errors: str) -> dict[str, Settled]:
    """What a 207 says of each property, with errors of nothing but a message."""
    carries = tuple(Address("property", "contacts", name) for name in names)
    call = Call("properties", "POST", "/contacts/batch/create", carries=carries)
    told = [{"category": "VALIDATION_ERROR", "message": message} for message in errors]
    answer = Answer(207, {"results": [{"name": name} for name in made], "errors": told})
    return {one.address.name: one for one in settle(call, answer, Context())}


def test_errors_without_a_name_are_about_those_of_whom_nothing_is_said() -> None:
    """As many errors as properties without a word: it is certain that these were not made."""
    found = settled("abc", "b", "Sensitive data is off", "Too many")

    assert found["b"].done
    for name in "ac":
        told = found[name].finding
        assert (found[name].done, found[name].doubtful) == (False, False)
        assert told is not None
        assert told.code == "RV551"
        assert "Sensitive data is off; Too many" in told.summary


def test_one_error_belongs_to_the_one_that_is_missing() -> None:
    """Beside a property that is named in its own error."""
    found = settled("abc", "b", "Property 'a' has no such group", "Sensitive data is off")

    assert found["a"].finding is not None
    assert "no such group" in found["a"].finding.summary
    assert found["c"].finding is not None
    assert "Sensitive data is off" in found["c"].finding.summary


def test_fewer_errors_than_missing_ones_leave_it_open() -> None:
    """Which of the two was made nobody knows, so it is looked up (rule 6)."""
    found = settled("abc", "b", "Sensitive data is off")

    assert {name for name, one in found.items() if one.doubtful} == {"a", "c"}
    assert {one.finding.code for one in found.values() if one.finding} == {"RV554"}
