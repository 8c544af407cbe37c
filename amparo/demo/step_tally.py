"""Counts, apart from any control, which units and banks fall out of line in a month because of all that was planted.

Wrongs of single charges (a refusal, an amount booked wrongly) can add up in a small group until the group itself stands
out. The key must say so, at any size; so it is counted here in plain numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from amparo.demo.company import AS_OF, Row
from amparo.demo.story import Story, Taking

LEAST, WAIT_FACTOR, SUCCESS_GAP, ACCURACY_GAP = 30, 2_000_000, 100_000, 20_000
MILLION = 1_000_000
SPOILED = "spoiled"
Figures = list[int]  # how many, and the sum of what is compared


class StepTally:
    """Adds up waits, acceptances and right amounts by unit, by bank and channel, and for the whole house."""

    def __init__(self) -> None:
        self._sums: dict[tuple[str, str, str], Figures] = defaultdict(lambda: [0, 0])

    def count(self, story: Story) -> None:
        """One policy's takings."""
        booked: dict[str, list[Row]] = {}
        for row in story.rows.get("bookings", []):
            booked.setdefault(row["charge_id"], []).append(row)
        for taking in story.takings:
            for row in taking.instructions:
                if row["answer"] != "none":
                    self._add("STP-02", row, row["sent_on"], row["answer"] == "accepted")
            if SPOILED not in taking.charge:
                self._count_taking(taking, booked.get(taking.charge["charge_id"], []))

    def _count_taking(self, taking: Taking, more: list[Row]) -> None:
        charge, request = taking.charge, taking.named or taking.request
        if request is None or charge["request_id"] != request["request_id"]:
            return
        waited = int((charge["charged_at"] - request["requested_at"]).total_seconds())
        if waited >= 0:
            self._add("STP-01", charge, charge["charged_on"], waited)
        bookings = [*more, *([taking.booking] if taking.booking else [])]
        if bookings:
            right = charge["amount_minor"] == request["amount_minor"] == _standing(bookings)
            self._add("STP-03", charge, charge["charged_on"], right)

    def _add(self, control: str, row: Row, day: date, figure: int) -> None:
        month = f"{day:%Y%m}"
        groups = ["", f"institution:{row['institution_id']}"]
        if row["bank"] is not None:
            groups.append(f"bank:{row['bank']}/{row['channel']}")
        for group in groups:
            sums = self._sums[control, group, month]
            sums[0] += 1
            sums[1] += figure

    def fallen(self) -> Iterator[tuple[str, str]]:
        """Each group that falls out of line: the control that must say so, and the group's name."""
        for (control, group, month), (count, total) in sorted(self._sums.items()):
            if not group or count < LEAST:
                continue
            house_count, house_total = self._sums[control, "", month]
            if control == "STP-01":
                out = total // count * MILLION > WAIT_FACTOR * (house_total // house_count)
            else:
                gap = SUCCESS_GAP if control == "STP-02" else ACCURACY_GAP
                out = house_total * MILLION // house_count - total * MILLION // count > gap
            if out:
                yield control, f"{group}:{month}"


def _standing(bookings: list[Row]) -> int:
    """What stands in the books for one charge: as premium, and what is still in suspense."""
    premium = [row["amount_minor"] for row in bookings if row["side"] == "premium"]
    held = sum(row["amount_minor"] for row in bookings if row["side"] == "suspense" and row["cleared_on"] > AS_OF)
    return sum(premium) + held if premium else sum(row["amount_minor"] for row in bookings)
