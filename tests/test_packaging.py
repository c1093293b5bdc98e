"""What a stranger installs: the wheel holds every data file, and works from an empty folder without the repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("ontology", "extract", "kg", "viz")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from what git knows (and what stands beside it new), as `pip install .` would build it."""
    source = tmp_path_factory.mktemp("source")
    files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z", *PACKAGES], cwd=ROOT, capture_output=True, check=False)
    names = [name for name in files.stdout.decode().split("\0") if name] or [
        str(path.relative_to(ROOT)) for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    for name in [*names, "pyproject.toml", "README.md", "LICENSE"]:
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--disable-pip-version-check", "--wheel-dir", str(target), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and "setuptools" in done.stderr and "No matching distribution" in done.stderr:
        pytest.skip("the build needs setuptools from a package index, and none is reachable")
    assert done.returncode == 0, done.stderr
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked by pip into a folder of its own; what it depends on is taken from this environment."""
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", "--target", str(target), str(wheel)]
    subprocess.run(command, check=True)
    return target


def test_every_data_file_is_in_the_wheel(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    data = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in {".pyc", ".rst"}
    }
    assert data - inside == set()
    endings = {name.rpartition(".")[2] for name in inside if name.startswith("kg/samples/")}
    assert {"txt", "html", "docx", "pdf", "md"} <= endings
    for wanted in ("ontology/zeren.ttl", "ontology/shapes.ttl", "kg/sparql/meetings.rq", "kg/words/questions.toml", "viz/assets/page.html", "kg/py.typed"):
        assert wanted in inside
    assert not [name for name in inside if name.startswith(("tests/", "docs/", "shared/"))]


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    about = next(archive.read(name).decode() for name in archive.namelist() if name.endswith("/METADATA"))
    assert "Name: zeren-kg" in about and "License-Expression: Apache-2.0" in about and "Requires-Python: >=3.11" in about
    assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())
    points = next(archive.read(name).decode() for name in archive.namelist() if name.endswith("/entry_points.txt"))
    assert "kg = kg.cli:main" in points


def test_the_demo_works_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("KG_STORE", "COLUMNS")} | {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    where = subprocess.run([sys.executable, "-c", "import kg; print(kg.__file__)"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert Path(where.stdout.strip()).is_relative_to(installed)
    done = subprocess.run([sys.executable, "-m", "kg", "demo"], cwd=tmp_path, env=environment, capture_output=True, check=False)
    printed = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert "14 read" in printed and printed.count("$ kg ") == 7
    assert str(ROOT) not in printed
    assert (tmp_path / "demo/graph.ttl").stat().st_size > 1_000_000
    assert (tmp_path / "demo/explorer.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert all(len(line) <= 200 for line in printed.splitlines())


def test_constraints_pin_every_dependency_and_name_no_host() -> None:
    pins = dict(re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.M))
    lines = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert len(lines) == len(pins)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    names = {plain(re.split(r"[><=~\[; ]", line)[0]) for line in wanted} - {project["name"]}
    assert names - {plain(name) for name in pins} == set()


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
