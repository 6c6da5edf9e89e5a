"""For those who write arenas: what every arena must hold to."""

from .arenas import check_arena as check_arena
