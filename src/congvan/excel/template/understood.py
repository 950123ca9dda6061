"""Which parts of a workbook name no cell, or are followed where they do."""

from __future__ import annotations

from congvan.opc import CONTENT_TYPES

_UNDERSTOOD = (
    "sheet.main+xml",
    "template.main+xml",
    "worksheet+xml",
    "chartsheet+xml",
    "theme+xml",
    "themeoverride+xml",
    "styles+xml",
    "sharedstrings+xml",
    "printersettings",
    "core-properties+xml",
    "extended-properties+xml",
    "custom-properties+xml",
    "image/",
    "chartstyle+xml",
    "chartcolorstyle+xml",
    "slicer+xml",
    "slicercache+xml",
    "timeline+xml",
    "timelinecache+xml",
    "person+xml",
    "sheetmetadata+xml",
    "rdrichvalue",
    "customxmlproperties+xml",
    "connections+xml",
    "externallink+xml",
    "diagram",
    "calcchain+xml",
    "relationships+xml",
    "customproperty",
    "drawing+xml",
    "drawingml.chart+xml",
    "chartex+xml",
    "chartshapes+xml",
    "comments+xml",
    "threadedcomments+xml",
    "spreadsheetml.table+xml",
    "vmldrawing",
    "oleobject",
    "controlproperties+xml",
    "pivottable+xml",
    "pivotcachedefinition+xml",
    "pivotcacherecords+xml",
)
_HARMLESS_FOLDERS = ("customXml/", "docProps/", "docMetadata/", "xl/embeddings/", "xl/media/", "xl/richData/")


def is_understood(name: str, kind: str) -> bool:
    """Whether a part of a media type may stand in a template whose rows or columns move."""
    if name == CONTENT_TYPES or name.endswith(".rels") or name.startswith(_HARMLESS_FOLDERS):
        return True
    return any(each in kind.lower() for each in _UNDERSTOOD)
