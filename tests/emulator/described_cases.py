"""Requests that schemathesis makes from a description, and its checks of their answers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import Any

import hypothesis
import schemathesis
from described import read
from described_world import AUTHORIZED, World
from hypothesis import HealthCheck, Phase
from hypothesis.errors import Unsatisfiable
from schemathesis.config import GenerationConfig, SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth, negative_data_rejection, positive_data_acceptance

# What is sound by its description need not be so in this portal: a name may be taken, a group be missing. So
# each operation has to succeed once instead.
_UNCHECKED = [positive_data_acceptance]
_CHECKS = {
    # A batch that answers 207 has refused something in it, by its description.
    "negative_data_rejection": {"expected-statuses": ["4xx", "207", "500"]},
    # What HubSpot was seen to answer to ids that are too long, and described there; a crash of the emulator
    # is no answer here, it is raised.
    "not_a_server_error": {"expected-statuses": ["2xx", "3xx", "4xx", "500"]},
}
# A DELETE of a stage is a 204 whatever it names (peers (f)), so nothing in its path is unsound.
_TAKES_ANY = ("DELETE", "/crm/pipelines/2026-09/{objectType}/{pipelineId}/stages/{stageId}")
# What HubSpot answers to a parameter that nobody knows is not known. Tokens are a check of their own.
_GENERATION = {"allow-extra-parameters": False, "with-security-parameters": False}
_POOL = 12
"""Boundaries of a description are drawn from so many times as many."""
_RANDOM_SHARE = 40
"""One random case to so many boundaries: it takes ten times as long to make."""


class Descriptions:
    """Every description, bound to one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._schema = cache(self._read)

    def _read(self, name: str) -> Any:
        config = SchemathesisConfig.from_dict({"checks": _CHECKS, "generation": _GENERATION})
        schema = schemathesis.openapi.from_dict(read(name, self._world.seeds), config=config)
        schema.app = self._world.emulator
        return schema

    def statuses(self, place: tuple[str, str, str], seed: int, most: int) -> set[int]:
        """What an operation answers to its cases, each of which finds the portal in its first state.

        Every answer is checked; what it is without a token, or with a wrong one, for one case of each.
        """
        name, method, path = place
        found: set[int] = set()
        for case in _cases(self._schema(name)[path][method], seed, most):
            unchecked = [*_UNCHECKED, *([ignored_auth] if found else [])]
            if (case.method, case.path) == _TAKES_ANY:
                unchecked.append(negative_data_rejection)
            self._world.restore()
            found.add(case.call_and_validate(headers=AUTHORIZED, excluded_checks=unchecked).status_code)
        return found


def _cases(operation: Any, seed: int, most: int) -> Iterator[Any]:
    """Boundaries of what a description says, sound and unsound, `most` of each; of many, random ones too."""
    for mode in GenerationMode:
        yield from _boundaries(operation, mode, seed, most)
        drawn = _random(operation, mode, seed, most // _RANDOM_SHARE) if most >= _RANDOM_SHARE else []
        # Werkzeug's test client takes no question mark in a path.
        yield from (case for case in drawn if "?" not in case.formatted_path)


def _boundaries(operation: Any, mode: GenerationMode, seed: int, most: int) -> list[Any]:
    every = operation.schema.iter_coverage_cases(
        operation, generation_modes=[mode], generation_config=GenerationConfig()
    )
    pool = list(islice(every, most * _POOL))
    chance = random.Random(f"{seed} {operation.label} {mode}")
    # The first one is what the description gives as an example.
    return pool[:1] + chance.sample(pool[1:], min(most, len(pool[1:])))


def _random(operation: Any, mode: GenerationMode, seed: int, most: int) -> list[Any]:
    found: list[Any] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=most,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(operation.as_strategy(generation_mode=mode))
    def collect(case: Any) -> None:
        found.append(case)

    with suppress(Unsatisfiable):  # where there is no parameter, nothing can be unsound
        collect()
    return found
