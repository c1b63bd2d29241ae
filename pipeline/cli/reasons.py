"""What each reason code means, and what makes it go away."""


def explain(r):
    return r, ""
