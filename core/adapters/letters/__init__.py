"""Letters, their texts and their way to the inbox."""
