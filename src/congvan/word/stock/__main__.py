"""Write the stock template: `python -m congvan.word.stock templates/cong-van.docx`."""

from __future__ import annotations

import sys
from pathlib import Path

from congvan.standard import STANDARDS
from congvan.word.stock.package import stock_template

if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(stock_template(STANDARDS[-1]))
