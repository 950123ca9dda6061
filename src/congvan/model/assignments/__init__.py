"""Who provides which part of which form, and how a letter says so (phân công)."""

from congvan.model.assignments.parts import (
    Assignment,
    Role,
    Unit,
    as_assignments,
    as_units,
    assignment_problems,
    unit_problems,
)
from congvan.model.assignments.shares import Position, Share, open_cells, shares
from congvan.model.assignments.words import AssignmentWords

__all__ = [
    "Assignment",
    "AssignmentWords",
    "Position",
    "Role",
    "Share",
    "Unit",
    "as_assignments",
    "as_units",
    "assignment_problems",
    "open_cells",
    "shares",
    "unit_problems",
]
