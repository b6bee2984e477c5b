"""The screens, a folder for each audience, and the parts they share."""
