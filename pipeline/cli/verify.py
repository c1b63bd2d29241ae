"""`prefile verify`: any PDF looked at for failed redactions, hidden data and, on request, protected values."""
