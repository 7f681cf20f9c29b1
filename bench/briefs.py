"""How well are plain questions on briefs of many kinds answered? Each brief stands alone in a store.

    python bench/briefs.py [FOLDER ...] [--wrong] [--json FILE]

A FOLDER has pairs of files: a document `NAME.md` and what people ask of it, `NAME.yaml`, in the format of `briefing
evaluate`. Without one, those of bench/briefs are asked. Printed are the figures of `briefing evaluate` over all of
them, and the share of questions that came out right for each brief.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant import Assistant
from assistant.evaluation.reading import read_questions
from assistant.evaluation.report import as_json, say_table, wrong
from assistant.evaluation.running import Outcome, run
from assistant.evaluation.summary import Evaluation
from bench import brief_data
from store import Store


def outcomes_of(questions: Path, store_folder: Path) -> tuple[Outcome, ...]:
    """Take in the document beside a file of questions, and ask them."""
    with Store.open(brief_data.fill([questions], store_folder)) as store:
        return run(Assistant(store), read_questions(questions), None)


def ask_all(files: Sequence[Path]) -> Evaluation:
    """Ask the questions of all files, each of its own document, telling how many of each come out right."""
    found: list[Outcome] = []
    for questions in files:
        with tempfile.TemporaryDirectory() as folder:
            outcomes = outcomes_of(questions, Path(folder) / "store")
        right = sum(one.right for one in outcomes)
        print(f"{questions.stem:40} {right:3} of {len(outcomes):3} right", flush=True)
        found += outcomes
    return Evaluation(tuple(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "folders", type=Path, nargs="*", default=[brief_data.BRIEFS], help="folders with briefs and questions"
    )
    parser.add_argument("--wrong", action="store_true", help="also print every question that came out wrong")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every question with its answer")
    arguments = parser.parse_args()
    files = [file for folder in arguments.folders for file in sorted(folder.glob("**/*.yaml"))]
    if not files:
        parser.error(f"expected pairs of NAME.md and NAME.yaml in {', '.join(map(str, arguments.folders))}, found none")
    evaluation = ask_all(files)
    say_table(evaluation)
    print(f"{evaluation.right} of {len(evaluation.outcomes)} right")
    if arguments.wrong:
        print(wrong(evaluation))
    if arguments.json:
        arguments.json.write_text(json.dumps(as_json(evaluation), ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
