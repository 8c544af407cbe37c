"""What a plant is: a way to bend one or several lawful policies into one wrong, or into its lawful look-alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from amparo.demo.company import Company, Row
from amparo.demo.story import Story, Taking
from amparo.demo.world import Wish

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Expected:
    """One pair of the answer key: this control must name this record; `overlap_of` says for whose wrong it does so."""

    control: str
    record: str
    overlap_of: str = ""


@dataclass
class Scene:
    """The policies a plant may bend, and what it then expects."""

    company: Company
    rng: Random
    stories: list[Story]
    control: str
    expected: list[Expected] = field(default_factory=list)
    look_alikes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def story(self) -> Story:
        """The first policy, where one is enough."""
        return self.stories[0]

    @property
    def last(self) -> Taking:
        """The last premium taken for the first policy."""
        return self.story.takings[-1]

    def expect(self, record: object, *also: str) -> None:
        """The plant's own control names the record, and so do these others on the same wrong."""
        self.expected.append(Expected(self.control, str(record)))
        self.expected += [Expected(other, str(record), self.control) for other in also]

    def expect_of(self, control: str, record: object) -> None:
        """Another control rightly names another record because of this wrong."""
        self.expected.append(Expected(control, str(record), self.control))

    def spare(self, record: object) -> None:
        """The record looks like the wrong and is lawful."""
        self.look_alikes.append((self.control, str(record)))


Deed = Callable[[Scene], None]


@dataclass(frozen=True)
class Plant:
    """A wrong or a look-alike of one control, the policies it needs, and how it bends them."""

    control: str
    role: str
    wishes: tuple[Wish, ...]
    deed: Deed
    name: str


PLANTS: list[Plant] = []


def wrong(control: str, *wishes: Wish) -> Callable[[Deed], Deed]:
    """Register a wrong that the control must find."""
    return _registered(control, "wrong", wishes)


def near(control: str, *wishes: Wish) -> Callable[[Deed], Deed]:
    """Register a lawful look-alike that no control may find."""
    return _registered(control, "near", wishes)


def _registered(control: str, role: str, wishes: tuple[Wish, ...]) -> Callable[[Deed], Deed]:
    def register(deed: Deed) -> Deed:
        PLANTS.append(Plant(control, role, wishes, deed, deed.__name__))
        return deed

    return register


def event(story: Story, kind: str, day: date) -> Row:
    """Something that happened to the policy."""
    return story.add(
        "policy_events", event_id=story.number("SJ"), policy_id=story.policy_id, kind=kind, happened_on=day,
        happened_at=datetime(day.year, day.month, day.day, 11),
    )  # fmt: skip


def reprice(taking: Taking, amount: int) -> None:
    """Another price for one instalment, announced so, and taken so."""
    from amparo.demo.story import amend

    assert taking.instalment is not None
    taking.instalment["amount_minor"] = taking.instalment["announced_minor"] = amount
    amend(taking, amount_minor=amount)


def keep(story: Story, number: int) -> None:
    """Only the first takings of the policy; the later instalments go with the later takings."""
    gone = {id(t.instalment) for t in story.takings[number:]}
    story.rows["instalments"] = [row for row in story.rows["instalments"] if id(row) not in gone]
    del story.takings[number:]
