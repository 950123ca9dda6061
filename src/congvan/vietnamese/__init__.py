"""The Vietnamese of official documents: dates, numbers, letters, types, Unicode, calendar, text widths.

Nothing here knows of dispatches, files or Office; every module is imported by its own name.
"""
