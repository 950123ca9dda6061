"""What may be typed into cells, told as one types (kiểm tra khi nhập)."""

from __future__ import annotations

from attrs import frozen

from congvan.excel.markup import attribute_text, escaped

LONGEST_LIST = 255
"""Characters of a list of choices that stands in the rule itself; a longer one needs cells of its own."""


@frozen(kw_only=True)
class Rule:
    """A rule of some cells, named by `places` (`C9:C20`).

    `kind` is Excel's: `list`, `whole`, `decimal`, `date`, None for no limit; `formulas` its one or two limits
    as formulas; `prompt` is shown on the cell, `error` when something else was typed, each with its title.
    """

    places: tuple[str, ...]
    kind: str | None = None
    formulas: tuple[str, ...] = ()
    prompt: tuple[str, str] | None = None
    error: tuple[str, str] | None = None

    def xml(self) -> str:
        """The rule as a worksheet has it."""
        attributes = {
            "type": self.kind,
            "operator": "between" if len(self.formulas) > 1 else None,
            "allowBlank": "1",
            "showInputMessage": "1" if self.prompt else None,
            "showErrorMessage": "1" if self.error else None,
            "errorTitle": self.error and self.error[0],
            "error": self.error and self.error[1],
            "promptTitle": self.prompt and self.prompt[0],
            "prompt": self.prompt and self.prompt[1],
            "sqref": " ".join(self.places),
        }
        written = "".join(
            f' {name}="{attribute_text(value)}"' for name, value in attributes.items() if value is not None
        )
        formulas = "".join(
            f"<formula{number}>{escaped(text)}</formula{number}>"
            for number, text in enumerate(self.formulas, 1)
        )
        return f"<dataValidation{written}>{formulas}</dataValidation>"


def listed(choices: tuple[str, ...]) -> str | None:
    """The choices as a rule has them in itself; None where they do not fit in."""
    joined = ",".join(choices)
    if len(joined) > LONGEST_LIST or any("," in choice or '"' in choice for choice in choices):
        return None
    return f'"{joined}"'
