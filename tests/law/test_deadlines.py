"""Deadlines: known cases, and what holds for every deadline whatever the day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from amparo.law.deadlines import Deadline, DeadlineError, Extension, Pause, Restart, deadline
from amparo.law.pack import Pack, load_pack

CN, ES = load_pack("cn"), load_pack("es")


def due(pack: Pack, rule: str, day: str) -> tuple[str, str, bool]:
    answer = deadline(pack, rule, date.fromisoformat(day))
    return answer.due_strict_on.isoformat(), answer.due_rolled_on.isoformat(), answer.provisional


@pytest.mark.parametrize(
    ("rule", "day", "strict", "rolled", "provisional"),
    [
        ("15d", "2026-01-31", "2026-02-15", "2026-02-24", False),  # ends in the Spring Festival
        ("15d", "2026-01-30", "2026-02-14", "2026-02-14", False),  # a Saturday that is a make-up workday
        ("5wd", "2026-09-28", "2026-10-10", "2026-10-10", False),  # National Day, and a make-up Saturday
        ("7wd", "2025-01-24", "2025-02-10", "2025-02-10", False),
        ("3wd", "2024-09-13", "2024-09-19", "2024-09-19", False),  # 14 September was a make-up workday
        ("10wd", "2020-01-22", "2020-02-13", "2020-02-13", False),  # the lengthened Spring Festival
        ("1m", "2026-01-31", "2026-02-28", "2026-02-28", False),  # no 31st: month's end, a make-up Saturday
        ("1m", "2024-01-31", "2024-02-29", "2024-02-29", False),
        ("1y", "2024-02-29", "2025-02-28", "2025-02-28", False),
        ("2m", "2025-08-31", "2025-10-31", "2025-10-31", False),
        ("0d", "2026-01-05", "2026-01-05", "2026-01-05", False),
        ("15wd", "2026-12-20", "2027-01-08", "2027-01-08", True),  # 2027 has no notice yet
        ("48h", "2026-02-14", "2026-02-16", "2026-02-16", False),  # hours run through rest days
        ("8w", "2026-01-01", "2026-02-26", "2026-02-26", False),
        ("complaint_decision", "2026-01-31", "2026-02-15", "2026-02-24", False),
        ("regulator_forwarding", "2026-02-13", "2026-03-02", "2026-03-02", False),
        ("claim_refusal_notice", "2026-04-30", "2026-05-03", "2026-05-06", False),
        ("major_complaint_report", "2026-05-01", "2026-05-02", "2026-05-02", False),  # strict: no rolling
        ("accident_rate_change_notice", "2026-03-31", "2026-03-01", "2026-03-01", False),  # counted back
        ("platform_stop_notice", "2026-03-31", "2026-03-03", "2026-03-03", False),
    ],
)
def test_known_cases_of_chinese_law(rule: str, day: str, strict: str, rolled: str, provisional: bool) -> None:
    assert due(CN, rule, day) == (strict, rolled, provisional)


@pytest.mark.parametrize(
    ("rule", "day", "strict"),
    [
        ("complaint_decision", "2026-11-20", "2026-12-20"),  # one month, a Sunday, no rolling
        ("complaint_decision", "2025-11-20", "2026-01-20"),  # before 28 December 2025: two months
        ("2m", "2026-11-20", "2027-01-20"),
        ("claim_minimum_payment", "2026-11-20", "2026-12-30"),
        ("claim_default", "2026-11-20", "2027-02-20"),
        ("claim_interest_floor", "2026-11-20", "2028-11-20"),
        ("withdrawal_window", "2026-11-20", "2026-12-04"),
        ("withdrawal_window_life", "2026-11-20", "2026-12-20"),
        ("debit_prenotification", "2026-12-28", "2026-12-14"),
        ("debit_filing", "2026-12-28", "2026-12-24"),  # the TARGET calendar, not the national one
        ("debit_return", "2026-12-28", "2027-01-05"),
        ("debit_refund_request", "2026-12-28", "2027-02-22"),
        ("debit_unauthorised_notice", "2026-12-28", "2028-01-28"),
        ("mandate_dormant", "2026-12-28", "2029-12-28"),
    ],
)
def test_known_cases_of_spanish_law(rule: str, day: str, strict: str) -> None:
    answer = deadline(ES, rule, date.fromisoformat(day))

    assert answer.due_strict_on.isoformat() == strict
    assert answer.due_rolled_on == answer.due_strict_on, "in Spain rest days at the end do not roll"


def complaint(**more: object) -> Deadline:
    return deadline(CN, "complaint_decision", date(2026, 3, 2), **more)  # type: ignore[arg-type]


def test_a_complex_complaint_has_thirty_days_in_all() -> None:
    assert complaint(extensions=[Extension("complex")]).due_strict_on == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("approved", "told", "amount"), [(True, True, 60), (True, False, 15), (False, True, 15), (False, False, 15)]
)
def test_sixty_days_need_approval_and_that_the_complainant_was_told(approved: bool, told: bool, amount: int) -> None:
    answer = complaint(extensions=[Extension("specially_complex", approved=approved, told=told)])

    assert answer.amount == amount
    if amount == 15:
        assert any(s.kind == "without_effect" for s in answer.working), "the working says that it had no effect"


def test_an_extension_that_comes_after_the_limit_ran_out_has_no_effect() -> None:
    met = {"approved": True, "told": True}
    late = complaint(extensions=[Extension("specially_complex", on=date(2026, 3, 18), **met)])
    in_time = complaint(extensions=[Extension("specially_complex", on=date(2026, 3, 17), **met)])
    after_thirty = complaint(
        extensions=[
            Extension("specially_complex", on=date(2026, 3, 31), **met),
            Extension("complex", on=date(2026, 3, 10)),
        ]
    )

    assert (late.amount, in_time.amount, after_thirty.amount) == (15, 60, 60)


def test_an_appraisal_stops_the_clock_only_if_the_complainant_was_told() -> None:
    days = (date(2026, 3, 5), date(2026, 3, 14))
    told = complaint(pauses=[Pause(*days, "appraisal", told=True)])
    untold = complaint(pauses=[Pause(*days, "appraisal")])

    assert told.due_strict_on == date(2026, 3, 27)
    assert [s.why.zh for s in told.working if s.kind == "paused"] == ["外部鉴定、检测、评估期间（第十八条第二款）"] * 10
    assert untold.due_strict_on == date(2026, 3, 17)
    assert any("未告知当事人" in s.why.zh for s in untold.working)


def test_pauses_that_overlap_count_each_day_once() -> None:
    answer = complaint(
        pauses=[
            Pause(date(2026, 3, 5), date(2026, 3, 9), "appraisal", told=True),
            Pause(date(2026, 3, 8), date(2026, 3, 10), "mediation", agreed=True),
        ]
    )

    assert answer.due_strict_on == date(2026, 3, 23)


def test_a_pause_outside_the_clock_is_told_as_without_effect() -> None:
    answer = complaint(pauses=[Pause(date(2026, 5, 1), date(2026, 5, 3), "appraisal", told=True)])

    assert answer.due_strict_on == date(2026, 3, 17)
    assert any(s.kind == "without_effect" and "not running" in s.why.en for s in answer.working)


def test_new_facts_begin_the_clock_anew_while_it_runs_but_not_after() -> None:
    anew = complaint(restarts=[Restart(date(2026, 3, 10), "new_facts")])
    late = complaint(restarts=[Restart(date(2026, 3, 20), "new_facts")])
    lengthened = complaint(
        restarts=[Restart(date(2026, 3, 20), "new_facts")], extensions=[Extension("complex", on=date(2026, 3, 10))]
    )

    assert anew.due_strict_on == date(2026, 3, 25)
    assert late.due_strict_on == date(2026, 3, 17)
    assert any("already run out" in s.why.en for s in late.working)
    assert lengthened.due_strict_on == date(2026, 4, 4), "the extension belonged to the clock before it began anew"
    assert lengthened.amount == 15


def test_in_spain_missing_data_stopped_the_old_clock_and_begins_the_new_one_anew() -> None:
    pause = [Pause(date(2025, 12, 1), date(2025, 12, 10), "data_missing", told=True)]
    old = deadline(ES, "complaint_decision", date(2025, 11, 20), pauses=pause)
    none = deadline(
        ES, "complaint_decision", date(2025, 11, 20), restarts=[Restart(date(2025, 12, 1), "data_completed")]
    )
    new = deadline(ES, "complaint_decision", date(2026, 2, 2), restarts=[Restart(date(2026, 2, 12), "data_completed")])

    assert old.due_strict_on == date(2026, 1, 30)
    assert none.due_strict_on == date(2026, 1, 20)
    assert new.due_strict_on == date(2026, 3, 12)


def test_hours_run_on_the_worlds_clock_also_across_summer_time() -> None:
    madrid, shanghai = ZoneInfo("Europe/Madrid"), ZoneInfo("Asia/Shanghai")
    spring = deadline(ES, "24h", date(2026, 3, 28), at=datetime(2026, 3, 28, 12, tzinfo=madrid))
    night = deadline(CN, "data_incident_report", date(2026, 3, 1), at=datetime(2026, 3, 1, 23, 30, tzinfo=shanghai))

    assert spring.due_at == datetime(2026, 3, 29, 13, tzinfo=madrid)
    assert night.due_at == datetime(2026, 3, 2, 1, 30, tzinfo=shanghai)
    assert night.due_strict_on == date(2026, 3, 2)


def test_a_houses_stricter_limit_stands_beside_the_law_and_a_laxer_one_does_not() -> None:
    strict = complaint(house_limits={"complaint_decision": 10})
    lax = complaint(house_limits={"complaint_decision": 20})
    back = deadline(
        CN, "accident_rate_change_notice", date(2026, 3, 31), house_limits={"accident_rate_change_notice": 45}
    )

    assert (strict.due_strict_on, strict.house_due_on) == (date(2026, 3, 17), date(2026, 3, 12))
    assert (lax.house_amount, lax.house_due_on) == (20, None)
    assert back.house_due_on == date(2026, 2, 14), "earlier notice is the stricter one"


def test_where_the_limit_is_the_houses_own_policy_the_house_may_set_another() -> None:
    answer = deadline(CN, "refund_wrong_charge", date(2026, 3, 2), house_limits={"refund_wrong_charge": 5})

    assert (answer.amount, answer.ground, answer.due_strict_on) == (5, "house", date(2026, 3, 9))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (lambda: deadline(CN, "15x", date(2026, 1, 1)), "15x: no such rule; expected a rule's name, or 15d"),
        (lambda: deadline(CN, "complaint_decison", date(2026, 1, 1)), "did you mean 'complaint_decision'"),
        (lambda: deadline(CN, "complaint_decision", date(2019, 1, 1)), "no limit in force on 2019-01-01; .*2020-03-01"),
        (lambda: deadline(CN, "9999y", date(2026, 1, 1)), "ends beyond the year 9999"),
        (lambda: complaint(pauses=[Pause(date(2026, 3, 9), date(2026, 3, 5), "appraisal")]), "ends before it begins"),
        (lambda: deadline(CN, "2h", date(2026, 1, 1), at=datetime(2026, 1, 2, 1)), "is not on 2026-01-01"),
    ],
)
def test_a_deadline_that_cannot_be_counted_is_refused_with_what_to_do(asked: object, message: str) -> None:
    with pytest.raises(DeadlineError, match=message):
        asked()  # type: ignore[operator]


def test_the_working_is_told_in_every_language() -> None:
    answer = deadline(CN, "5wd", date(2026, 9, 28))

    for step in answer.working:
        assert all(step.why.in_(language) for language in ("zh", "en", "es"))
    told = answer.as_json("es")
    assert told["working"][-1]["why"] == "día hábil 5 (recuperación por 国庆节)"
    assert {"due_strict_on", "due_rolled_on", "provisional", "working", "house_due_on"} <= set(told)
