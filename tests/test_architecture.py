"""The shape of the code: imports point down, functions stay short, templates compute nothing, labels are Chinese."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.apps import apps

from tests.packages import ROOT

# From the top down. A module imports from layers below its own, and within its own package.
LAYERS = (
    {"portal"},
    {"workspace"},
    {"admin", "apps", "management", "migrations", "templatetags"},
    {"demonstration", "pages"},
    {"entry", "imports", "publishing"},
    {"search"},
    {"documents"},
    {"accounts", "chain", "differences", "explanations", "report", "summaries"},
    {"house", "years"},
    {"compliance"},
    {"copying", "editing", "review"},
    {"canonical", "charts", "checks", "exporters"},
    {"rights", "workbook_form"},
    {"tables"},
    {"naming", "prepared"},
    {"classifications", "immutability", "models"},
    {"keys", "measures", "parts", "places"},
    {"money", "vocabulary"},
    # What runs, read from anywhere: these import nothing but each other.
    {"portal.environment", "portal.release"},
)
LEVELS = {name: level for level, names in enumerate(LAYERS) for name in names}
BESIDE = {"portal.release": {"portal.environment"}}
LONGEST_FUNCTION, LONGEST_FILE = 40, 300
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Labels that are the same in every language.
SIGNS = {"≥", "≤", "＞", "＜", "=", "SHA-256"}

MODULES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for folder in ("budgets", "portal")
    for path in sorted((ROOT / folder).rglob("*.py"))
}
WRITTEN = {path: tree for path, tree in MODULES.items() if "migrations" not in path.parts}
TEMPLATES = [path for folder in ("templates", "budgets") for path in sorted((ROOT / folder).rglob("*.html"))]
MODELS = list(apps.get_app_config("budgets").get_models())


def offenders(judge: Callable[[Path], object], paths: Iterable[Path]) -> dict[str, object]:
    """Return what a judge has to say against files, by their names."""
    return {path.relative_to(ROOT).as_posix(): fault for path in paths if (fault := judge(path))}


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Yield the dotted name of everything a module imports, with the statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written out from the top"
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def package(name: str) -> str | None:
    """Return the part of ours that a dotted name belongs to, or None for what is not ours."""
    top, _dot, rest = name.partition(".")
    own = rest.split(".", maxsplit=1)[0]
    if top == "budgets":
        return own
    if top == "portal":
        return f"portal.{own}" if f"portal.{own}" in LEVELS else "portal"
    return None


def package_of(path: Path) -> str:
    """Return the part that a file belongs to."""
    found = package(".".join(path.relative_to(ROOT).with_suffix("").parts))
    assert found is not None
    return found


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def test_every_part_has_its_layer():
    found = {package_of(path) for path in MODULES} - {"__init__"}
    assert found == set(LEVELS)


def test_imports_point_down():
    def upward(path: Path) -> set[str]:
        own = package_of(path)
        others = {package(name) for name, _node in imports(MODULES[path])} - {None, own} - BESIDE.get(own, set())
        return {other for other in others if LEVELS.get(other, 0) <= LEVELS.get(own, 0)}

    assert offenders(upward, MODULES) == {}


def test_words_and_money_import_nothing_of_ours():
    for name in ("vocabulary", "money"):
        tree = MODULES[ROOT / "budgets" / f"{name}.py"]
        assert [found for found, _node in imports(tree) if package(found)] == []


def test_nothing_of_ours_imports_the_tests():
    def tests(path: Path) -> list[str]:
        return [name for name, _node in imports(MODULES[path]) if name.startswith("tests")]

    assert offenders(tests, MODULES) == {}


def test_no_import_hides_in_a_function():
    def hidden(path: Path) -> list[int]:
        return [node.lineno for function in functions(WRITTEN[path]) for _name, node in imports(function)]

    assert offenders(hidden, WRITTEN) == {}


def test_functions_are_short():
    def long(path: Path) -> list[str]:
        found = functions(WRITTEN[path])
        return [one.name for one in found if one.end_lineno - one.lineno >= LONGEST_FUNCTION]

    assert offenders(long, WRITTEN) == {}


def test_files_are_short():
    def lines(path: Path) -> int:
        return max(0, len(path.read_text(encoding="utf-8").splitlines()) - LONGEST_FILE)

    assert offenders(lines, WRITTEN) == {}


def test_everything_public_says_what_it_is():
    kinds = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

    def silent(path: Path) -> list[str]:
        names = [(getattr(node, "name", "module"), node) for node in ast.walk(WRITTEN[path]) if isinstance(node, kinds)]
        public = [(name, node) for name, node in names if not name.startswith("_") and name != "Meta"]
        return [name for name, node in public if not ast.get_docstring(node)]

    assert offenders(silent, WRITTEN) == {}


def test_no_signal_and_no_generic_relation_acts_behind_the_back_of_a_caller():
    hidden = re.compile(r"django\.dispatch|signals|contenttypes")

    def means(path: Path) -> list[str]:
        return [name for name, _node in imports(WRITTEN[path]) if hidden.search(name)]

    assert offenders(means, WRITTEN) == {}


def test_models_save_and_delete_as_django_does():
    def overridden(path: Path) -> set[str]:
        return {function.name for function in functions(MODULES[path])} & {"save", "delete", "full_clean"}

    assert offenders(overridden, [path for path in MODULES if package_of(path) == "models"]) == {}


def test_only_one_module_reads_the_environment():
    def reads(path: Path) -> list[str]:
        return re.findall(r"\bos\.environ\b|\bgetenv\b|\bEnv\(", path.read_text(encoding="utf-8"))

    # The server's entry names the settings before there are any.
    assert set(offenders(reads, WRITTEN)) - {"portal/wsgi.py"} == {"portal/environment.py"}


def found_in(pattern: str) -> dict[str, object]:
    """Return what of a pattern stands in templates."""
    return offenders(lambda path: re.findall(pattern, path.read_text(encoding="utf-8")), TEMPLATES)


def test_templates_compute_nothing():
    assert found_in(r"\|\s*(?:add|divisibleby|floatformat)\b|{%\s*widthratio") == {}


def test_templates_hold_no_style_or_script_of_their_own():
    assert found_in(r"<[^>]+\s(?:style|on[a-z]+)\s*=|<style\b") == {}
    assert found_in(r"<script\b(?![^>]*(?:src=|application/json))[^>]*>") == {}


def is_chinese(label: object) -> bool:
    """Tell whether a label is Chinese, or a sign that needs no words."""
    return bool(CHINESE.search(str(label))) or str(label) in SIGNS


def test_every_choice_has_a_chinese_label():
    labels = {
        str(label) for model in MODELS for field in model._meta.concrete_fields for _value, label in field.flatchoices
    }
    assert len(labels) > 50
    assert {label for label in labels if not is_chinese(label)} == set()


def test_everything_a_clerk_may_enter_has_a_chinese_name():
    entered = [
        field for model in MODELS for field in model._meta.concrete_fields if field.editable and not field.auto_created
    ]
    assert [str(field) for field in entered if not is_chinese(field.verbose_name)] == []
    assert [model.__name__ for model in MODELS if not is_chinese(model._meta.verbose_name)] == []


def test_a_field_of_choices_holds_its_longest_word():
    fields = [field for model in MODELS for field in model._meta.concrete_fields if field.choices and field.max_length]
    tight = {
        str(field) for field in fields if max(len(str(value)) for value, _label in field.flatchoices) > field.max_length
    }
    assert tight == set()
