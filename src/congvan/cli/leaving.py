"""How the command ends: an exit code and, when something went wrong, words instead of a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from congvan.problems import CongvanError, Problem

PROBLEMS = 1
WRONG_USAGE = 2
FAULT = 70
INTERRUPTED = 130


def leave(run: Callable[[], object], arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; whatever was raised is said on standard error."""
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        return _without_reader()
    except click.UsageError as error:
        return _refused(error, _language_of(arguments))
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except OSError as error:
        # Files that cannot be read or written are problems by now: a stream has no name.
        return _failed(error if error.filename else _unsaid(error), arguments)
    except Exception as error:  # noqa: BLE001 - the last one to hear of it
        return _failed(error, arguments)
    return code if isinstance(code, int) else 0


def _without_reader() -> int:
    """Whoever read the output has gone (`| head`): nobody is left to tell."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PROBLEMS


def _unsaid(error: OSError) -> CongvanError:
    """Standard output goes to a full disk or a device that failed; what is left in it is let go."""
    from congvan.problems import OutputError, Problem

    _without_reader()
    return OutputError(Problem("congvan.cli.unsaid", parameters={"reason": error.strerror or str(error)}))


def _refused(error: click.UsageError, language: str) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        print(error.message, file=sys.stderr)
        return WRONG_USAGE
    from congvan.cli.reporting import said

    command = error.ctx.command_path if error.ctx else "congvan"
    see = "See" if language == "en" else "Xem"
    print(f"{said(usage_problem(error), language)}\n{see}: {command} --help", file=sys.stderr)
    return WRONG_USAGE


def _failed(error: Exception, arguments: Sequence[str]) -> int:
    from congvan.cli.reporting import said
    from congvan.problems import CongvanError, Problem

    language = _language_of(arguments)
    if isinstance(error, CongvanError):
        for problem in error.problems:
            print(said(problem, language), file=sys.stderr)
        return PROBLEMS
    if "--debug" in arguments:
        import traceback

        traceback.print_exception(error)
    fault = {"error": type(error).__name__, "reason": str(error).partition("\n")[0]}
    print(said(Problem("congvan.cli.fault", parameters=fault), language), file=sys.stderr)
    return FAULT


def _language_of(arguments: Sequence[str]) -> str:
    """The language asked for; the usage may be too wrong to be parsed, so it is looked for by hand."""
    asked = " ".join(arguments).replace("=", " ")
    return "en" if "--language en" in asked else "vi"


class WrongUsage(click.UsageError):
    """A wrong call that congvan itself found; `problem` says which."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem; the command in whose context it was raised is found by click."""
        super().__init__(problem.message("en"), click.get_current_context(silent=True))
        self.problem = problem


def usage_problem(error: click.UsageError) -> Problem:
    """What is wrong with the call, said by click in English, as a problem."""
    from congvan.problems import Problem

    match error:
        case WrongUsage():
            return error.problem
        case click.NoSuchOption():
            return Problem("congvan.cli.unknown-option", parameters={"name": error.option_name})
        case click.MissingParameter():
            return Problem("congvan.cli.missing-parameter", parameters={"name": _name_of(error)})
        case click.BadParameter():
            reason = {"name": _name_of(error), "reason": error.message.rstrip(".")}
            return Problem("congvan.cli.bad-parameter", parameters=reason)
        case _:
            return Problem("congvan.cli.wrong-usage", parameters={"reason": error.message.rstrip(".")})


def _name_of(error: click.BadParameter) -> str:
    if error.param is None:
        return ""
    return error.param.opts[0] if isinstance(error.param, click.Option) else error.param.human_readable_name
