"""The explorer: any published table, beside another group's or another wave's."""
