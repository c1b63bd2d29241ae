"""One recognizer per kind of identifier; a new one is a file and a line here."""

from pipeline.detect.recognizers.address import AddressRecognizer
from pipeline.detect.recognizers.amount import AmountRecognizer
from pipeline.detect.recognizers.bank import BankRecognizer
from pipeline.detect.recognizers.base import Recognizer
from pipeline.detect.recognizers.card import CardRecognizer
from pipeline.detect.recognizers.date import DateRecognizer
from pipeline.detect.recognizers.dob import DobRecognizer
from pipeline.detect.recognizers.docket import CodeRecognizer
from pipeline.detect.recognizers.ein import EinRecognizer
from pipeline.detect.recognizers.insurance import InsuranceRecognizer
from pipeline.detect.recognizers.licence import LicenceRecognizer
from pipeline.detect.recognizers.lookalike import LookalikeRecognizer
from pipeline.detect.recognizers.mail import EmailRecognizer
from pipeline.detect.recognizers.passport import PassportRecognizer
from pipeline.detect.recognizers.phone import PhoneRecognizer
from pipeline.detect.recognizers.plate import PlateRecognizer
from pipeline.detect.recognizers.ssn import SsnRecognizer
from pipeline.detect.recognizers.trait import TraitRecognizer

RECOGNIZERS: tuple[Recognizer, ...] = (
    SsnRecognizer(),
    EinRecognizer(),
    DobRecognizer(),
    BankRecognizer(),
    CardRecognizer(),
    InsuranceRecognizer(),
    LicenceRecognizer(),
    PassportRecognizer(),
    PlateRecognizer(),
    PhoneRecognizer(),
    EmailRecognizer(),
    DateRecognizer(),
    CodeRecognizer(),
    TraitRecognizer(),
    AmountRecognizer(),
    LookalikeRecognizer(),
    AddressRecognizer(),
)

__all__ = ["RECOGNIZERS", "Recognizer"]
