"""The texts a new house begins with: commented settings, an example of what to expect, how to write a mapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

HOUSE = """\
# This house. Every key but `name` may be left out; a misspelt key is refused with its line.
{said}
# The country whose pack of law judges this house, its time zone and its currency:
#   country: cn · zone: Asia/Shanghai · currency: CNY
# Stricter limits of this house's own, by the name of the law's figure or deadline rule (see `amparo law show`):
#   limits:
#     refund_surrender: 20          # the law says 30 days, this house promises 20
#     terminal_radius_metres: 500
# Names of figures that are not certain law (M, ?) and that this house nevertheless wants to be judged by:
#   switches: [premium_first_motor]
# Controls that are not plainly on; `shadow` finds and shows, but counts nowhere:
#   controls:
#     CHG-18: shadow
#     STP-01: off
# A draft law laid over the pack (a folder with a pack.yaml that says `extends: cn`):
#   overlay: ../draft-law
# How much memory a run may take:
#   memory: 2GB
# Where the records lie, if not in data/: tables of a warehouse under our names, judged there (docs/warehouse.md):
#   records: {{engine: postgres, at: "postgresql://user@host:5432/name", schema: amparo_records}}
# Where findings are remembered, if not in amparo.sqlite beside this file:
#   database: postgres://user@host:5432/name
"""

EXPECTS = """\
# Which files come when. A file that does not come is a finding (FED-01), and nothing is judged by a table beyond
# the days its files have covered.
feeds: {}
#  collection-ledger:
#    table: charges
#    files: ["收费台账_*.csv"]
#    every: day                          # day | working_day | month
#    by: 1                               # it must be there so many days after the day (or month's end) it covers
#    covers: {pattern: "_(\\\\d{8})\\\\."}   # the covered day stands in the file's name; without it: the day it arrives
#    since: 2026-01-01
#    institutions: [650100, 650200]      # one file for each, its code standing in the file's name
#    except: [2026-02-17]                # days on which none is to come
"""

MAPPINGS = """\
# How a file's columns fill a table

One YAML file for each kind of file this house receives. `amparo map FILE` proposes a first one:

    amparo map 收费台账_20260301.csv > mappings/ledger.yaml

Then mend what it could not know, and `amparo load` the file. An example, with everything a mapping may say:

```yaml
table: charges                  # which table it fills; `amparo tables` lists them
files: ["收费台账*.csv"]          # patterns on the file's name
format: csv                     # may be left out: it is recognised
options: {encoding: gb18030, delimiter: ","}
feed: collection-ledger         # its name in expects.yaml
columns:
  charge_id: 流水号
  policy_id: 保单号
  institution_id: 机构
  channel: {from: 渠道, values: {POS刷卡: pos, 银行代扣: direct_debit, 现金: cash}}
  kind: {constant: renewal_premium}
  amount: {from: 金额, unit: major}
  currency: {constant: CNY}
  charged_at: {from: [交易日期, 交易时间], join: " ", format: "%Y-%m-%d %H:%M:%S"}
  account_number: 付款账号
  payer_name: 付款人
```
"""


def house_yaml(*, name: str, country: str, zone: str, currency: str, database: str, extra: Mapping[str, Any]) -> str:
    """The commented house.yaml of a new house, with the given settings on top."""
    settings: dict[str, Any] = {"name": name, "country": country, "zone": zone, "currency": currency}
    if database:
        settings["database"] = database
    settings |= extra
    said = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, default_flow_style=False)
    return HOUSE.format(said=said.rstrip())
