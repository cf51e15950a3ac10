"""Kind `score`: HubSpot's lead scores, drafted and published in separate steps (dossier, E)."""

from revops.kinds.score.kind import ScoreKind
from revops.kinds.score.outputs import outputs
from revops.kinds.score.spec import ScoreSpec

__all__ = ["ScoreKind", "ScoreSpec", "outputs"]
