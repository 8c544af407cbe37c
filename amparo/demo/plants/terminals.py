"""The machine that took the card: unregistered, personal, another's, out of place, at two places."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from amparo.demo.company import EVER, PLACE, SELLING, Row, millimetres
from amparo.demo.plants.plant import ONE_DAY, Scene, near, wrong
from amparo.demo.story import Story, Taking, present
from amparo.demo.world import Wish

CARD = Wish(product="H01", channel="pos", per_year=1, old=True)
MONTHLY = Wish(product="H01", channel="pos", per_year=12, begins=(date(2025, 3, 1), date(2025, 3, 22)))


def _handheld(s: Scene, story: Story, taking: Taking, **columns: Any) -> Row:
    """A terminal of its own for this charge, registered as it should be but for the columns given."""
    latitude, longitude = PLACE[story.unit]
    row: Row = {
        "registration_id": story.number("ZDS"), "terminal_id": story.number("TS"), "ownership": "company",
        "merchant_id": f"8986{story.unit}00001", "institution_id": story.unit,
        "keeper_id": taking.charge["operator_id"], "place_latitude_e6": latitude, "place_longitude_e6": longitude,
        "longitude_mm_e6": millimetres(latitude), "valid_from": date(2019, 1, 1), "valid_to": EVER, **columns,
    }  # fmt: skip
    taking.charge.update(seen_latitude_e6=None, seen_longitude_e6=None)
    present(s.rng, taking.charge, row)
    return story.add("terminals", **row)


@wrong("CHG-14", CARD)
def a_terminal_nobody_registered(s: Scene) -> None:
    s.last.charge.update(terminal_id=s.story.number("TX"), seen_latitude_e6=None, seen_longitude_e6=None)
    s.expect(s.last.charge["charge_id"])


@wrong("CHG-14", CARD)
def a_terminal_struck_off_the_day_before(s: Scene) -> None:
    _handheld(s, s.story, s.last, valid_to=s.last.charge["charged_on"] - ONE_DAY)
    s.expect(s.last.charge["charge_id"])


@near("CHG-14", CARD)
def a_terminal_on_its_last_day(s: Scene) -> None:
    _handheld(s, s.story, s.last, valid_to=s.last.charge["charged_on"])
    s.spare(s.last.charge["charge_id"])


@wrong("CHG-15", CARD)
def a_personal_terminal(s: Scene) -> None:
    _handheld(s, s.story, s.last, ownership="personal")
    s.expect(s.last.charge["charge_id"])


@near("CHG-15", CARD)
def a_terminal_that_was_personal_until_the_company_took_it_over(s: Scene) -> None:
    day = s.last.charge["charged_on"]
    row = _handheld(s, s.story, s.last, valid_from=day)
    before = {**row, "registration_id": s.story.number("ZDS"), "ownership": "personal"}
    s.story.add("terminals", **{**before, "valid_from": date(2019, 1, 1), "valid_to": day - ONE_DAY})
    s.spare(s.last.charge["charge_id"])


@wrong("CHG-16", CARD)
def a_terminal_under_another_merchant(s: Scene) -> None:
    s.last.charge["merchant_id"] = f"8209{s.story.index:07d}"
    s.expect(s.last.charge["charge_id"])


@near("CHG-16", CARD)
def a_terminal_whose_merchant_changed_that_day(s: Scene) -> None:
    day, merchant = s.last.charge["charged_on"], f"8987{s.story.unit}00002"
    row = _handheld(s, s.story, s.last, valid_from=day, merchant_id=merchant)
    before = {**row, "registration_id": s.story.number("ZDS"), "merchant_id": f"8986{s.story.unit}00001"}
    s.story.add("terminals", **{**before, "valid_from": date(2019, 1, 1), "valid_to": day - ONE_DAY})
    s.spare(s.last.charge["charge_id"])


@wrong("CHG-17", CARD)
def a_terminal_of_another_unit(s: Scene) -> None:
    other = SELLING[(SELLING.index(s.story.unit) + 1) % len(SELLING)]
    _handheld(s, s.story, s.last, institution_id=other)
    s.expect(s.last.charge["charge_id"])


@near("CHG-17", CARD)
def a_terminal_lent_and_registered_here_from_that_day(s: Scene) -> None:
    other = SELLING[(SELLING.index(s.story.unit) + 1) % len(SELLING)]
    day = s.last.charge["charged_on"]
    row = _handheld(s, s.story, s.last, valid_from=day)
    before = {**row, "registration_id": s.story.number("ZDS"), "institution_id": other}
    s.story.add("terminals", **{**before, "valid_from": date(2019, 1, 1), "valid_to": day - ONE_DAY})
    s.spare(s.last.charge["charge_id"])


@wrong("CHG-18", CARD)
def a_terminal_seen_far_from_its_place(s: Scene) -> None:
    _see(s, s.last, 9_500)
    s.expect(s.last.charge["charge_id"])


@near("CHG-18", CARD)
def a_terminal_seen_just_inside_its_radius(s: Scene) -> None:
    _see(s, s.last, 8_900)
    s.spare(s.last.charge["charge_id"])


def _see(s: Scene, taking: Taking, north_e6: int) -> None:
    row = next(t for t in s.company.terminals[s.story.unit] if t["terminal_id"] == taking.charge["terminal_id"])
    taking.charge["seen_latitude_e6"] = row["place_latitude_e6"] + north_e6
    taking.charge["seen_longitude_e6"] = row["place_longitude_e6"]


@wrong("CHG-19", MONTHLY)
def a_terminal_at_two_places_within_half_an_hour(s: Scene) -> None:
    _two_places(s, minutes=20, north_e6=150_000)
    s.expect(s.last.charge["charge_id"], "CHG-18")


@near("CHG-19", MONTHLY)
def a_terminal_carried_for_half_an_hour_and_more(s: Scene) -> None:
    _two_places(s, minutes=31, north_e6=150_000)
    s.expect_of("CHG-18", s.last.charge["charge_id"])
    s.spare(s.last.charge["charge_id"])


@near("CHG-19", MONTHLY)
def a_terminal_carried_across_the_town(s: Scene) -> None:
    _two_places(s, minutes=20, north_e6=80_000)
    s.expect_of("CHG-18", s.last.charge["charge_id"])
    s.spare(s.last.charge["charge_id"])


def _two_places(s: Scene, minutes: int, north_e6: int) -> None:
    """The two last premiums, paid one after the other by one terminal, the later far from where it is registered."""
    before, after = s.story.takings[-2:]
    row = _handheld(s, s.story, before)
    present(s.rng, after.charge, row)
    latitude, longitude = PLACE[s.story.unit]
    before.charge.update(seen_latitude_e6=latitude, seen_longitude_e6=longitude)
    after.charge.update(seen_latitude_e6=latitude + north_e6, seen_longitude_e6=longitude)
    _late(s, before, after, minutes)


def _late(s: Scene, before: Taking, after: Taking, minutes: int) -> None:
    """The earlier premium paid on the day of the later one, so many minutes before it."""
    from amparo.demo.story import move

    move(s.story, before, after.charge["charged_on"])
    before.charge["operator_id"] = after.charge["operator_id"]
    gap = (after.charge["charged_at"] - timedelta(minutes=minutes)) - before.charge["charged_at"]
    before.charge["charged_at"] += gap
    assert before.request is not None
    before.request["requested_at"] += gap
    before.request["approved_at"] += gap
    before.request["requested_on"] = before.request["requested_at"].date()
