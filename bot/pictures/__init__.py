"""Pictures of timelines and figures: described as plain data, drawn in a process of their own, kept by content."""
