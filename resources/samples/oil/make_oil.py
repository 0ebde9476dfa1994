#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chainscape authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the sample of US crude oil imports from the monthly tables of ports by country and ports by company.

Usage: make_oil.py FOLDER   (with port_country_month.csv.gz and port_company_month.csv.gz as the EIA publishes them: PORT_CITY,
RPT_PERIOD as YYYYMM, country or company, QUANTITY in thousand barrels, ...). Months are summed to quarters from 2005 on.
"""

import collections
import csv
import gzip
import pathlib
import sys

FIRST_YEAR = 2005


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.reader(file):
            if len(row) >= 4 and row[1][:4].isdigit() and int(row[1][:4]) >= FIRST_YEAR:
                yield row[0].strip(), f"{row[1][:4]}Q{(int(row[1][4:6]) + 2) // 3}", row[2].strip(), float(row[3])


def title(text):
    return text.replace("_", " ").title() if text.isupper() or "_" in text else text


def main(folder):
    flows, stage = collections.OrderedDict(), {}
    for path, kind in (("port_country_month.csv.gz", "import"), ("port_company_month.csv.gz", "receipt")):
        for port, quarter, other, quantity in rows(folder / path):
            port_id, other_id = f"Port of {title(port)}", other
            stage.setdefault(port_id, "Port")
            stage.setdefault(other_id, "Country" if kind == "import" else "Company")
            key = (other_id, port_id, quarter, kind) if kind == "import" else (port_id, other_id, quarter, kind)
            flows[key] = flows.get(key, 0) + quantity
    here = pathlib.Path(__file__).resolve().parent
    with open(here / "links.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["source", "target", "period", "kind", "value", "unit"])
        for (source, target, quarter, kind), value in sorted(flows.items(), key=lambda item: (item[0][2], item[0])):
            out.writerow([source, target, quarter, kind, f"{value:g}", "thousand barrels"])
    with open(here / "firms.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["id", "name", "stage", "end_user"])
        for firm, word in sorted(stage.items(), key=lambda item: (["Country", "Port", "Company"].index(item[1]), item[0])):
            out.writerow([firm, title(firm) if word == "Country" else firm, word, int(word == "Company")])


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
