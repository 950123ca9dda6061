"""Help pages in Vietnamese (trang trợ giúp)."""

from __future__ import annotations

import click

_HEADINGS = {"Options": "Tùy chọn", "Commands": "Các lệnh"}


class FormatterInVietnamese(click.HelpFormatter):
    """Writes the headings of a help page in Vietnamese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how to call the command."""
        super().write_usage(prog, args, "Cách dùng: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """The heading of a list."""
        super().write_heading(_HEADINGS.get(heading, heading))


class ContextInVietnamese(click.Context):
    """A context whose help pages are in Vietnamese."""

    formatter_class = FormatterInVietnamese


class OptionInVietnamese(click.Option):
    """An option that says in Vietnamese that it must be given."""

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        """What stands in brackets behind the help text."""
        extra = super().get_help_extra(ctx)
        if "required" in extra:
            extra["required"] = "bắt buộc"
        return extra


class CommandInVietnamese(click.Command):
    """A command with a help page in Vietnamese."""

    context_class = ContextInVietnamese

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What follows the name of the command."""
        return [_piece(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help page."""
        return _in_vietnamese(super().get_help_option(ctx))


class GroupInVietnamese(click.Group):
    """A group of commands with help pages in Vietnamese."""

    context_class = ContextInVietnamese
    command_class = CommandInVietnamese

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; WrongUsage when there is none."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from congvan.cli.leaving import WrongUsage
            from congvan.problems import Problem

            known = ", ".join(self.list_commands(ctx))
            raise WrongUsage(
                Problem("congvan.cli.unknown-command", parameters={"name": args[0], "known": known})
            )
        return super().resolve_command(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What follows the name of the group."""
        return [_piece(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help page."""
        return _in_vietnamese(super().get_help_option(ctx))


def _piece(piece: str) -> str:
    return {"[OPTIONS]": "[TÙY CHỌN]", "COMMAND [ARGS]...": "LỆNH [THAM SỐ]..."}.get(piece, piece)


def _in_vietnamese(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Hiện trang trợ giúp này."
    return option
