"""What people answer: a member of a law society at home, a College member abroad.

Shapes: question id to part id to what is typed, chosen or ticked, in the order of the questions.
"""

FRENCH = {
    "family_name": {"family_name": "Nguyễn-Łukasz"},
    "given_names": {"given_names": "Zoé Ñusta"},
    "other_names": {"has_other_names": True, "other_names": "O’Brien"},
    "date_of_birth": {"date_of_birth": "1985-03-27"},
    "language": {"correspondence_language": "fr"},
    "previously_enrolled": {"previously_enrolled": False},
    "regulator": {"regulator": "LSO"},
    "licence": {"licence": "paralegal"},
    "membership_number": {"membership_number": "P12345"},
    "membership_since": {"membership_since": "2012-06-01"},
    "register_name": {"register_name_differs": False},
    "organisation": {"organisation": "Cabinet des Érables"},
    "organisation_role": {"organisation_role": "Associée"},
    "business_address": {
        "street": "1, rue Exemple", "city": "Moncton", "address_country": "CA", "province": "CA-NB",
        "postal_code": "e1c1a1",
    },
    "telephone": {"telephone": "506 555-0123"},
    "email": {"email": "zoe@example.com", "email_again": "zoe@example.com"},
    "first_id": {
        "first_id_kind": "passport", "first_id_issuer": "CA", "first_id_number": "AB123456",
        "first_id_expiry": "2045-01-31",
    },
    "second_id": {"second_id_kind": "credit_card", "second_id_shows": ["signature"]},
    "attestor": {
        "attestor_family_name": "Spécimen", "attestor_given_names": "Noah", "attestor_regulator": "LSNB",
        "attestor_email": "noah@example.com",
    },
}  # fmt: skip

ENGLISH = {
    "family_name": {"family_name": "O'Brien-Şimşek"},
    "given_names": {"given_names": "Robin"},
    "other_names": {"has_other_names": False},
    "date_of_birth": {"date_of_birth": "1979-12-05"},
    "language": {"correspondence_language": "en"},
    "previously_enrolled": {"previously_enrolled": True, "previous_number": "2019-77"},
    "regulator": {"regulator": "CICC"},
    "licence": {"licence": "rcic_irb"},
    "membership_number": {"membership_number": "R900013"},
    "membership_since": {"membership_since": "2019-02-28"},
    "register_name": {"register_name_differs": True, "register_name": "Robin O'Brien"},
    "organisation": {"organisation": ""},
    "business_address": {
        "street": "12, rue de l'Exemple", "street_2": "Bâtiment B", "city": "Lyon", "address_country": "FR",
        "postal_code": "69001",
    },
    "telephone": {"telephone": "+33 1 99 00 12 34"},
    "email": {"email": "robin@example.com", "email_again": "robin@example.com"},
    "first_id": {
        "first_id_kind": "driver_licence", "first_id_issuer": "CA-ON", "first_id_number": "S1234-56789",
        "first_id_expiry": "2044-06-30",
    },
    "second_id": {
        "second_id_kind": "other", "second_id_description": "Lease for a flat",
        "second_id_shows": ["home_address", "signature"],
    },
    "attestor": {
        "attestor_family_name": "Specimen", "attestor_given_names": "Noah", "attestor_regulator": "LSO",
        "attestor_number": "P54321", "attestor_email": "noah@example.com",
    },
}  # fmt: skip

ACCEPTABLE = {**FRENCH, "second_id": {"second_id_kind": "utility_bill", "second_id_shows": ["home_address"]}}
"""Answers that call for no explanation."""

LISTED = {
    **ACCEPTABLE,
    "family_name": {"family_name": "Exemple"},
    "given_names": {"given_names": "Camille"},
    "other_names": {"has_other_names": False},
    "regulator": {"regulator": "CICC"},
    "licence": {"licence": "rcic"},
    "membership_number": {"membership_number": "R900001"},
    "attestor": {
        "attestor_family_name": "Sample", "attestor_given_names": "Robin", "attestor_regulator": "LSO",
        "attestor_number": "F90003", "attestor_email": "robin@example.com",
    },
}  # fmt: skip
"""Answers with which no rule fails: both members are active in the demonstration's registers."""
