"""The two coders look together at what they read differently."""
