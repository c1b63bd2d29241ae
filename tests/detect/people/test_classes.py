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
== civil title before a given name that is a common word
The court found Mr [[Nadir Kalkan:private]] guilty.
== given name no list knows, surname that is a word, in a caption
SUPERIOR COURT OF CALEDON
[[XEE HANG:party]],
Plaintiff,
v.
[[OMAR ALI MOHSEN:party]],
Defendant.
== application against an agency
SUPREME COURT OF CALEDON
In the Matter of the Application of
[[ODALYS FERREIRA-QUINN:party]],
Petitioner,
-against-
THE CITY OF AVALON,
Respondent.
== signature of words no list knows
/s/ [[Yi-Chun Lv:judge]]
[[YI-CHUN LV:judge]]
United States Magistrate Judge
== name over a notary's line
____________________
[[Lei Zhong:notary]]
Notary Public
== office behind a name
The meeting was attended by [[Dusty Lock:official]], Mayor.
== surname that is a title
NOTICE of Appearance by [[Lily Justice:counsel]] on behalf of [[Hazel Cheetham:party]]
== docket signer no list knows
MOTION for Extension of Time (Attachments: # 1 Exhibit)([[Sivan-Vennes, Dick:counsel]]) (Entered: 10/09/2024)
== one case a row
[[KOWALCZYK:party]] v. [[HARGROVE:party]]
[[MACAYAN:party]] V [[KIESLING:party]] RG2405102 DEMURRER
== kin with a name no list knows
Her maternal aunt, [[Nomvula:private]], and her brother [[Chuy:private]] fled.
== closing of a letter
Thanks,
[[Ayumi:private]]
== nickname no list knows
Her uncle, [[Marlow "Buzz" Dlamini:private]], left.
== title that ends a sentence
[[+Marbury:judge]], Circuit Judge. [[+Haskell:private]] fell.
== juror who says a name
PROSPECTIVE JUROR NO. 14:  My name is [[Holly Trask:juror]].
== subject of a mail
From: [[Ana Ferreira:private]] <ana@mail.example>
To: [[Okafor, Chidi:private]]
Subject: Keys
== client of counsel who may be anybody
Ms. [[Prentiss:counsel]], counsel for Mr. [[Duvall:private]], spoke.
== party without counsel under its address
[[Prince Mateer:party]]
18 Second Rd.
Plaintiff, In Pro Per
== service list with mail and ecf
Via U.S. Mail
[[Nolan Brewer:private]]
758 Fern Place

Via CM/ECF
[[Ignatius Crowe:counsel]], CROWE & VOLE LLP
== caption without a court, its v. between empty rows
CAUSE NO. 2023-11872

[[JOVITA ANN PENDERGRAST:party]], INDIVIDUALLY,
Plaintiff,

V.

LONESTAR FREIGHT, L.L.C. AND [[DESMOND ROY TULLOCH:party]],
Defendants.
== name in cells of its own
Debtor 1	[[Bartholomew   Quincy	Ashgrove:party]]
First Name	Middle Name	Last Name
== child with an age in brackets
There are three children: [[Malik:minor]] (14) and [[Jada:minor]] (9).
== firm of solicitors, country of two words
He was represented by Royds Vole, a firm of solicitors in Avalon. He came from Sierra Leone.
== initial in the middle, surname no list knows or a word
The deed was acknowledged before me by [[Ida M. Lemming:private]]. It was the dwelling of [[Kathyrn H. Sailor:private]].
== counsel between slashes on a calendar
[[Forcade:party]] v. Roe - Motion hearing ([[Tilley:counsel]] / [[Puffinburger:counsel]]) Dept. 8
== nobody's address
Notice went to [[XIAOLING CHEUNG:party]], PRO SE, and to [[EMMA AVAKIAN:private]], ADDRESS UNKNOWN.
== kin no list knows
He was survived by children [[Faith D. Chance:private]], [[Marlon Loe:private]] and [[Keisuke Watanabe:private]].
She lives with [[Akiva:private]] at the lake.
== police shorthand
V/[[Ochoa:victim]] said S/[[Vance:private]] struck her.
"""


@pytest.mark.parametrize("probe", PROBES.split("\n== ")[1:], ids=lambda probe: probe.partition("\n")[0])
def test_names_are_found_without_any_model(probe: str) -> None:
    compare(probe.partition("\n")[2])
