"""A stranger's template filled in by a process of its own, which is ended when its time is over."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from multiprocessing.connection import Connection

from congvan.problems import CongvanError, Problem, RenderError
from congvan.tags import MissingNames
from congvan.word.template import Template


def render_within(
    seconds: float, source: bytes, context: Mapping[str, object], *, missing: MissingNames = "error"
) -> bytes:
    """What `Template(source, missing=missing).render(context)` gives, compiling included.

    Steps and sizes are bounded everywhere, but no clock can interrupt a single long call: so the work is done
    by a new process, killed when it takes longer. The values have to be picklable. Raises as `Template` and
    `render` do, and RenderError `congvan.word.too-slow` when the time is over or the process was ended.
    """
    spawning = multiprocessing.get_context("spawn")
    mine, its = spawning.Pipe(duplex=False)
    worker = spawning.Process(target=_work, args=(its, source, dict(context), missing), daemon=True)
    worker.start()
    its.close()
    try:
        made = mine.recv() if mine.poll(seconds) else None
    except EOFError:
        made = None
    finally:
        worker.kill()
        worker.join()
        mine.close()
    if made is None:
        raise RenderError(Problem("congvan.word.too-slow", parameters={"most": f"{seconds:g}"}))
    if isinstance(made, CongvanError):
        raise made
    return bytes(made)


def _work(its: Connection, source: bytes, context: dict[str, object], missing: MissingNames) -> None:
    try:
        its.send(Template(source, missing=missing).render(context))
    except CongvanError as error:
        its.send(type(error)(error.problems))
