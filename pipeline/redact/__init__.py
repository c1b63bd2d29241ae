"""Makes normal forms, burns marks and scrubs everything beside the pages; it never vouches for its own work."""
