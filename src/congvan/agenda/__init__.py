"""Deadlines across dispatches: what is due when, from whom (theo dõi thời hạn)."""

from congvan.agenda.due import Due, due_of

__all__ = ["Due", "due_of"]
