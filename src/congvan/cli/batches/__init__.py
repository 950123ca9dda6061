"""The commands for many dispatches at once (lệnh cho cả lô)."""
