"""Faults as a machine makes them, on real processes: kills, full disks, vanished folders, storms of files."""
