"""What each reason code means and what makes it go away, as plain sentences; it decides nothing."""

from __future__ import annotations

from typing import Final

from pipeline.matter import ways

PRINT = "print the paper to a new PDF and run again"
REPORT = "report it with the code; the source is as it was"
BY_HAND = "look at the page, and burn it by hand or print it to a new PDF"
HEALED = "`prefile redact` burns what lies beneath"
MODELS = "install prefile again, or unset PREFILE_MODELS"
POLICY = "correct the policy file at the line that the message names"
RETRY = "run again; if it stays, report it with the code"

Meaning = tuple[str, str]

_PLAIN, _ORDERED = "; or ".join(ways.PLAIN), "; or ".join(ways.ORDERED)

SOURCE: Final[dict[str, Meaning]] = {
    "missing": ("there is no such file", "check the path"),
    "folder": ("this is a folder, not a file", "`prefile batch` takes folders"),
    "unreadable": ("the file cannot be read", "check its permissions"),
    "not_regular": ("this is a pipe or a device, not a file", "save it as a file first"),
    "empty": ("the file holds no bytes", "export or scan it again"),
    "too_large": ("the file has more bytes than one filing may have", "split it"),
    "not_pdf": ("the file is not a PDF, whatever its name says", "export it as PDF"),
    "damaged": ("the PDF is damaged beyond repair", PRINT),
    "encrypted": (
        "the PDF is encrypted and the password does not open it",
        "give its password with --password-file or PREFILE_PASSWORD",
    ),
    "no_pages": ("the PDF has no pages", "export it again"),
    "no_page": ("the PDF has no page that can be used", "export it again"),
    "page_count": ("two libraries count different numbers of pages", PRINT),
    "too_many_pages": ("the PDF has more pages than one filing may have", "split it"),
    "too_many_objects": ("the PDF has more objects than one filing may have", PRINT),
    "page_size": ("a page has no usable size", PRINT),
    "page_box": ("a page's box cannot be used", PRINT),
    "annotations": ("the notes or fields cannot be made part of their pages", PRINT),
    "content_unreadable": ("what a page draws cannot be read, or unpacks to more than one filing may hold", PRINT),
    "password_file": ("the password file cannot be read", "check its path and permissions"),
    "source_changed": ("the source changed while it was read", "wait until nobody writes it, then run again"),
}

PLACE: Final[dict[str, Meaning]] = {
    "output_exists": ("the output exists, and nothing is overwritten unasked", "choose another -o, or --force"),
    "output_folder": ("the output is a folder, or its folder cannot be made", "name a file in a folder of yours"),
    "output_is_input": ("the output would overwrite the input", "choose another -o"),
    "output_missing_folder": ("the output's folder does not exist", "make it first"),
    "output_read_only": ("the output's folder cannot be written", "choose another folder"),
    "folders_overlap": ("input and output folder overlap", "choose an output folder beside the input"),
    "missing_folder": ("there is no such folder", "check the path"),
    "empty_folder": ("there is no PDF below the folder", "see --include and --exclude"),
    "box": ("there is no such box colour", "black or white"),
    "engine": ("there is no such engine", "local or serial"),
    "court": ("there is no such court in the table of courts", "`default` stands for any other"),
    "split_court": ("a copy is split for a court, and none is named", "name it with --court"),
    "split_limit": ("the size limit of this court is not known to prefile", "ask the clerk and give --max-mb"),
    "smtp": ("the mail server is not HOST:PORT", "as in localhost:25"),
    "webhook": ("the webhook is no http or https address", "correct it"),
    "folder_elsewhere": ("the matter's folders lie on different file systems", "keep them on one"),
    "folder_is_link": ("a folder of the matter is a link", "make it a real folder"),
    "folder_missing": ("a folder of the matter cannot be made", "check the permissions"),
    "folder_read_only": ("a folder of the matter cannot be written", "check the permissions"),
    "locked": ("another daemon watches this matter", "`prefile watch --status` shows it"),
}

MACHINE: Final[dict[str, Meaning]] = {
    "disk_full": ("the disk is full; nothing was released", "make room and run again"),
    "tmp": ("no private working folder could be made", "set PREFILE_TMP to a folder that can be written"),
    "system": ("the system refused something; nothing was released", "see the system's own code behind the colon"),
    "worker_versions": ("a worker of the cluster has other versions than this machine", "install the same lock there"),
    "shared_store": (
        "a worker of the cluster cannot write drafts",
        "set PREFILE_TMP to a folder that all machines share",
    ),
    "cluster": ("no scheduler with a worker answers", "start `dask scheduler` and `dask worker`"),
    "worker_start": ("a worker process could not start", RETRY),
    "worker_died": (
        "the worker process died on this filing; the others were not harmed",
        "it may ask for more memory than there is: run it alone, or print it to a new PDF",
    ),
    "limit:time": ("the filing took longer than one filing may", "split it or print it to a new PDF"),
    "limit:memory": ("the filing needed more memory than one filing may", "split it or print it to a new PDF"),
    "limit": ("the filing went over a limit", "split it or print it to a new PDF"),
    "fault": ("a fault of prefile in this step; nothing was released", REPORT),
    "finding_outside": ("a finding pointed outside the text: a fault of prefile", REPORT),
    "undecided": ("a finding got no decision: a fault of prefile", REPORT),
    "draft_changed": ("the copy changed after it was proven", "look for another program that writes there; run again"),
}

READING: Final[dict[str, Meaning]] = {
    "undecodable_font": (
        "words are drawn in a font that does not say which letters they are",
        "print the page to paper or to a picture, so that it is read by OCR",
    ),
    "pattern_text": ("a pattern repeats text more often than can be followed", BY_HAND),
    "ocr_low_confidence": (
        "a scanned page or picture was not read surely enough (poor scan, handwriting, another language)",
        "scan again at 300 dpi, or burn it by hand",
    ),
    "text_over_hidden_text": (
        "an earlier redaction hides text, and text that can be read is painted over it; both would be burned",
        "burn it by hand, or print the page to a picture and run again",
    ),
    "text_under_box": ("text lies under a box that somebody drew", HEALED),
    "text_under_image": ("text lies under a picture that somebody laid over it", HEALED),
    "image_under_box": ("a part of a picture lies under a box that somebody drew", HEALED),
    "art_under_box": ("a drawing lies under a box that somebody drew", HEALED),
    "text_in_box_colour": ("text has the colour of the box on which it stands", HEALED),
    "white_text": ("text has the colour of the paper", HEALED),
    "recognised_text_under_box": ("a scan's text layer says what the picture no longer shows", HEALED),
    "redaction_not_applied": ("somebody marked this place for redaction and did not apply it", HEALED),
    "ocr_unavailable": ("the page needs OCR, and its language data is missing", "see PREFILE_OCR_LANG"),
}

DECIDING: Final[dict[str, Meaning]] = {
    "decision_hold": (
        "the policy leaves a finding of this role to a person",
        "look at it with `prefile scan --reveal`, then name it with --term or --keep-term",
    ),
    "hand_beside_box": (
        "a signature or a stray mark that was not read stands beside something to be burned, and may say the same",
        BY_HAND,
    ),
    "unplaced_decision": ("something to be burned has no place on any page", BY_HAND),
    "overlay_needs_person": ("this overlay is about one person and none is named", "name the person in the overlay"),
    "overlay_needs_order": ("this overlay needs the docket number of an order", "name it in the overlay"),
    "ruling_invalid": ("a ruling of the matter does not hold together", "correct it at the place that is named"),
    "unknown_policy": ("there is no such policy", "`prefile policies list` names them"),
    "unknown_overlay": ("there is no such overlay", "`prefile policies list` names them"),
    "unknown_exemption": ("the policy knows no such exemption", "`prefile policies show` names them"),
    "policy_action_misplaced": ("the policy names an action that this kind cannot have", POLICY),
    "policy_role_misplaced": ("the policy names a role that this kind cannot have", POLICY),
    "policy_cycle": ("policies extend each other in a circle", POLICY),
    "policy_existing": ("the policy would leave an earlier redaction's content in the file", POLICY),
    "policy_incomplete": ("the policy leaves a kind or role undecided", POLICY),
    "policy_protected": ("the overlay would take away what may not be taken away", POLICY),
    "policy_sort": ("the file is of another sort than asked for (policy, overlay)", POLICY),
    "policy_term": ("a term of the policy cannot be used", POLICY),
    "policy_syntax": ("the policy file is no TOML", POLICY),
    "policy_too_large": ("the policy file is too large", POLICY),
    "policy_unreadable": ("the policy file cannot be read", "check its path and permissions"),
    "policy_unknown": ("the policy uses a word that is not known", POLICY),
}

MATTER: Final[dict[str, Meaning]] = {
    "legend": (
        "the paper carries a confidentiality legend",
        _PLAIN,
    ),
    "legend:note": ("a note on the page says that the paper is confidential", _PLAIN),
    "legend:bookmark": ("a bookmark says that the paper is confidential", _PLAIN),
    "legend:title": ("the file's own title says that the paper is confidential", _PLAIN),
    "legend:file_name": ("the file's name says that it is confidential", _PLAIN),
    "designated": ("the paper is a designated document of this matter, or holds a page of one", _ORDERED),
    "confidential_copy": ("the paper is a copy of one that is kept in `confidential/`", _ORDERED),
    "confidential_folder": (
        "nothing is released from a folder called confidential",
        "; or ".join(ways.WAYS["confidential_folder"]),
    ),
    "sealed_type": ("the paper is of a kind that is not public at all", _PLAIN),
    "names_juror": ("the paper names a juror", _PLAIN),
    "package_held": (
        "another paper of the same package is held",
        "; or ".join(ways.WAYS["package_held"]),
    ),
    "awaiting_approval": (
        "the copy is proven and waits for a signature",
        "; or ".join(ways.WAYS["awaiting_approval"]),
    ),
    "second_reviewer": (
        "two people must stand behind this, because the matter is strict or somebody is in danger",
        "give another person's name with --second",
    ),
    "usage": ("nothing was asked for, or the command is not whole", "see its --help"),
    "needs_order": ("only an order of the court lifts this", "give its docket number with --order"),
    "approval": ("an approval names who signs and the bar number", "give --by and --bar"),
    "strict": ("a strict matter takes no standing approval", "approve each output"),
    "because": ("a ruling says why", "give the reason with --because"),
    "order": ("the order is not recorded in this matter", "record it with `prefile matter protect --order --date`"),
    "entry": ("the matter has no such entry", "`prefile matter show` lists the ids"),
    "kind": ("there is no such kind of finding", "ADDRESS, PERSON, DOB and so on, as in the policies"),
    "action": ("there is no such action", "keep, advise, full and so on, as in the policies"),
    "status": ("there is no such address status", "current, former, business or not_a_party"),
    "bates": ("this is no range of production numbers", "as in COD000120-COD000131"),
    "finding": ("this is no place of a finding", "START:END, as `prefile scan --json` gives it"),
    "exemption": ("an exemption is for a document or a value", "give --document or --value"),
    "draft_stale": (
        "since the copy was proven, the matter protects or rules otherwise",
        "prepare it again: `prefile redact` with --matter",
    ),
    "lodging_place": (
        "a copy of a sealing kit goes into the matter's sealed folder only",
        "build it with `prefile seal kit`",
    ),
    "draft_missing": ("no one draft waits under this id", "`prefile matter show` lists them"),
    "matter_missing": ("the folder is no matter", "`prefile matter init` makes one"),
    "matter_exists": ("the folder is a matter already", "`prefile matter show` shows it"),
    "matter_folders": ("the matter's folders cannot be made", "check the permissions"),
    "matter_audit": ("a matter has its own audit log", "leave out --audit, or --matter"),
    "matter_by": ("a person must be named", "give --by"),
    "matter_unreadable": ("the matter's file cannot be read", "check its permissions"),
    "matter_syntax": ("the matter's file is no YAML", "correct it at the line that the message names"),
    "matter_format": ("the matter's file is not one of this program", "`prefile matter init` makes one"),
    "matter_key": ("the matter's file has a key too many or too few", "correct it at the place that the message names"),
    "matter_value": ("the matter's file has a value of another sort", "correct it at the place that the message names"),
}

NOTES: Final[dict[str, Meaning]] = {
    "keep_term_refused": (
        "a text to keep, or a ruling, would have lifted what an order protects, and was refused.",
        "Only an order lifts it.",
    ),
    "signature_removed": (
        "the source was digitally signed, and a burned copy cannot carry that signature.",
        "Sign the copy again if it must be signed.",
    ),
    "signature_kept": (
        "a judge's, clerk's or lawyer's handwritten signature over their name in print was kept.",
        "Look at it.",
    ),
    "stray_mark": ("a mark too small for a word was not read and was kept.", "Look at it."),
    "output_name_tells": (
        "the output's file name holds something that was burned.",
        "Choose another name with -o.",
    ),
    "conflict_rule_11a": (
        "the rule boxes the address or telephone of a signer, which Fed. R. Civ. P. 11(a) wants stated.",
        "Decide which rule governs.",
    ),
    "scene_may_be_a_home": ("an address where something happened was kept, and may be a home.", "Look at it."),
    "shares_minor_surname": (
        "a kept name shares its surname with a protected minor.",
        "Consider whether it tells who the minor is.",
    ),
    "keep_term_partial": (
        "a text to keep covers only a part of something the policy burns, so it was burned.",
        "Give the whole text to --keep-term.",
    ),
    "needs_leave": ("a box goes beyond the rule and was only listed.", "--allow-discretion burns it."),
    "already_reduced": ("something stands in its reduced form already and was left.", ""),
    "nothing_to_burn": ("something had no part that the policy burns.", ""),
    "remnant": ("a box leaves a short remnant of what was there.", "Look at it."),
    "same_initials": ("two persons have the same initials, so a number tells them apart.", ""),
    "hyphen_halves": ("both halves of a hyphenated name were given an initial.", ""),
}

MODEL: Final[dict[str, Meaning]] = {
    "models_missing": ("the models folder is missing", MODELS),
    "manifest": ("the models' manifest cannot be used", MODELS),
    "model_changed": ("a model is not the one that was pinned", MODELS),
    "model_missing": ("a model is missing", MODELS),
    "model_unpinned": ("a model is not in the manifest", MODELS),
    "model_meta": ("a language model does not describe itself as it should", MODELS),
    "model_ner": ("a language model cannot be used", MODELS),
    "nlp_profile": ("there is no such language profile, or it does not hold together", "unset PREFILE_NLP"),
    "recognizers": ("the recognizers' table does not hold together", MODELS),
    "courts_unreadable": ("the table of courts cannot be read", MODELS),
    "courts_without_default": ("the table of courts has no default", MODELS),
    "court_fields": ("an entry of the table of courts lacks a field or has one too many", MODELS),
    "court_value": ("an entry of the table of courts has a value that is not known", MODELS),
    "evaluate_format": ("the annotated text is not in the form that is asked for", "see the line that is named"),
    "evaluate_unreadable": ("the annotated text cannot be read", "check the path"),
    "evaluate_base": ("the earlier result cannot be used", "make it with `prefile evaluate --json`"),
    "no_base_model": ("stock Presidio's language model is not installed", "install it, or leave --stock out"),
}

RECORD: Final[dict[str, Meaning]] = {
    "log_missing": ("there is no audit log there", "name it, or set PREFILE_HOME"),
    "log_unreadable": ("the audit log cannot be read", "check its permissions"),
    "log_not_regular": ("the audit log is a link, a pipe or a device", "name a real file's folder with --audit"),
    "log_not_sound": ("the audit log was changed, cut or added to", "`prefile audit verify` names the line"),
    "ledger_value": ("a log entry held what it may not: a fault of prefile", REPORT),
    "ledger_words": ("a log entry would have held words, and was refused: a fault of prefile", REPORT),
    "ledger_broken": (
        "the audit log does not end as it was left",
        "`prefile audit verify` names the line; keep the file",
    ),
    "ledger_truncated": (
        "entries are missing at the end of the audit log",
        "`prefile audit verify` tells; keep the file",
    ),
    "ledger_write": ("the audit log could not be written; nothing was released", "check its folder and the disk"),
    "key_damaged": ("the key of the audit log is damaged", "bring it back from a copy"),
    "key_missing": ("the key of the audit log is missing", "bring it back from a copy, or begin a new log folder"),
    "key_mode": ("others can read the key of the audit log", "chmod 600"),
    "other_key": ("the audit log was written with another key", "give its own key, or begin a new log folder"),
    "receipt_invalid": ("a receipt cannot be used", "take it away; the log still holds the facts"),
    "receipt_missing": ("there is no such receipt", "`prefile audit show` lists the runs"),
    "run_id": ("this is no id of a run", "`prefile audit show` lists them"),
    "run_missing": ("there is no such run in this log", "`prefile audit show` lists them"),
    "restart_unnamed": ("a log is restarted by a named person for a reason", "give --by and --why"),
    "restart_sound": ("the log is sound, and only a broken one is restarted", "`prefile audit verify` shows its state"),
    "run_not_released": ("this run released nothing, so there is nothing to certify", "choose another run"),
}

SEALING: Final[dict[str, Meaning]] = {
    "seal_by": ("a sealing kit is built by a named person", "give --by"),
    "seal_court": ("there are no sealing papers for this court", "caed or cand, or a file of your own beside them"),
    "seal_docket": ("a step of a sealing kit takes a docket number", "give --docket, as in 57 or 57-2"),
    "seal_form": ("a court's sealing papers do not hold together", MODELS),
    "seal_kit_missing": ("there is no such sealing kit in this matter", "`prefile seal status` lists them"),
    "seal_nothing": ("the document has nothing that would be sealed", "name it with --term, or use --whole"),
    "reference_folder": ("a reference list is kept in a folder called sealed", "as in MATTER/sealed"),
    "reference_password": ("the reference list needs a longer password", "--list-password-file, or the environment"),
    "seal_order": ("the kit's state does not allow this step", "`prefile seal status` says what comes next"),
    "seal_too_large": ("a copy for the judge has more bytes than the court takes.", "Split it before it is sent."),
}

INCIDENT: Final[dict[str, Meaning]] = {
    "incident_missing": ("there is no such incident in this matter", "`prefile incident status` lists them"),
    "incident_closed": ("the incident is closed", "`prefile incident open` begins another"),
    "incident_docket": ("an incident is about a paper on file", "give its docket number with --docket"),
    "incident_time": ("this time lies in the future or before the discovery", "give it in UTC"),
    "incident_unproven": ("a replacement is proven, not reported", "`prefile incident replace` proves it"),
    "incident_other_paper": ("this is not the paper that the incident was opened for", "give the file as it was sent"),
    "incident_unfinished": ("a step is missing that an incident is not closed without", "take it, or say --without"),
    "incident_why": ("a step is left out for a reason", "give --why"),
    "no_new_box": ("the replacement has no box that the filed paper has not", "make it from the filed paper"),
    "page_size_differs": ("a page has another size than in the original", "make it from the filed paper"),
    "differs_outside_boxes": ("a page looks different beside the boxes", "make it from the very file that was sent"),
    "worklist_document": ("a document is called by a number that both sides know", "a docket, exhibit or Bates number"),
    "worklist_place": ("pages and boxes count from 1", "give --page and --box"),
    "worklist_to": ("a question goes to somebody", "give --to"),
    "worklist_from": ("an answer comes from somebody", "give --from"),
    "worklist_missing": ("there is no such question", "`prefile worklist list` shows them"),
}

PROOF: Final[dict[str, Meaning]] = {
    "burn_failed": ("a mark could not be burned without harm", BY_HAND),
    "mark_off_page": ("a mark lies beside its page", BY_HAND),
    "mark_on_no_page": ("a mark lies on no page", BY_HAND),
    "not_checked": ("a check could not look, and what was not looked at is not proven", BY_HAND),
    "check_failed": ("a check of the saved copy did not pass", BY_HAND),
    "over_limit": ("the copy has more bytes than this court takes", "split it by pages with --split"),
    "page_too_large": ("one page alone is larger than the court takes", "scan it again in fewer colours or dots"),
    "split_unsigned": (
        "a copy in parts is released at once, and nobody signed for it",
        "give --approved-by and --bar with --split",
    ),
    "text_differs": ("a page of a part reads otherwise than the proven copy", REPORT),
    "size_differs": ("a page of a part has another size than the proven copy", REPORT),
    "active_content": ("the copy would do something when it is opened", REPORT),
    "attachment": ("the copy holds an attachment", REPORT),
    "media": ("the copy holds sound or film", REPORT),
    "form_fields": ("the copy holds form fields, which this court refuses", REPORT),
    "links": ("the copy holds links, which this court refuses", REPORT),
    "not_searchable": (
        "words of a scanned page cannot be searched, which this court asks for",
        "scan again at 300 dpi",
    ),
    "not_letter": ("a page is not 8.5 by 11 inches, which this court asks for", PRINT),
    "not_pdfa": ("this court asks for PDF/A, which prefile does not make", "convert the copy and verify it again"),
    "warning:not_searchable": ("a scanned page has no words that can be searched.", ""),
    "warning:not_letter": ("a page is not 8.5 by 11 inches.", "The court advises it."),
    "warning:not_pdfa": ("the court advises PDF/A, which prefile does not make.", ""),
    "warning:ink_in_stamp_band": ("something is printed where the court's stamp goes, at the top of a page.", "Look."),
    "not_embedded": ("a font is not embedded", PRINT),
    "warning:limit_unknown": ("this court's size limit is not known to prefile", "ask the clerk"),
    "warning:near_limit": ("the file is close to the court's size limit", "the court's stamp adds a little"),
    "warning": ("advice for filing, not a refusal", ""),
    "characters_left": ("letters can still be read under a box", BY_HAND),
    "characters_lost": ("letters beside a box are gone", BY_HAND),
    "characters_added": ("letters appeared that were not there before", BY_HAND),
    "layer_failed": ("the words of a scan could not be written as a text layer", BY_HAND),
    "layer_in_mark": ("the text layer of a scan says something in a box", BY_HAND),
    "layer_not_read": ("the text layer of a scan says what was not read there", BY_HAND),
    "layer_over_nothing": ("the text layer of a scan says something where the page is blank", BY_HAND),
    "text_not_read": (
        "a second library sees words where the first, which finds what to burn, read nothing",
        "print it to a new PDF, so that all programs place its text alike",
    ),
    "text_read_otherwise": (
        "a second library reads other letters than the first, which finds what to burn",
        "print it to a new PDF, so that all programs read its text alike",
    ),
    "page_not_read": ("a page has no reading to compare with", REPORT),
    "layer_not_read_again": ("a second reading of a scan does not find the words of its text layer", BY_HAND),
    "glyphs_left": ("glyphs are still drawn under a box", BY_HAND),
    "pixels_left": ("a picture still shows something under a box", BY_HAND),
    "picture_differs": ("the page looks different beside the boxes", BY_HAND),
    "source_shows_through": ("what was burned can be seen under a box", BY_HAND),
    "something_beneath": ("something lies beneath a box", BY_HAND),
    "text_objects_left": ("text is still drawn beneath a box", BY_HAND),
    "line_art_left": ("line art beneath a box was not taken away", BY_HAND),
    "mask_left": ("a mask beneath a box still has its shape", BY_HAND),
    "value_left": ("a burned value still stands on a page", BY_HAND),
    "piece_left": ("a burned piece of a value still stands on a page", BY_HAND),
    "value_in_picture": ("OCR reads a burned value in a picture of the copy", "burn it with --term, or by hand"),
    "value_left_reversed": ("a burned name still stands on a page, surname first or last", "burn it with --term"),
    "in_content": ("a burned value still stands in what a page draws", BY_HAND),
    "in_raw_bytes": ("a burned value still stands in the file's bytes", BY_HAND),
    "in_stream": ("a burned value still stands in a stream of the file", BY_HAND),
    "in_character_map": ("a font's table still tells a burned value", BY_HAND),
    "page_count_differs": ("the copy has another number of pages", BY_HAND),
    "more_than_one_revision": ("the copy holds an earlier revision of itself", REPORT),
    "unreferenced_object": ("the copy holds an object that no page uses", REPORT),
}

CHECKS: Final[dict[str, str]] = {
    "pages": "whether all pages are there",
    "saved_bytes": "whether the files are the ones that were made",
    "text_under_marks": "whether text can be read under the boxes",
    "text_outside_marks": "whether the text beside the boxes is whole",
    "overlays": "what is printed on the boxes",
    "pixels_under_marks": "whether the boxes are one plain colour",
    "pixels_outside_marks": "whether the page looks the same beside the boxes",
    "images_under_marks": "whether pictures are blank under the boxes",
    "secrets_in_pictures": "whether OCR reads burned values in pictures that boxes met",
    "beneath_marks": "whether anything lies beneath the boxes",
    "second_reading": "whether a second library sees the words that were read to find what to burn, and no others",
    "text_layer": "whether the text layers that scans were given say what their pictures show",
    "nothing_veiled": "whether a box that somebody drew still hides text",
    "masks_under_marks": "whether masks are blank under the boxes",
    "secrets_on_pages": "whether burned values stand elsewhere on the pages",
    "secrets_in_objects": "whether burned values stand in the file's objects",
    "volume_pages": "whether the pages of a part are those of the proven copy",
    "opens": "whether the court's system can open it",
    "no_script": "whether it holds scripts or actions",
    "no_attachment": "whether it holds attachments",
    "no_media": "whether it holds sound or film",
    "no_encryption": "whether it is encrypted",
    "forms": "whether it holds form fields",
    "links": "whether it holds links",
    "fonts_embedded": "whether its fonts are embedded",
    "searchable": "whether its words can be searched",
    "size": "whether it is as small as the court asks",
    "page_size": "whether its pages are as large as the court asks",
    "stamp_band": "whether the top of its pages is free for the court's stamp",
    "pdfa": "whether it is PDF/A",
    "structure": "whether the file holds anything beside its pages",
    "replacement": "whether the replacement is the filed paper with only boxes added",
    "glyph_inventory": "whether a font's inventory tells what was burned",
}
"""What each check of the saved copy looks at."""

TABLE: Final[dict[str, Meaning]] = (
    SOURCE | PLACE | MACHINE | READING | DECIDING | MATTER | NOTES | MODEL | RECORD | SEALING | INCIDENT | PROOF
)
"""Every code, by its part before the details."""
