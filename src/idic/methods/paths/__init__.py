"""Purchase paths: what customers buy after what, and which step on the way matters."""

from idic.methods.paths.attribution import Attribution, attribution
from idic.methods.paths.errors import PathError, PathsUnequal, TooManyPatterns
from idic.methods.paths.flows import FlowLink, Flows, top_paths
from idic.methods.paths.patterns import Pattern, frequent_patterns
from idic.methods.paths.sequences import Sequences, build, from_sequences
from idic.methods.paths.touchpoints import TouchPaths, touch_paths
from idic.methods.paths.transitions import END, START, Transitions, transitions

__all__ = [
    "END",
    "START",
    "Attribution",
    "FlowLink",
    "Flows",
    "PathError",
    "PathsUnequal",
    "Pattern",
    "Sequences",
    "TooManyPatterns",
    "TouchPaths",
    "Transitions",
    "attribution",
    "build",
    "frequent_patterns",
    "from_sequences",
    "top_paths",
    "touch_paths",
    "transitions",
]
