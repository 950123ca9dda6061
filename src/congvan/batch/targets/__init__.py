"""Where the letters of a batch go: their names, the stores, the record of what is done (kết quả)."""
