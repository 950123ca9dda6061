"""Front matter read as parts of the model: keys, values by type, tables (phần đầu)."""
