"""What `into` means: a folder, a zip, an address; each with its record beside (nơi nhận kết quả)."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from attrs import frozen

from congvan.api.outputs import os_problem
from congvan.batch.faults import BatchError, problem
from congvan.batch.targets.manifest import NAME, Manifest
from congvan.batch.targets.stores import FolderStore, ObjectStore, Store
from congvan.problems import OutputError
from congvan.problems import Place as At

_EPOCH = (1980, 1, 1, 0, 0, 0)


@frozen(kw_only=True)
class Opened:
    """A place ready to be written: its store, its record, and the zip to be made at the end, or None."""

    store: Store
    manifest: Manifest
    archive: Path | None = None

    def finish(self, names: Iterable[str]) -> None:
        """Put the files together where they are to be one zip."""
        if self.archive is not None and isinstance(self.store, FolderStore):
            write_archive(self.archive, self.store.folder, names)


@frozen(kw_only=True)
class Place:
    """Where a batch goes, not touched yet."""

    store: Store
    record: Path
    archive: Path | None = None

    @classmethod
    def of(cls, into: Path | str | ObjectStore, manifest: Path | str | None) -> Self:
        """The place that `into` names; BatchError for a store without a place for its record."""
        if isinstance(into, str) and "://" in into:
            into = ObjectStore.of(into)
        if isinstance(into, ObjectStore):
            if manifest is None:
                raise BatchError(problem("manifest-needed", At(into.address)))
            return cls(store=into, record=Path(manifest))
        path = Path(into)
        if path.suffix.lower() == ".zip":
            # The letters stand beside the zip until it is made, so that a killed run can go on.
            folder = path.with_name(f"{path.name}.congvan")
            return cls(store=FolderStore(folder), record=Path(manifest or folder / NAME), archive=path)
        return cls(store=FolderStore(path), record=Path(manifest or path / NAME))

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """The place, its folder made, its record held by this run alone."""
        try:
            self.record.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(self.store, FolderStore):
                self.store.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(os_problem(Path(str(error.filename or self.record.parent)), error)) from None
        with Manifest.open(self.record) as manifest:
            self.store.tidy()
            try:
                yield Opened(store=self.store, manifest=manifest, archive=self.archive)
            finally:
                self.store.tidy()


def write_archive(path: Path, folder: Path, names: Iterable[str]) -> None:
    """A zip of files of a folder, the same on every run, whole or not at all."""
    sibling = path.with_name(f".{path.name}.tmp")
    try:
        with sibling.open("wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
                for name in sorted(names):
                    archive.writestr(zipfile.ZipInfo(name, _EPOCH), (folder / name).read_bytes())
            stream.flush()
            os.fsync(stream.fileno())
        sibling.replace(path)
    except OSError as error:
        sibling.unlink(missing_ok=True)
        raise OutputError(os_problem(path, error)) from None
