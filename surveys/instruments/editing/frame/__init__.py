"""The pages of what stands around the questions: title, consent, headings, repeats."""
