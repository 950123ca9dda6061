"""Where files go, whole or not at all: a folder, or an object store (nơi lưu)."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from errno import EIO
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Protocol

from attrs import field, frozen
from immutabledict import immutabledict

from congvan.api.outputs import os_problem
from congvan.batch.faults import BatchError, problem
from congvan.batch.targets.disks import Disk, write_new
from congvan.batch.targets.manifest import NAME
from congvan.problems import OutputError

ATOMIC = ("s3", "s3a")
"""The object stores whose single put is whole or not at all."""
_SIBLING = ".congvan-*.tmp"
_RECORD = (NAME, f"{NAME}-journal")


class Store(Protocol):
    """A place for files by name; pickled, for workers write for themselves."""

    def put(self, files: Mapping[str, bytes]) -> None:
        """Write files, durable when it returns, each whole or not at all; OutputError when one fails."""

    def digest(self, name: str) -> str | None:
        """SHA-256 of a file that is there; None when it is not."""

    def present(self, names: Iterable[str]) -> set[str]:
        """Those of these files that are there."""

    def tidy(self) -> None:
        """Take away what a killed run left half written."""


@frozen
class FolderStore:
    """A folder of this machine, or one that all workers share."""

    folder: Path

    def put(self, files: Mapping[str, bytes]) -> None:
        """Write all beside their places, flush all together, then rename all: one wait for the disk."""
        # As texts: there are thousands of files, and a Path costs as much as writing a small one.
        folder = str(self.folder)
        written: list[tuple[str, str]] = []
        path = folder
        # Threads, processes and machines may write into one folder at once.
        mark = secrets.token_hex(8)
        try:
            with Disk(self.folder) as disk:
                for place, (name, data) in enumerate(files.items()):
                    path = f"{folder}{os.sep}{name}"
                    sibling = f"{folder}{os.sep}.congvan-{mark}-{place}.tmp"
                    written.append((sibling, path))
                    write_new(sibling, data)
                disk.flush([sibling for sibling, _ in written])
                for sibling, path in written:
                    os.replace(sibling, path)  # noqa: PTH105
                disk.settle()
        except OSError as error:
            for sibling, _ in written:
                with suppress(OSError):
                    Path(sibling).unlink(missing_ok=True)
            raise OutputError(os_problem(Path(path), error)) from None

    def digest(self, name: str) -> str | None:
        """SHA-256 of a file of the folder."""
        try:
            with (self.folder / name).open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise OutputError(os_problem(self.folder / name, error)) from None

    def present(self, names: Iterable[str]) -> set[str]:
        """Those of these files that the folder has."""
        folder = str(self.folder)
        with suppress(OSError), os.scandir(folder) as entries:
            # Before the first run there is nothing but the record: no need to ask for each of thousands.
            if all(entry.name in _RECORD for entry in entries):
                return set()
        return {name for name in names if os.path.lexists(f"{folder}{os.sep}{name}")}

    def tidy(self) -> None:
        """Remove half-written siblings."""
        # Where nothing may be taken away nothing can be written either, which is said then.
        with suppress(OSError), os.scandir(self.folder) as entries:
            # One by one: there may be a hundred thousand letters beside.
            for entry in entries:
                if fnmatch(entry.name, _SIBLING):
                    Path(entry.path).unlink(missing_ok=True)


@frozen
class ObjectStore:
    """A store that fsspec reaches, by the address of a prefix: `s3://hop/cong-van`; one put for each file.

    `options` go to fsspec as they are; passwords belong into the environment.
    """

    address: str
    options: immutabledict[str, Any] = field(factory=immutabledict, converter=immutabledict, repr=False)

    @classmethod
    def of(
        cls, address: str, options: Mapping[str, Any] | None = None, *, atomic: bool = False
    ) -> ObjectStore:
        """The store at an address; BatchError for a kind not known to write whole, unless `atomic`."""
        kind = address.partition("://")[0]
        if kind not in ATOMIC and not atomic:
            raise BatchError(problem("store-not-atomic", name=kind, known=", ".join(ATOMIC)))
        try:
            import fsspec

            fsspec.get_filesystem_class(kind)
        except (ImportError, ValueError):
            raise BatchError(problem("library-missing", name=f"fsspec, {kind}", extra="s3")) from None
        return cls(address.rstrip("/"), immutabledict(options or {}))

    def put(self, files: Mapping[str, bytes]) -> None:
        """Put each file in one request."""
        system = self._system()
        for name, data in files.items():
            path = f"{self.address}/{name}"
            try:
                system.pipe_file(path, data)
            except Exception as error:  # noqa: BLE001 - every store raises its own
                raise _refused(path, error) from None

    def digest(self, name: str) -> str | None:
        """SHA-256 of an object, fetched."""
        path = f"{self.address}/{name}"
        try:
            data: bytes = self._system().cat_file(path)
        except FileNotFoundError:
            return None
        except Exception as error:  # noqa: BLE001 - every store raises its own
            raise _refused(path, error) from None
        return hashlib.sha256(data).hexdigest()

    def present(self, names: Iterable[str]) -> set[str]:
        """Those of these objects that the store has, each asked for."""
        return {name for name in names if self._has(name)}

    def _has(self, name: str) -> bool:
        path = f"{self.address}/{name}"
        try:
            self._system().info(path)
        except FileNotFoundError:
            return False
        except Exception as error:  # noqa: BLE001 - every store raises its own
            raise _refused(path, error) from None
        return True

    def tidy(self) -> None:
        """Nothing is ever half written here."""

    def _system(self) -> Any:
        from fsspec.core import url_to_fs

        # Kept by fsspec itself for each address and set of options; listings are never asked for.
        system, _ = url_to_fs(self.address, use_listings_cache=False, **self.options)
        return system


def _refused(path: str, error: Exception) -> OutputError:
    said = OSError(getattr(error, "errno", None) or EIO, str(error) or type(error).__name__)
    return OutputError(os_problem(Path(path), said))
