"""Motions: a text, a ballot with two quorums, and the count."""
