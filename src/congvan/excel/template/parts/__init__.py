"""Parts of a workbook as text with gaps: what stands around the rows, and beside the sheets."""
