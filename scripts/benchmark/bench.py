"""What every measurement works with, and the peers beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

from benchmark import running
from benchmark.projects import TOKEN, Project, write_jobs
from benchmark.running import Ran
from benchmark.served import Portal, served

Runner = Callable[[Sequence[str], Path, Mapping[str, str]], Ran]
"""Arguments of `revops`, a project's folder and the environment in; raises where the exit code is not 0."""

SCRIPT: Final = "plain script"
TERRAFORM: Final = "Terraform replay"
_NUMBERS = count()


@dataclass(frozen=True)
class Bench:
    """One run of the bench.

    Args:
        folder: for projects; it is thrown away afterwards.
        seed: of the made-up properties.
        quick: fewer repetitions; the sizes stay.
        serve: puts the portals of a state file on a port.
        revops: runs one command.
    """

    folder: Path
    seed: int
    quick: bool = False
    serve: Callable[[Path], AbstractContextManager[Portal]] = served
    revops: Runner = running.revops

    def repetitions(self, many: int, few: int) -> int:
        return few if self.quick else many

    def new_folder(self) -> Path:
        """A folder that does not exist yet."""
        return self.folder / f"project-{next(_NUMBERS)}"

    @contextmanager
    def copied(self, project: Project) -> Iterator[tuple[Project, Portal]]:
        """A copy of a project, and its portal on a port, with nothing asked of it so far."""
        copy = Project(shutil.copytree(project.folder, self.new_folder()))
        with self.serve(copy.state) as portal:
            yield copy, portal
        shutil.rmtree(copy.folder)


@dataclass(frozen=True)
class Beside:
    """What a peer needed for a measured n."""

    n: int
    calls: int
    seconds: float

    def told(self, doing: str) -> str:
        each = self.seconds / self.n
        return f"{self.n} {doing}: {self.calls} calls, {self.seconds:.1f} s ({each:.3f} s each)"


def script(bench: Bench, project: Project, job: str, jobs: Sequence[Mapping[str, Any]]) -> Beside:
    """The plain script on a copy of the project's portal."""
    return _beside(bench, project, "plain", jobs, (job,))


def terraform(bench: Bench, project: Project, jobs: Sequence[Mapping[str, Any]]) -> Beside:
    """The replay on a copy of the project's portal."""
    return _beside(bench, project, "terraform", jobs, ())


def _beside(
    bench: Bench, project: Project, name: str, jobs: Sequence[Mapping[str, Any]], words: Sequence[str]
) -> Beside:
    with bench.copied(project) as (copy, portal):
        file = copy.folder / "jobs.json"
        write_jobs(file, jobs)
        arguments = [portal.base_url, TOKEN, *words, str(file)]
        ran = running.peer(name, arguments, copy.folder, portal.environment)
        return Beside(len(jobs), len(portal.requests()), ran.seconds)
