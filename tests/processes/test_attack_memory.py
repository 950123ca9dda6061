"""The whole corpus of attacks in one process: none makes it grow to 200 MB."""

from __future__ import annotations

import subprocess
import sys
import textwrap

from tests.support.tools import ROOT

SCRIPT = """
    from benchmarks.memory import peak_memory
    from congvan.problems import CongvanError
    from congvan.word import Template
    from tests.support.wordfiles import letter
    from tests.attacks.test_word_templates import COSTLY, LARGE, PAYLOADS, PLACES, bomb, placed, zipped
    from tests.support.wordfiles import with_part

    before = peak_memory()
    files = [placed(payload, "body") for payload in (*PAYLOADS, *COSTLY)]
    files += [placed(PAYLOADS[0], place) for place in PLACES]
    files += [with_part(letter("x"), "word/document.xml", lambda old: bomb(10).decode() + old)]
    def large(markup):
        def change(old):
            return old.replace("<w:sectPr", f"{markup}<w:sectPr", 1)
        return with_part(letter("x"), "word/document.xml", change)

    files += map(large, LARGE.values())
    files.append(zipped({f"x{number}": b"" for number in range(5000)}, letter("a")))
    for data in files:
        try:
            Template(data).render({"a": "A", "x": "X"})
        except CongvanError:
            pass
    print(int(peak_memory() - before))
"""


def test_no_attack_takes_two_hundred_megabytes() -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(SCRIPT)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert int(done.stdout) < 200
