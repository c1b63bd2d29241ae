"""What may stand in a released file: for each kind of object the keys that painting needs. All else is an oddity.

The keys are those of ISO 32000-2, tables 29 to 144, less everything that acts,
describes, links or remembers.
"""

from __future__ import annotations

Role = str

_STREAM = {"/Length": "", "/Filter": "", "/DecodeParms": "parms", "/DL": ""}

TABLE: dict[Role, dict[str, Role]] = {
    "trailer": {"/Root": "catalog", "/Size": "", "/ID": "id", "/Length": "", "/Filter": "", "/DecodeParms": "parms",
                "/Type": "", "/W": "", "/Index": ""},
    "catalog": {"/Type": "", "/Pages": "pages", "/Version": "", "/Lang": "lang"},
    "pages": {"/Type": "", "/Kids": "pages_or_page", "/Count": "", "/Parent": "up", "/Resources": "resources",
              "/MediaBox": "", "/Rotate": ""},
    "page": {"/Type": "", "/Parent": "up", "/Contents": "content", "/Resources": "resources", "/MediaBox": "",
             "/CropBox": "", "/Rotate": "", "/UserUnit": "", "/Group": "group"},
    "content": _STREAM,
    "glyph": {**_STREAM, "/Resources": "resources"},
    "parms": {"/Predictor": "", "/Colors": "", "/BitsPerComponent": "", "/Columns": "", "/EarlyChange": "", "/K": "",
              "/EndOfLine": "", "/EncodedByteAlign": "", "/Rows": "", "/EndOfBlock": "", "/BlackIs1": "",
              "/DamagedRowsBeforeError": "", "/JBIG2Globals": "content", "/ColorTransform": ""},
    "group": {"/Type": "", "/S": "", "/CS": "space", "/I": "", "/K": ""},
    "resources": {"/Font": "fonts", "/XObject": "xobjects", "/ExtGState": "states", "/ColorSpace": "spaces",
                  "/Pattern": "patterns", "/Shading": "shadings", "/ProcSet": ""},
    "xobject": {},
    "form": {**_STREAM, "/Type": "", "/Subtype": "", "/FormType": "", "/BBox": "", "/Matrix": "",
             "/Resources": "resources", "/Group": "group"},
    "image": {**_STREAM, "/Type": "", "/Subtype": "", "/Width": "", "/Height": "", "/ColorSpace": "space",
              "/BitsPerComponent": "", "/Intent": "", "/ImageMask": "", "/Mask": "mask", "/SMask": "mask",
              "/SMaskInData": "", "/Decode": "", "/Interpolate": "", "/Matte": ""},
    "state": {"/Type": "", "/LW": "", "/LC": "", "/LJ": "", "/ML": "", "/D": "", "/RI": "", "/OP": "", "/op": "",
              "/OPM": "", "/Font": "font_list", "/BG": "function", "/BG2": "function", "/UCR": "function",
              "/UCR2": "function", "/TR": "function", "/TR2": "function", "/HT": "halftone", "/FL": "", "/SM": "",
              "/SA": "", "/BM": "", "/SMask": "soft_mask", "/CA": "", "/ca": "", "/AIS": "", "/TK": ""},
    "soft_mask": {"/Type": "", "/S": "", "/G": "xobject", "/BC": "", "/TR": "function"},
    "halftone": {**_STREAM, "/Type": "", "/HalftoneType": "", "/Width": "", "/Height": "", "/Frequency": "",
                 "/Angle": "", "/SpotFunction": "function", "/AccurateScreens": "", "/TransferFunction": "function",
                 "/Default": "halftone"},
    "pattern": {**_STREAM, "/Type": "", "/PatternType": "", "/PaintType": "", "/TilingType": "", "/BBox": "",
                "/XStep": "", "/YStep": "", "/Resources": "resources", "/Matrix": "", "/Shading": "shading",
                "/ExtGState": "state"},
    "shading": {**_STREAM, "/ShadingType": "", "/ColorSpace": "space", "/Background": "", "/BBox": "",
                "/AntiAlias": "", "/Domain": "", "/Matrix": "", "/Function": "function", "/Coords": "", "/Extend": "",
                "/BitsPerCoordinate": "", "/BitsPerComponent": "", "/BitsPerFlag": "", "/Decode": "",
                "/VerticesPerRow": ""},
    "function": {**_STREAM, "/FunctionType": "", "/Domain": "", "/Range": "", "/Size": "", "/BitsPerSample": "",
                 "/Order": "", "/Encode": "", "/Decode": "", "/C0": "", "/C1": "", "/N": "", "/Functions": "function",
                 "/Bounds": ""},
    "font": {"/Type": "", "/Subtype": "", "/BaseFont": "", "/FirstChar": "", "/LastChar": "", "/Widths": "",
             "/FontDescriptor": "descriptor", "/Encoding": "encoding", "/ToUnicode": "cmap",
             "/DescendantFonts": "font", "/CIDSystemInfo": "cid_system", "/DW": "", "/W": "", "/DW2": "", "/W2": "",
             "/CIDToGIDMap": "content", "/FontBBox": "", "/FontMatrix": "", "/CharProcs": "glyphs",
             "/Resources": "resources", "/Name": ""},
    "descriptor": {"/Type": "", "/FontName": "", "/FontFamily": "", "/FontStretch": "", "/FontWeight": "",
                   "/Flags": "", "/FontBBox": "", "/ItalicAngle": "", "/Ascent": "", "/Descent": "", "/Leading": "",
                   "/CapHeight": "", "/XHeight": "", "/StemV": "", "/StemH": "", "/AvgWidth": "", "/MaxWidth": "",
                   "/MissingWidth": "", "/FontFile": "font_file", "/FontFile2": "font_file", "/FontFile3": "font_file",
                   "/Style": "style", "/Panose": ""},
    "style": {"/Panose": ""},
    "font_file": {**_STREAM, "/Length1": "", "/Length2": "", "/Length3": "", "/Subtype": ""},
    "encoding": {**_STREAM, "/Type": "", "/BaseEncoding": "", "/Differences": "", "/CMapName": "",
                 "/CIDSystemInfo": "cid_system", "/WMode": "", "/UseCMap": "cmap"},
    "cmap": {**_STREAM, "/Type": "", "/CMapName": "", "/CIDSystemInfo": "cid_system", "/WMode": "",
             "/UseCMap": "cmap"},
    "cid_system": {"/Registry": "", "/Ordering": "", "/Supplement": ""},
    "icc": {**_STREAM, "/N": "", "/Alternate": "space", "/Range": ""},
    "cal": {"/WhitePoint": "", "/BlackPoint": "", "/Gamma": "", "/Matrix": "", "/Range": ""},
    "devicen": {"/Subtype": "", "/Colorants": "spaces", "/Process": "process", "/MixingHints": "hints"},
    "process": {"/ColorSpace": "space", "/Components": ""},
    "hints": {"/Solidities": "", "/PrintingOrder": "", "/DotGain": ""},
}  # fmt: skip
"""For each role the keys it may have and the role of what stands under them; an empty role is a plain value."""

FREE: dict[Role, Role] = {
    "fonts": "font", "xobjects": "xobject", "states": "state", "spaces": "space", "patterns": "pattern",
    "shadings": "shading", "glyphs": "glyph",
}  # fmt: skip
"""Dictionaries whose keys are names that the file chose."""

REASONS: dict[str, str] = {
    "/AA": "action", "/A": "action", "/OpenAction": "action", "/JS": "javascript", "/JavaScript": "javascript",
    "/Names": "name_tree", "/Dests": "destinations", "/Outlines": "outlines", "/AcroForm": "form_fields",
    "/XFA": "form_fields", "/Annots": "annotations", "/OCProperties": "layers", "/OC": "layers",
    "/Metadata": "metadata", "/Info": "metadata", "/PieceInfo": "private_data", "/LastModified": "private_data",
    "/Thumb": "thumbnail", "/Alternates": "alternate_image", "/OPI": "alternate_image", "/StructTreeRoot": "tags",
    "/StructParents": "tags", "/StructParent": "tags", "/MarkInfo": "tags", "/Properties": "tags",
    "/PageLabels": "page_labels", "/Threads": "threads", "/B": "threads", "/AF": "attachment",
    "/EmbeddedFiles": "attachment", "/Collection": "attachment", "/EF": "attachment", "/Encrypt": "encryption",
    "/Perms": "signature", "/DSS": "signature", "/Prev": "earlier_revision", "/XRefStm": "earlier_revision",
    "/OutputIntents": "output_intent", "/URI": "link", "/Trans": "transition", "/PresSteps": "transition",
}  # fmt: skip
"""Reason codes for what must not be there; any other key is `unknown_key`."""

_NAMES = """
/Catalog /Pages /Page /Font /XObject /Form /Image /Type0 /Type1 /Type3 /TrueType /MMType1 /CIDFontType0
/CIDFontType2 /FontDescriptor /Encoding /WinAnsiEncoding /MacRomanEncoding /MacExpertEncoding /StandardEncoding
/Identity /Identity-H /Identity-V /CMap /DeviceGray /DeviceRGB /DeviceCMYK /CalGray /CalRGB /Lab /ICCBased /Indexed
/Separation /DeviceN /Pattern /All /None /Black /Cyan /Magenta /Yellow /FlateDecode /LZWDecode /DCTDecode /JPXDecode
/CCITTFaxDecode /JBIG2Decode /RunLengthDecode /ASCII85Decode /ASCIIHexDecode /Crypt /Transparency /Group /Mask
/Alpha /Luminosity /Normal /Compatible /Multiply /Screen /Overlay /Darken /Lighten /ColorDodge /ColorBurn /HardLight
/SoftLight /Difference /Exclusion /Hue /Saturation /Color /ExtGState /Perceptual /RelativeColorimetric
/AbsoluteColorimetric /PDF /Text /ImageB /ImageC /ImageI /Type1C /OpenType /CIDFontType0C /Adobe-Identity-UCS
/Artifact /Span /Default /XRef /ObjStm /NChannel /Courier /Courier-Bold /Courier-Oblique /Courier-BoldOblique
/Helvetica /Helvetica-Bold /Helvetica-Oblique /Helvetica-BoldOblique /Times-Roman /Times-Bold /Times-Italic
/Times-BoldItalic /Symbol /ZapfDingbats /First /N /Extends
"""

VALUES = frozenset(_NAMES.split())
"""Names that the standard gives, and the fourteen standard fonts: they tell nothing of a filing."""

KNOWN = frozenset(key for table in TABLE.values() for key in table) | VALUES
