"""Files of the course: where they lie, and how one is written whole or not at all."""

import os
import tempfile
from pathlib import Path

from course_utils.errors import CourseError

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = {
    "data": ("_data", "data"),
    "notebooks": ("_notebooks", "notebooks"),
    "theme": ("_theme", "slides/theme"),
}


def shipped_folder(kind: str) -> Path:
    """Return the folder of shipped files, in a clone or in an installed wheel.

    Parameters
    ----------
    kind : {'data', 'notebooks', 'theme'}
        What lies in the folder.

    Returns
    -------
    pathlib.Path
        The folder; a clone wins over the wheel's copy.

    Raises
    ------
    CourseError
        When neither exists.

    Examples
    --------
    >>> shipped_folder("data").is_dir()
    True
    """
    in_wheel, in_clone = _SHIPPED[kind]
    for folder in (_PACKAGE.parent / in_clone, _PACKAGE / in_wheel):
        if folder.is_dir():
            return folder
    raise CourseError(
        f"The course's folder {kind!r} is missing from this installation. "
        "Install the course again, or work in a clone of its repository."
    )


def repository() -> Path | None:
    """Return the root of the clone that this package lies in, or None for a wheel.

    Examples
    --------
    >>> root = repository()
    >>> root is None or (root / "pyproject.toml").is_file()
    True
    """
    root = _PACKAGE.parent
    marks = (root / "pyproject.toml", root / "notebooks" / "src")
    return root if all(mark.exists() for mark in marks) else None


def need_repository(command: str) -> Path:
    """Return the root of the clone, or say that the command needs one.

    Parameters
    ----------
    command : str
        The command as a person types it, such as ``course build``.

    Returns
    -------
    pathlib.Path
        The root of the clone.

    Raises
    ------
    CourseError
        When the course was installed from a wheel.

    Examples
    --------
    >>> need_repository("course build").is_dir()
    True
    """
    root = repository()
    if root is None:
        raise CourseError(
            f"'{command}' writes the course's own files, and this is an installed copy. "
            "Clone the repository with git and run the command there."
        )
    return root


def write_whole(path: Path, content: str | bytes) -> None:
    r"""Write a file beside its place, then rename it, so that no half file is ever seen.

    Parameters
    ----------
    path : pathlib.Path
        The file to write; its folder is made when it is missing.
    content : str or bytes
        The whole content; text is written as UTF-8 with ``\n`` line ends.

    Raises
    ------
    CourseError
        When the place cannot be written; the old file is then as it was.

    Examples
    --------
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_whole(folder / "a.txt", "whole")
    >>> [entry.name for entry in folder.iterdir()]
    ['a.txt']
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    beside = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        beside = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        else:
            umask = os.umask(0)
            os.umask(umask)
            beside.chmod(0o666 & ~umask)
        beside.replace(path)
    except OSError as error:
        raise CourseError(
            f"Cannot write '{path}' ({error.strerror}). "
            "Check that the folder is yours to write in and that the disk has room."
        ) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)
