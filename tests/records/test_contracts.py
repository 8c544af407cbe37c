"""Contracts are valid ODCS 3.1, and what is compiled from them agrees with them."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import open_data_contract_standard
import pytest
import yaml
from jsonschema import Draft201909Validator
from openpyxl import load_workbook
from pydantic import ValidationError

from amparo.cli import run
from amparo.records.contract import CONTRACTS, ContractError, load_contracts, read_contract
from amparo.records.models import model_for
from amparo.records.pages import described, page_of
from amparo.records.templates import incoming, template_mapping, write_template
from tests.records.taking import a_mapping

ALL = load_contracts()
ODCS = Draft201909Validator(
    json.loads((Path(open_data_contract_standard.__file__).parent / "schema.json").read_text(encoding="utf-8"))
)


@pytest.mark.parametrize("path", sorted(CONTRACTS.glob("*.yaml")), ids=lambda p: p.stem)
def test_every_contract_is_open_data_contract_standard(path: Path) -> None:
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [f"{list(e.absolute_path)}: {e.message}" for e in ODCS.iter_errors(given)] == []
    assert given["apiVersion"] == "v3.1.0"
    assert given["schema"][0]["name"] == path.stem


@pytest.mark.parametrize("contract", ALL.values(), ids=lambda c: c.name)
def test_every_table_has_a_page_a_template_and_a_mapping(contract: object, tmp_path: Path) -> None:
    made = ALL[contract.name]  # type: ignore[attr-defined]
    for language in ("zh", "en", "es"):
        page = page_of(made, language)
        assert all(f"`{c.source}`" in page and c.names.in_(language) in page for c in made.columns)
    assert [c["name"] for c in described(made)["columns"]] == list(made.types)
    write_template(made, tmp_path / "t.csv", "zh")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [[c.source for c in incoming(made)]]
    assert a_mapping(tmp_path, template_mapping(made, ["t*.csv"])).table == made.name


def test_a_workbook_template_offers_the_words_allowed(tmp_path: Path) -> None:
    write_template(ALL["charges"], tmp_path / "t.xlsx", "en")
    book = load_workbook(tmp_path / "t.xlsx")
    assert [cell.value for cell in book["charges"][1]] == [c.source for c in incoming(ALL["charges"])]
    offered = [v.formula1 for v in book["charges"].data_validations.dataValidation]
    assert '"pos,direct_debit,wallet,cash,transfer"' in offered


def test_the_model_of_a_table_keeps_its_limits() -> None:
    model = model_for(ALL["consents"])
    good = {"consent_id": "1", "policy_id": "P1", "kind": "auto_renewal", "given_on": date(2026, 1, 1)}
    row = model(**good)
    assert row.model_dump()["withdrawn_on"] == date(9999, 12, 31)
    for wrong in ({"kind": "x"}, {"consent_id": None}, {"given_on": "2026-02-30"}, {"unknown": 1}):
        with pytest.raises(ValidationError):
            model(**{**good, **wrong})
    charges = model_for(ALL["charges"])
    assert set(charges.model_fields) == set(ALL["charges"].types)
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        charges.__pydantic_validator__.validate_assignment(charges.model_construct(), "amount_minor", 0)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (("logicalType: date", "logicalType: dat"), "did you mean 'date'?"),
        (("required: true", "requird: true"), "unknown key 'requird'; did you mean 'required'?"),
        (("value: given_on}", "value: given}"), "day 'given' is no column"),
        (("primaryKey: true", "primaryKey: false"), "exactly one primary key"),
    ],
)
def test_a_contract_that_says_what_none_can_say_is_refused(tmp_path: Path, changed: tuple[str, str], says: str) -> None:
    text = (CONTRACTS / "consents.yaml").read_text(encoding="utf-8")
    assert changed[0] in text
    path = tmp_path / "consents.yaml"
    path.write_text(text.replace(*changed), encoding="utf-8")
    with pytest.raises(ContractError, match=r"consents\.yaml") as caught:
        read_contract(path)
    assert says in str(caught.value)


def test_the_word_tables_lists_shows_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tables", "--language", "en"]) == 0
    assert "charges" in capsys.readouterr().out
    assert run(["tables", "charges", "--language", "zh"]) == 0
    assert "# 扣款 (`charges`)" in capsys.readouterr().out
    assert run(["tables", "charges", "--json"]) == 0
    assert '"table": "charges"' in capsys.readouterr().out
    assert run(["tables", "mandates", "--template", "csv", "--out", str(tmp_path / "m.csv")]) == 0
    assert (tmp_path / "m.csv").is_file()
