from __future__ import annotations

import contextlib
import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from pipeline.errors import InputError, RefusedError
from pipeline.extract.accept import Limits, PdfAccepter
from tests.extract.paper import at, paper

WORD = "docket"
"""Opens the encrypted file."""

PLAIN = paper(at(72, 72, "Nothing to see."))


def filed(folder: Path, data: bytes, name: str = "in.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def changed(edit: Any, data: bytes = PLAIN, **save: Any) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        out = io.BytesIO()
        pdf.save(out, **save)
    return out.getvalue()


def encrypted(user: str, owner: str = "clerk") -> bytes:
    return changed(lambda pdf: None, encryption=pikepdf.Encryption(user=user, owner=owner, R=6))


def reason_of(call: Any) -> str:
    with pytest.raises((InputError, RefusedError)) as caught:
        call()
    return caught.value.reason


def test_a_plain_file_is_accepted_with_its_digest_size_and_page_count(tmp_path: Path) -> None:
    data = paper(at(72, 72, "one"), at(72, 72, "two"))
    path = filed(tmp_path, data)

    filing = PdfAccepter().accept(path)

    assert filing.path == path.resolve()
    assert filing.sha256 == hashlib.sha256(data).hexdigest()
    assert filing.size == len(data)
    assert filing.page_count == 2
    assert (filing.encrypted, filing.repaired, filing.signed) == (False, False, False)


def test_the_source_is_not_touched(tmp_path: Path) -> None:
    path = filed(tmp_path, PLAIN)
    path.chmod(0o400)
    before = path.stat()

    PdfAccepter().accept(path)

    after = path.stat()
    assert path.read_bytes() == PLAIN
    assert (after.st_mtime_ns, after.st_mode, after.st_ino) == (before.st_mtime_ns, before.st_mode, before.st_ino)


def test_a_missing_path_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        PdfAccepter().accept(tmp_path / "nowhere.pdf")

    assert caught.value.reason == "missing"


def test_a_folder_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        PdfAccepter().accept(tmp_path)

    assert caught.value.reason == "folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_an_input_error(tmp_path: Path) -> None:
    path = filed(tmp_path, PLAIN)
    path.chmod(0)

    assert reason_of(lambda: PdfAccepter().accept(path)) == "unreadable"


def test_a_fifo_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")

    assert reason_of(lambda: PdfAccepter().accept(tmp_path / "pipe.pdf")) == "not_regular"


def test_a_device_is_refused() -> None:
    assert reason_of(lambda: PdfAccepter().accept(Path("/dev/zero"))) == "not_regular"


def test_a_link_to_a_regular_file_is_accepted_as_that_file(tmp_path: Path) -> None:
    path = filed(tmp_path, PLAIN)
    link = tmp_path / "link.pdf"
    link.symlink_to(path)

    assert PdfAccepter().accept(link).path == path.resolve()


def test_links_to_nothing_and_to_pipes_are_not_accepted(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.pdf").symlink_to(tmp_path / "gone.pdf")
    (tmp_path / "b.pdf").symlink_to(tmp_path / "pipe")
    (tmp_path / "c.pdf").symlink_to(tmp_path / "c.pdf")

    assert reason_of(lambda: PdfAccepter().accept(tmp_path / "a.pdf")) == "missing"
    assert reason_of(lambda: PdfAccepter().accept(tmp_path / "b.pdf")) == "not_regular"
    assert reason_of(lambda: PdfAccepter().accept(tmp_path / "c.pdf")) == "missing"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"Dear Judge,\nplease find enclosed.\n", "not_pdf"),
        (b"PK\x03\x04" + bytes(2000), "not_pdf"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.7\n" + os.urandom(3000), "damaged"),
        (PLAIN[:200], "damaged"),
    ],
    ids=["empty", "letter", "zip", "only a header", "noise", "cut off"],
)
def test_what_is_no_readable_pdf_is_refused_with_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    path = filed(tmp_path, data)

    with pytest.raises(RefusedError) as caught:
        PdfAccepter().accept(path)

    assert caught.value.reason == reason
    assert "Dear" not in str(caught.value)


def test_bytes_before_the_header_are_allowed_as_the_standard_allows(tmp_path: Path) -> None:
    filing = PdfAccepter().accept(filed(tmp_path, b"\r\n" * 50 + PLAIN))

    assert filing.page_count == 1


def test_a_file_that_lost_its_table_is_accepted_and_noted_as_repaired(tmp_path: Path) -> None:
    cut = PLAIN[: PLAIN.rindex(b"xref\n")] if b"xref\n" in PLAIN else PLAIN[: PLAIN.rindex(b"startxref")]

    filing = PdfAccepter().accept(filed(tmp_path, cut))

    assert filing.repaired
    assert filing.page_count == 1


def test_an_empty_user_password_is_accepted_and_noted(tmp_path: Path) -> None:
    assert PdfAccepter().accept(filed(tmp_path, encrypted(""))).encrypted


def test_the_given_password_opens_a_file_and_travels_with_it(tmp_path: Path) -> None:
    filing = PdfAccepter().accept(filed(tmp_path, encrypted(WORD)), password=WORD)

    assert filing.encrypted
    assert filing.password == WORD
    assert WORD not in repr(filing)


@pytest.mark.parametrize("password", ["", "wrong"])
def test_a_wrong_password_is_refused_with_a_hint(tmp_path: Path, password: str) -> None:
    path = filed(tmp_path, encrypted("docket"))

    with pytest.raises(RefusedError) as caught:
        PdfAccepter().accept(path, password=password)

    assert caught.value.reason == "encrypted"
    assert "--password-file" in caught.value.hint


def test_a_file_without_pages_is_refused(tmp_path: Path) -> None:
    def empty(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0]

    assert reason_of(lambda: PdfAccepter().accept(filed(tmp_path, changed(empty)))) == "no_pages"


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(size=500), "too_large"),
        (Limits(pages=1), "too_many_pages"),
        (Limits(objects=3), "too_many_objects"),
        (Limits(side=500), "page_size"),
    ],
)
def test_limits_are_kept_with_a_reason_each(tmp_path: Path, limits: Limits, reason: str) -> None:
    path = filed(tmp_path, paper(at(72, 72, "one"), at(72, 72, "two")))

    assert reason_of(lambda: PdfAccepter(limits).accept(path)) == reason


@pytest.mark.parametrize("box", ["0 0 1000000 792", "0 0 612 0", "0 0 0 0", "5 5 5 5", "0 -90000 612 792"])
def test_a_page_of_impossible_size_is_refused(tmp_path: Path, box: str) -> None:
    data = PLAIN.replace(b"/MediaBox [ 0 0 612 792 ]", f"/MediaBox [ {box} ]".encode())
    assert data != PLAIN

    assert reason_of(lambda: PdfAccepter().accept(filed(tmp_path, data))) == "page_size"


@pytest.mark.parametrize("box", ["[0 0 612]", "[0 0 /A /B]", "/Letter", "[0 0 " + "9" * 60 + " 792]"])
def test_a_media_box_that_is_none_never_passes_as_a_sound_file(tmp_path: Path, box: str) -> None:
    path = filed(tmp_path, PLAIN.replace(b"/MediaBox [ 0 0 612 792 ]", b"/MediaBox " + box.encode()))

    try:
        sound = not PdfAccepter().accept(path).repaired
    except RefusedError:
        sound = False

    assert not sound


def test_user_units_count_in_the_size_of_a_page(tmp_path: Path) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.UserUnit = 1000

    assert reason_of(lambda: PdfAccepter().accept(filed(tmp_path, changed(edit)))) == "page_size"


def test_an_inherited_media_box_counts(tmp_path: Path) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj.MediaBox
        pdf.Root.Pages.MediaBox = pikepdf.Array([0, 0, 612, 1_000_000])

    assert reason_of(lambda: PdfAccepter().accept(filed(tmp_path, changed(edit)))) == "page_size"


def test_a_signed_file_is_noted(tmp_path: Path) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        value = pdf.make_indirect(Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=b"\0" * 16))
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, T="s", V=value))
        pdf.Root.AcroForm = Dictionary(Fields=[field], SigFlags=3)

    assert PdfAccepter().accept(filed(tmp_path, changed(edit))).signed


def test_a_signature_below_other_fields_is_found(tmp_path: Path) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        leaf = pdf.make_indirect(Dictionary(T="s", V=Dictionary(Type=Name.Sig)))
        top = pdf.make_indirect(Dictionary(FT=Name.Sig, T="top", Kids=[leaf]))
        top.Kids.append(top)  # a loop must not hang the search
        pdf.Root.AcroForm = Dictionary(Fields=[top])

    assert PdfAccepter().accept(filed(tmp_path, changed(edit))).signed


def test_an_unsigned_signature_field_is_no_signature(tmp_path: Path) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(Fields=[pdf.make_indirect(Dictionary(FT=Name.Sig, T="sign here"))])

    assert not PdfAccepter().accept(filed(tmp_path, changed(edit))).signed


def test_a_loop_in_the_page_tree_is_refused(tmp_path: Path) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    assert reason_of(lambda: PdfAccepter().accept(filed(tmp_path, changed(edit)))) == "damaged"


def test_nothing_is_printed_about_a_damaged_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    cut = PLAIN[: PLAIN.rindex(b"startxref")].replace(b"/Length", b"/Lengtx")
    path = filed(tmp_path, cut)

    with contextlib.suppress(RefusedError):
        PdfAccepter().accept(path)

    printed = capfd.readouterr()
    assert printed.out == ""
    assert printed.err == ""
