"""A bank that falls out of line for a month: slow to answer, refusing too often, charging other amounts than told."""

from __future__ import annotations

from datetime import date, timedelta

from amparo.demo.names import PLACES
from amparo.demo.plants.plant import Scene, near, wrong
from amparo.demo.story import Taking
from amparo.demo.world import Wish

LEAST = 30  # items from which a bank or unit is judged


def _in(year: int, month: int, number: int = LEAST + 2) -> tuple[Wish, ...]:
    """So many policies whose first premium is debited in that month."""
    begins = (date(year, month, 1), date(year, month, 22))
    return (Wish(product="H01", channel="direct_debit", per_year=1, begins=begins),) * number


def _one_bank(s: Scene) -> tuple[list[Taking], str]:
    """All first premiums of the scene through one small bank that serves nobody else; what such a group is called."""
    bank = f"{PLACES[s.story.index % len(PLACES)]}村镇银行{s.story.index:06d}支行"
    takings = [story.takings[0] for story in s.stories]
    for story in s.stories:
        story.account["bank"] = bank
        for later in story.takings:
            later.charge["bank"] = bank
            for instruction in later.instructions:
                instruction["bank"] = bank
    return takings, f"bank:{bank}:direct_debit:{takings[0].charge['charged_on']:%Y%m}"


def _answer_late(taking: Taking, factor_percent: int) -> None:
    """The bank's answer, and the charge with it, takes so many per cent of the usual time."""
    instruction = taking.instructions[-1]
    usual = instruction["answered_at"] - instruction["sent_at"]
    after = taking.charge["charged_at"] - instruction["answered_at"]
    instruction["answered_at"] = instruction["sent_at"] + usual * factor_percent // 100
    taking.charge["charged_at"] = instruction["answered_at"] + after


def _refuse_first(s: Scene, at: int) -> None:
    """The bank refuses once before it accepts."""
    taking = s.stories[at].takings[0]
    taken = taking.instructions[-1]
    refused = {**taken, "instruction_id": s.stories[at].number("ZL"), "answer": "rejected"}
    for name in ("sent_at", "answered_at"):
        refused[name] = taken[name] - timedelta(minutes=45)
    taking.instructions.insert(0, refused)


@wrong("STP-01", *_in(2025, 3))
def a_bank_three_times_as_slow(s: Scene) -> None:
    takings, group = _one_bank(s)
    for taking in takings:
        _answer_late(taking, 350)
    s.expect(group)


@near("STP-01", *_in(2025, 5))
def a_bank_not_quite_twice_as_slow(s: Scene) -> None:
    takings, group = _one_bank(s)
    for taking in takings:
        _answer_late(taking, 150)
    s.spare(group)


@wrong("STP-02", *_in(2025, 7))
def a_bank_that_refuses_every_third_time(s: Scene) -> None:
    _, group = _one_bank(s)
    for at in range(0, len(s.stories), 2):
        _refuse_first(s, at)
    s.expect(group)


@near("STP-02", *_in(2025, 9))
def a_bank_that_refuses_once(s: Scene) -> None:
    _, group = _one_bank(s)
    _refuse_first(s, 0)
    s.spare(group)


@wrong("STP-03", *_in(2026, 2))
def a_bank_that_debits_other_amounts_than_told(s: Scene) -> None:
    takings, group = _one_bank(s)
    for taking in takings[:4]:
        taking.instructions[-1]["amount_minor"] -= 100
        s.expect_of("FLW-14", taking.charge["charge_id"])
    s.expect(group)


@near("STP-03", *_in(2026, 4, LEAST - 2))
def too_few_debits_to_judge_a_bank_by(s: Scene) -> None:
    takings, group = _one_bank(s)
    taking = takings[0]
    taking.instructions[-1]["amount_minor"] -= 100
    s.expect_of("FLW-14", taking.charge["charge_id"])
    s.spare(group)
