"""`catalog lint`: find what is inconsistent between the claims of a zoo."""

from __future__ import annotations

import click

from catalog.commands.parameters import NameOf, catalog_option, find_model, format_option, load_zoo


@click.command()
@click.option("--rule", "rules", multiple=True, metavar="NAME", help="Follow only this rule; may be given again.")
@click.option(
    "--model",
    "models",
    multiple=True,
    type=NameOf("model"),
    help="Only findings on this model, a name or an alias; may be given again.",
)
@click.option("--list-rules", is_flag=True, help="Print what each rule looks for, and stop.")
@catalog_option
@format_option("table", "json", "csv")
@click.pass_context
def lint(ctx: click.Context, rules: tuple[str, ...], models: tuple[str, ...], list_rules: bool, form: str) -> None:
    """Find what is inconsistent between the claims of a zoo.

    Each finding quotes its evidence with file, line and column. The exit code is 1 when an error (numbers that cannot
    all be true) is not acknowledged by an erratum with `findings: [RULE]`, or when such an erratum acknowledges
    nothing; warnings and notes do not change it.
    """
    from catalog.export import to_csv, to_json
    from catalog.lint import RULES, output
    from catalog.lint import lint as look
    from catalog.names import suggestion

    if list_rules:
        output.print_rules(RULES)
        return
    names = [rule.name for rule in RULES]
    for rule in rules:
        if rule not in names:
            raise click.UsageError(f"unknown rule {rule[:100]!r}{suggestion(rule, names)}", ctx)
    zoo = load_zoo(ctx)
    chosen = [find_model(ctx, zoo, model) for model in models]
    audit = look(zoo, rules=rules or None, models=chosen or None)
    if form == "json":
        click.echo(to_json(output.as_data(audit)), nl=False)
    elif form == "csv":
        click.echo(to_csv(output.flat_rows(audit), output.COLUMNS), nl=False)
    else:
        output.print_audit(audit)
    ctx.exit(0 if audit.passed else 1)
