"""How the program ends: every error a user can act on is one German message, without a traceback."""

import signal
import sys
from typing import NoReturn

import click

from catalogue.commands.console import german
from catalogue.commands.console.context import Context
from catalogue.errors import ThavelError
from catalogue.formats import visible


def run_to_end(root: click.Command, context: Context) -> NoReturn:
    """Run the command that the command line names and exit: 0 when it is done, 2 when it was called in a wrong way.

    All that fails otherwise exits with 1. With -v an error that is no wrong call keeps its traceback.
    """
    _end_like_ctrl_c()
    try:
        sys.exit(root.main(obj=context, standalone_mode=False))
    except click.ClickException as error:
        german.tell(error)
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("Abgebrochen.", err=True)
        sys.exit(1)
    except BrokenPipeError:
        raise
    except Exception as error:
        if context.verbose:
            raise
        click.echo(visible(_sentence(error, context)), err=True)
        sys.exit(1)


def _sentence(error: Exception, context: Context) -> str:
    if isinstance(error, ThavelError):
        return f"Fehler: {error}"
    if isinstance(error, OSError):
        from catalogue.database import explain  # noqa: PLC0415

        return f"Fehler: {explain(error, context.db)}"
    return f"Unerwarteter Fehler: {error!r}. Mit „thavel -v …“ sehen Sie die Einzelheiten; melden Sie sie bitte."


def _end_like_ctrl_c() -> None:
    """Let what a system or a closed terminal sends end the program in order; what is ignored (nohup) stays ignored."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, stop)
