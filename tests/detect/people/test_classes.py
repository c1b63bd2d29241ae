"""The ways in which models miss names (capitals, words as names, initials, line ends...), one probe for each."""

import pytest

from tests.detect.people.paper import compare

PROBES = """
== capitals in a caption
SUPERIOR COURT OF CALEDON
[[JOSETTE PRZYBYLSKA:party]],
Plaintiff,
v.
[[OMAR ALI MOHSEN:party]],
Defendant.
== words as names
Officer [[Will Bond:official]] and Ms. [[May Church:private]] spoke. The church will bond with its members.
== initials
I met [[R.T. Haskell:private]] and [[J.Q.P. Ferreira:private]] at noon.
== surname first in a list
ATTENDEES
[[HASKELL, ROBERT T.:private]]
[[Ferreira, Ana:private]]
[[St. Pierre, Jean-Luc:private]]
== suffix
Later Mr. [[Robert Haskell, Jr.:private]] and Dr. [[Amos Ferreira III:private]] left.
== signature
Respectfully submitted,
/s/ [[Ignatius Crowe:counsel]]
[[Ignatius Crowe:counsel]]
Attorney for Plaintiff
== line end inside a name
The report was filed by [[Robert
Haskell:private]] on Monday.
== double surname
Patient Name: [[Manuela Cancino Contreras:private]]
Ms. [[Cancino Contreras:private]] was seen.
== hyphen
Ms. [[Ortega-Ruiz:private]] left. [[Ortega-Ruiz:private]]’s car stayed.
== particles
Mrs. [[Maria de la Cruz:private]] and Mr. [[Willem van den Berg:private]] left.
== names from elsewhere
Witness: [[Qasem Abdulrahman Al-Hasani:witness]]
Mr. [[Al-Hasani:witness]] came.
== possessive
Ms. [[Haskell:private]] left. [[Haskell:private]]’s car and [[Haskell:private]]'s dog stayed.
== form
Name: [[Zoltan Bergqvist:private]]
Emergency contact: [[Ilse Bergqvist:private]] (555) 010-0123
== table
Name	DOB	Relationship
[[Ilse Bergqvist:private]]	04/09/1981	Mother
[[Ferreira, Sean:private]]	01/02/1970	Uncle
== deposition
BY MS. [[LONG:counsel]]:
Q. Did you see Mr. [[Haskell:private]]?
MR. [[CROWE:counsel]]: Objection.
== declarant
I, [[Zoltan Bergqvist:witness]], declare as follows.
== nickname
Patient: [[Robert Haskell:private]]
He goes by [[Bobby:private]]. [[Bobby:private]] fell.
== quoted nickname
Mr. [[Robert “Bobby” Haskell:private]] fell. [[Bobby:private]] was hurt.
== creditor
[[Magdalena Szczepanska:private]]
40 River Road
Avalon
== mail header
From: [[Ana Ferreira:private]] <ana@mail.example>
Cc: [[Okafor, Chidi:private]]; [[Bond, Willa:private]]
== police shorthand
V/[[Ochoa:victim]] said S/[[Vance:private]] struck her.
"""


@pytest.mark.parametrize("probe", PROBES.split("\n== ")[1:], ids=lambda probe: probe.partition("\n")[0])
def test_names_are_found_without_any_model(probe: str) -> None:
    compare(probe.partition("\n")[2])
