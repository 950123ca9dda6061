"""Office packages (.docx, .xlsx): read within limits, copied raw, written the same on every run."""

from congvan.opc.content_types import CONTENT_TYPES, ContentTypes
from congvan.opc.limits import DEFAULT_LIMITS, Limits, PackageError
from congvan.opc.opening import content_of
from congvan.opc.package import Package, content_digest, read_package
from congvan.opc.packing import Packer
from congvan.opc.parsing import parse_xml, serialise_xml
from congvan.opc.relationships import Relationship, Relationships, relationships_name
from congvan.opc.stamping import Keeping, Stamp, custom_properties, read_stamp, stamp
from congvan.opc.zipping import Member, compressed, write_zip

__all__ = [
    "CONTENT_TYPES",
    "DEFAULT_LIMITS",
    "ContentTypes",
    "Keeping",
    "Limits",
    "Member",
    "Package",
    "PackageError",
    "Packer",
    "Relationship",
    "Relationships",
    "Stamp",
    "compressed",
    "content_digest",
    "content_of",
    "custom_properties",
    "parse_xml",
    "read_package",
    "read_stamp",
    "relationships_name",
    "serialise_xml",
    "stamp",
    "write_zip",
]
