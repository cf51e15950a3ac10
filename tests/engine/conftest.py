"""The tests of the engine share a toy kind and portal."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
