"""Reading files that a user names, and the only files a source may name (tệp được nhắc tới)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

from attrs import field, frozen
from immutabledict import immutabledict

from congvan.problems import CongvanError, Place, Problem, SourceError


def contents(path: Path, *, refusal: type[CongvanError]) -> bytes:
    """The bytes of a file; raises `refusal` saying why it cannot be read."""
    try:
        if path.exists() and not path.is_file():
            raise refusal(_unread("not-a-file", path))
        return path.read_bytes()
    except FileNotFoundError:
        raise refusal(_unread("not-found", path)) from None
    except PermissionError:
        raise refusal(_unread("not-permitted", path)) from None
    except (OSError, ValueError):
        raise refusal(_unread("unreadable", path)) from None


@frozen
class FolderFiles:
    """The files of one folder and those below it, by name; nothing outside it, not even by a link."""

    folder: Path

    def __call__(self, name: str) -> bytes:
        """The bytes of a file; SourceError when it lies outside the folder or cannot be read."""
        if not _is_relative(name):
            raise SourceError(_named("outside-folder", name))
        home = self.folder.resolve()
        try:
            path = (home / name).resolve()
        except (OSError, ValueError, RuntimeError):
            raise SourceError(_named("unreadable", name)) from None
        if not path.is_relative_to(home):
            raise SourceError(_named("outside-folder", name))
        try:
            return contents(path, refusal=SourceError)
        except SourceError as error:
            # The place is that of the source which names the file, not the file itself.
            raise SourceError(
                Problem(item.code, parameters={"name": name}) for item in error.problems
            ) from None


@frozen
class GivenFiles:
    """Files handed over in memory, by the name a source gives them."""

    files: immutabledict[str, bytes] = field(converter=immutabledict, repr=lambda files: str([*files]))

    def __call__(self, name: str) -> bytes:
        """The bytes given under this name; SourceError when there are none."""
        if name not in self.files:
            raise SourceError(_named("not-given", name))
        return self.files[name]

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> GivenFiles:
        """The files of a mapping, copied so that later changes of it do not matter."""
        return cls(immutabledict({name: bytes(data) for name, data in files.items()}))


def _is_relative(name: str) -> bool:
    """Whether a name is a plain path below a folder, on Windows as on Linux."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    outside = posix.is_absolute() or bool(windows.anchor) or ".." in windows.parts
    return bool(name.strip()) and not outside


def _unread(code: str, path: Path) -> Problem:
    return Problem(f"congvan.file.{code}", place=Place(file=str(path)), parameters={"name": str(path)})


def _named(code: str, name: str) -> Problem:
    return Problem(f"congvan.file.{code}", parameters={"name": name})
