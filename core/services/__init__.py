"""What people do here: one module per subject, one method per verb."""
