"""The laboratory: measures detection, makes the evaluation text and trains the model.

Nothing in a run of the program needs this package; it refuses to be imported by the rooms.
"""
