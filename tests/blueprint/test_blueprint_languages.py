"""Languages of texts: codes that do not exist, and a target whose language nobody speaks."""

from __future__ import annotations

import pytest
from blueprint_toys import Project, places

from revops.blueprint.languages import is_language, language_meant
from revops.model.address import Origin


@pytest.mark.parametrize("code", ["ja", "en", "pt-br", "zh-TW", "zh-hant"])
def test_languages(code: str) -> None:
    """Two letters of ISO 639-1, and a region or script behind them."""
    assert is_language(code)


@pytest.mark.parametrize(
    ("code", "meant"), [("jp", "ja"), ("JA", "ja"), ("en_US", "en"), ("japanese", "ja"), ("qq", "")]
)
def test_no_languages(code: str, meant: str) -> None:
    """Countries, names and capitals are no languages, but mostly tell which one was meant."""
    assert not is_language(code)
    assert language_meant(code) == meant


def test_a_text_in_no_language_is_an_error(project: Project) -> None:
    """At the key, with what was meant, and nothing else follows from it."""
    project.write("revops: 1\nnotes: {a: {label: {jp: ノート, en: Note}}}\n")
    [finding] = project.load(locale="ja").findings

    assert places((finding,)) == [("RV127", 2, 21)]
    assert finding.hint == "Did you mean 'ja'?"


def test_a_language_that_no_text_of_the_packs_speaks_is_one_error(project: Project) -> None:
    """At the target's `locale:`; texts of the project are judged by themselves."""
    labels = "".join(f"  n{number}: {{label: {{ja: 札{number}, en: N{number}}}}}\n" for number in range(9))
    project.pack("base", f"revops: 1\nnotes:\n{labels}")
    project.write("revops: 1\nuses: [base]\nnotes: {own: {label: {en: Own}}}\n")
    project.write("targets:\n  client: {portal: 1, locale: fr}\n", "revops.yaml")
    findings = project.load(locale="fr").findings

    assert [one.code for one in findings] == ["RV128", "RV204"]
    assert findings[0].origin == Origin("revops.yaml", 2, 31)
    assert "Known: en, ja." in findings[0].hint


def test_texts_that_lack_what_others_speak_are_told_one_by_one(project: Project) -> None:
    """One French text shows that the project is being translated."""
    labels = "".join(f"  n{number}: {{label: {{en: N{number}}}}}\n" for number in range(5))
    project.write(f"revops: 1\nnotes:\n{labels}  f: {{label: {{fr: F}}}}\n")

    assert [one.code for one in project.load(locale="fr").findings] == ["RV204"] * 5
