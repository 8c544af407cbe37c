"""Wrongs and lawful look-alikes, a file for each subject; importing this room registers all of them."""

from amparo.demo.plants import (
    amounts,
    charge_steps,
    mandates,
    money,
    operators,
    payers,
    policy_states,
    refunds,
    renewals,
    step_quality,
    terminals,
)
from amparo.demo.plants.plant import PLANTS, Plant, Scene

__all__ = [
    "PLANTS",
    "Plant",
    "Scene",
    "amounts",
    "charge_steps",
    "mandates",
    "money",
    "operators",
    "payers",
    "policy_states",
    "refunds",
    "renewals",
    "step_quality",
    "terminals",
]
