"""Steps of `thavel update`: commands as they are typed, and how one is run."""

import shlex
from typing import Any, cast

import click

from catalogue.commands.console import german
from catalogue.errors import StoppedError, ThavelError
from catalogue.update import KINDS


class StepOfUpdate(click.ParamType):  # type: ignore[type-arg] # generic in newer versions of click only
    """A command as it is typed, without `thavel`; several in the environment are parted by semicolons."""

    name = "command"
    envvar_list_splitter = ";"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The words of the command. Fails for what is neither an import nor a check."""
        try:
            words = value if isinstance(value, tuple) else tuple(shlex.split(str(value)))
        except ValueError as error:
            self.fail(f"„{value}“ lässt sich nicht in Wörter zerlegen ({error}).", param, ctx)
        root = ctx and ctx.find_root().command
        group = root.commands[words[0]] if isinstance(root, click.Group) and words and words[0] in KINDS else None
        if not isinstance(group, click.Group) or not {*words[1:2]} & group.commands.keys():
            self.fail(f"„{value}“ ist kein Import und keine Prüfung.", param, ctx)
        return words


def run_step(root: click.Context, words: tuple[str, ...]) -> str | None:
    """Run a command as if it was typed; what went wrong, or None."""
    name, *arguments = words[1:]
    group = cast(click.Group, cast(click.Group, root.command).get_command(root, words[0]))
    try:
        with click.Context(group, parent=root, info_name=words[0]) as inside:
            command = cast(click.Command, group.get_command(inside, name))
            with command.make_context(name, arguments, parent=inside) as inner:
                command.invoke(inner)
    except click.ClickException as error:
        return german.sentence(error)
    except StoppedError:
        raise
    except ThavelError as error:
        return str(error)
    except Exception as error:
        if root.obj.verbose:
            raise
        return f"Unerwarteter Fehler: {error!r}"
    return None
