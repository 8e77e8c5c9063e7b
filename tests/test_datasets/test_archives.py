import dataclasses
import io
import shutil
import subprocess
import tarfile

import pytest

from course_utils.datasets import SourceChanged, SourceMoved, _archives
from course_utils.datasets._archives import fetch_archive, read_members
from course_utils.datasets._sources import read_sources


@pytest.fixture
def pin(aviary):
    (pin,) = read_sources(aviary.folder)["herons"].pins
    return pin


@pytest.fixture
def client(monkeypatch):
    """Stand in for the package client: leave a file, or complain."""
    commands = []

    def stand_in(files=(), stderr=""):
        def run(command, *, cwd, **options):
            commands.append(command)
            for name, content in files:
                (cwd / name).write_bytes(content)
            return subprocess.CompletedProcess(command, 0 if files else 1, "", stderr)

        monkeypatch.setattr(_archives.subprocess, "run", run)
        return commands

    monkeypatch.setattr(_archives, "_program", lambda name: name)
    return stand_in


def test_whole_archive_in_the_cache_is_not_fetched_again(aviary, pin, client):
    commands = client()
    assert fetch_archive(pin, aviary.cache) == aviary.wheel
    assert commands == []


def test_damaged_archive_in_the_cache_is_fetched_anew(aviary, pin, client):
    whole = aviary.wheel.read_bytes()
    aviary.wheel.write_bytes(whole[:100])
    client([("herons-1.0-py3-none-any.whl", whole)])
    assert fetch_archive(pin, aviary.cache).read_bytes() == whole


def test_pip_itself_is_told_the_hash_before_it_touches_the_archive(aviary, pin, client):
    whole = aviary.wheel.read_bytes()
    aviary.wheel.unlink()
    commands = client([("herons-1.0-py3-none-any.whl", whole)])
    fetch_archive(pin, aviary.cache)
    assert {"--require-hashes", "--no-deps", "--only-binary=:all:"} <= set(commands[0])


def test_wheel_of_another_python_is_asked_for_by_its_tags(aviary, pin, client):
    name = "herons-1.0-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"
    commands = client([(name, aviary.wheel.read_bytes())])
    fetch_archive(dataclasses.replace(pin, artefact=name), aviary.cache)
    assert {
        "--python-version=312",
        "--abi=cp312",
        "--platform=manylinux_2_17_x86_64",
        "--platform=manylinux2014_x86_64",
    } <= set(commands[0])


def test_debian_package_is_fetched_with_apt(aviary, pin, client):
    deb = dataclasses.replace(pin, packager="apt", artefact="herons_1.0_all.deb")
    commands = client([("herons_1.0_all.deb", aviary.wheel.read_bytes())])
    fetch_archive(deb, aviary.cache)
    assert commands == [["apt-get", "download", "herons=1.0"]]


def test_archive_with_another_hash_is_refused_and_not_kept(aviary, pin, client):
    aviary.wheel.unlink()
    client([("herons-1.0-py3-none-any.whl", b"something else")])
    with pytest.raises(SourceChanged, match="Nothing was read from it"):
        fetch_archive(pin, aviary.cache)
    assert list(aviary.cache.iterdir()) == []


def test_hash_that_pip_refuses_is_told_in_one_sentence(aviary, pin, client):
    aviary.wheel.unlink()
    client(stderr="ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM\n  Got  abc\n")
    with pytest.raises(SourceChanged, match=r"does not have the sha256 .*Nothing was read"):
        fetch_archive(pin, aviary.cache)


def test_source_that_moved_is_told_in_one_sentence(aviary, pin, client):
    aviary.wheel.unlink()
    client(stderr="WARNING: retrying\nERROR: No matching distribution\nnotice: new pip\n")
    with pytest.raises(SourceMoved) as caught:
        fetch_archive(pin, aviary.cache)
    assert str(caught.value) == (
        "Source moved or no network: herons 1.0 could not be fetched "
        "(ERROR: No matching distribution). The committed files stay in use."
    )


def test_missing_package_client_is_named(aviary, pin, monkeypatch):
    monkeypatch.setattr(_archives.importlib.metadata, "distributions", lambda **of: [])
    monkeypatch.setenv("PATH", "")
    aviary.wheel.unlink()
    with pytest.raises(SourceMoved, match="'pip' is not on the PATH"):
        fetch_archive(pin, aviary.cache)


def test_member_is_read_from_a_source_archive(tmp_path):
    archive, name = tmp_path / "herons-1.0.tar.gz", "herons-1.0/herons.csv"
    with tarfile.open(archive, "w:gz") as tar:
        member = tarfile.TarInfo(name)
        member.size = 3
        tar.addfile(member, io.BytesIO(b"a,b"))
    assert read_members(archive, (name,)) == {name: b"a,b"}


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs Debian's dpkg-deb")
def test_member_is_read_from_a_debian_package(tmp_path):
    tree = tmp_path / "tree"
    (tree / "DEBIAN").mkdir(parents=True)
    control = "Package: herons\nVersion: 1.0\nArchitecture: all\nMaintainer: A\nDescription: b\n"
    (tree / "DEBIAN" / "control").write_text(control)
    (tree / "herons.csv").write_text("a,b")
    archive = tmp_path / "herons.deb"
    subprocess.run(["dpkg-deb", "--build", tree, archive], check=True, capture_output=True)
    assert read_members(archive, ("./herons.csv",)) == {"./herons.csv": b"a,b"}


def test_missing_member_is_told_in_one_sentence(aviary):
    with pytest.raises(SourceChanged, match=r"does not give 'herons/egrets\.csv'"):
        read_members(aviary.wheel, ("herons/egrets.csv",))


def test_file_that_is_no_archive_is_told_in_one_sentence(tmp_path):
    for name in ("a.whl", "a.tar.gz"):
        (tmp_path / name).write_bytes(b"no archive")
        with pytest.raises(SourceChanged, match=rf"'{name}' does not give 'b'"):
            read_members(tmp_path / name, ("b",))
