"""What the README tells people to type really works."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app import Settings, build_parser
from assistant.evaluation import read_questions

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_python_example_runs(tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.S)
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    done = subprocess.run(
        [sys.executable, "-c", example],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Saiawi" in done.stdout
    assert "Pillai" in done.stdout


def test_example_of_questions_can_be_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", README, re.S)
    (tmp_path / "questions.yaml").write_text(example, encoding="utf-8")
    conversations = read_questions(tmp_path / "questions.yaml")
    assert sum(len(conversation.questions) for conversation in conversations) == example.count("question: ")


@pytest.mark.parametrize("command", sorted(set(re.findall(r"^briefing (\w+)", README, re.M))))
def test_commands_exist(command: str) -> None:
    (commands,) = (action.choices for action in build_parser(Settings())._actions if action.dest == "command")
    assert command in (commands or ())


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake (\w+)", README))))
def test_make_targets_exist(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("field", Settings.model_fields)
def test_settings_are_told(field: str) -> None:
    assert f"BRIEFING_{field.upper()}" in README


@pytest.mark.parametrize("link", re.findall(r"\]\((?!http)([^)#]+)\)", README))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()
