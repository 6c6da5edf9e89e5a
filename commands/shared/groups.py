"""Groups of commands of which one has no word of its own."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class Groups(TyperGroup):
    """Commands beside one of the group's own: what begins with none of the words goes to that one."""

    own: str
    usage: str

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the hidden command before what is meant for it."""
        words = {*self.commands, *ctx.help_option_names}
        return super().parse_args(ctx, args if args and args[0] in words else [self.own, *args])

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Say that there may be a source or a word."""
        return [self.usage]

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Show what the hidden command does."""
        self.commands[self.own].format_help_text(ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Show the options of the hidden command, and the words."""
        self.commands[self.own].format_options(ctx, formatter)
        self.format_commands(ctx, formatter)
