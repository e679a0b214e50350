"""What a phone needs to ask all questions by itself."""
