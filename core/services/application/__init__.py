"""The questionnaire, the answers and the life of an application."""
