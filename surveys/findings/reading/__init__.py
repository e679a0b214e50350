"""Reading results: messages, tables and everything, an explorer, pictures, a poster."""
