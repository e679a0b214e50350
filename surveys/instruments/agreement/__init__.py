"""How a community agrees to questions: comments, a motion, or a decision elsewhere."""
