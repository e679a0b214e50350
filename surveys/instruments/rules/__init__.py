"""Who is asked a question, said as rules on the answers to single earlier ones."""
