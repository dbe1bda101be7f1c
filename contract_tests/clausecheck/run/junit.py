"""What JUnit's file says of known deviations that can go: pytest knows of kept items only."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from _pytest.junitxml import xml_key

from clausecheck.report.deviations import REPAIRED, Judgement


def tell_junit(config: pytest.Config, judged: Judgement) -> None:
    """A repaired clause is a failure where the run is strict, else a property of the suite."""
    junit = config.stash.get(xml_key, None)
    if junit is None:
        return
    for each in () if judged.strict else judged.repaired:
        junit.add_global_property(each, REPAIRED)
    for reporter in junit.node_reporters_ordered if judged.strict else ():
        case = reporter.to_xml()  # of an ended item it is always this element
        if (name := case.get("name")) in judged.repaired and len(case) == 0:
            ET.SubElement(case, "failure", message=f"{name}: {REPAIRED}").text = REPAIRED
            junit.stats["passed"] -= 1
            junit.add_stats("failure")
