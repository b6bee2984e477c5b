"""The screens that everybody may see."""
