"""A deposition: appearances and three pages of numbered lines, questions and answers, speaker labels."""

from __future__ import annotations

from canvas import Paper, Style

MONO = Style(family="mono", size=11)

PAGES = (
    """\
    IN THE UNITED STATES DISTRICT COURT
          FOR THE DISTRICT OF IDAHO

THADDEUS MERRIWEATHER,          )
                                )
              Plaintiff,        )
                                ) Case No.
     vs.                        ) 1:23-cv-00417-OVB
                                )
SAWTOOTH TIMBER COMPANY, an     )
Idaho corporation, and DOES     )
1 through 10,                   )
                                )
              Defendants.       )
________________________________)

        DEPOSITION OF CRYSTAL ANNE WINTERBOURNE
                 OCTOBER 29, 2024
                   BOISE, IDAHO


REPORTED BY:
IMELDA SARMIENTO-CRUZ, CSR No. 99417
Notary Public
""",
    """\
                A P P E A R A N C E S

For the Plaintiff:
     ABERNATHY & OYELOWO, PLLC
     By MR. SIMEON T. ABERNATHY
     101 South Cassia Street, Suite 400
     Boise, Idaho 83702
     sabernathy@ao-law.example

For the Defendant Sawtooth Timber Company:
     TORVALDSEN HADDAD LLP
     By MS. ANNIKA TORVALDSEN
     800 West Larch Street, Suite 1900
     Boise, Idaho 83702
     atorvaldsen@th-law.example

Also present: Quentin Abubakar, videographer


                      I N D E X
WITNESS                                       PAGE
CRYSTAL ANNE WINTERBOURNE
     Examination by Mr. Abernathy                3
     Examination by Ms. Torvaldsen              71
""",
    """\
          (Deposition commenced at 9:04 a.m.)
              CRYSTAL ANNE WINTERBOURNE,
a witness having been first duly sworn, testified:

                      EXAMINATION
BY MR. ABERNATHY:
     Q.   Please state and spell your name.
     A.   Crystal Anne Winterbourne.  C-r-y-s-t-a-l,
W-i-n-t-e-r-b-o-u-r-n-e.
     Q.   And your date of birth, Ms. Winterbourne?
     A.   October 9, 1979.
     Q.   Where do you live?
     A.   2210 North Cedar Hollow Road, in Boise,
Idaho, 83702.  Since March of 2020.
     Q.   Who lives there with you?
     A.   My husband, Gareth, and our boy Caleb.  He's
eight.
          MS. TORVALDSEN:  I'll object to that.  Let's
keep the minor's name out of the record.
          MR. ABERNATHY:  Agreed.
     Q.   Did anyone else see the truck come down
the Cedar Hollow grade that night?
     A.   My neighbor did.  Dimitrios
Papanikolaou.  He was out with his dog.
     Q.   Can you spell that?
""",
    """\
     A.   P-a-p-a-n-i-k-o-l-a-o-u.  Everyone just
calls him Jimmy.  He's at 2214, next door.
     Q.   So Mr. Papanikolaou saw the truck as well?
     A.   He and Caleb both saw it.  Caleb's window
looks out on the road.
     Q.   Whom did you call?
     A.   The company.  I talked to Fenella Strickland,
she was the dispatcher, at (208) 555-0166.
     Q.   Do you know Mr. Merriweather?
     A.   I know Thaddeus from church.  That's all.
     Q.   Ms. Winterbourne, have you been promised
anything for coming here today?
     A.   No.
          MS. TORVALDSEN:  Objection.  Form.
          THE WITNESS:  I said no.
          THE COURT REPORTER:  I'm sorry, was that Mr.
Papanikolaou or Mr. Merriweather?
          THE WITNESS:  Neither.  Caleb was who woke
me up.
     Q.   Did Judge Van der Byl's order of August 2 reach
you before or after that call?
     A.   After.
          (Exhibit 7 marked.)
     Q.   This is a letter from Sawtooth Timber dated
September 14, 2022.  Is that your signature?
""",
)


def make() -> bytes:
    """Build the transcript pages."""
    paper = Paper(style=MONO)
    for number, text in enumerate(PAGES, 1):
        sheet = paper.sheet()
        sheet.box(100, 54, 566, 724, width=0.8)
        sheet.text(560, 46, str(number), MONO, align="right")
        lines = text.rstrip("\n").split("\n")
        for row in range(25):
            y = 78 + row * 26.2
            sheet.text(92, y, str(row + 1), MONO, align="right")
            line = lines[row] if row < len(lines) else ""
            if line.strip():
                indent = len(line) - len(line.lstrip())
                sheet.line(108 + indent * 6.6, y, [(line.strip(), MONO)])
        sheet.text(333, 744, "SARMIENTO-CRUZ REPORTING   (208) 555-0199", Style(family="mono", size=9), align="center")
    return paper.save()
