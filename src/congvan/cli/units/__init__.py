"""What goes to units and comes back: forms, the summary, the reminder (biểu mẫu, tổng hợp, đôn đốc)."""
