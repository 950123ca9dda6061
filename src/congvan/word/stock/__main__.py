"""Write the stock template and its compiled form: `python -m congvan.word.stock templates/cong-van.docx`."""

from __future__ import annotations

import sys
from pathlib import Path

from congvan.standard import STANDARDS
from congvan.word.stock.package import stock_template
from congvan.word.template import Template

if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_bytes(stock_template(STANDARDS[-1]))
    path.with_suffix(".json").write_bytes(Template(path).compiled_form())
