"""The command `clausegen`. Modules in clausegen.commands are its subcommands, loaded on demand."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import click

from clausegen import commands
from clausegen.command_line import HELP, Commands


class _Lazy(Commands):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"clausegen.commands.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """A document that cannot be used is no crash: its problems are printed."""
        from clausegen.text.problems import SpecError

        try:
            return super().invoke(ctx)
        except SpecError as error:
            from clausegen.output import show

            show(error.problems)
            ctx.exit(2)


@click.command(cls=_Lazy, context_settings=HELP)
@click.version_option(package_name="clausekit")
def main() -> None:
    """Read an OpenAPI document and make things from it.

    Without SPEC, every command takes the document that ./contract.toml names, or ./openapi.yaml.

    \b
    Exit codes: 0, 1 errors, breaks or stale files, 2 a document or a file cannot be used.

    \b
    clausegen lint openapi.yaml
    clausegen clauses openapi.yaml
    clausegen bundle openapi.yaml --output api.json
    clausegen stubs server openapi.yaml --out server_stub
    clausegen docs openapi.yaml --out docs_site
    """
