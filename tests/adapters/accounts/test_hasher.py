"""Secrets are hashed at full cost, and what bcrypt would not read never matches."""

import pytest

from core.adapters.operations.system import BcryptHasher


def test_a_hash_is_salted_and_made_at_bcrypts_cost_of_twelve():
    hasher = BcryptHasher()

    first, second = hasher.hash("Castor-Roux-7"), hasher.hash("Castor-Roux-7")

    assert first.startswith("$2b$12$")
    assert first != second
    assert hasher.matches("Castor-Roux-7", first)


@pytest.mark.parametrize("secret", ["castor-roux-7", "", "é" * 37, "a" * 73])
def test_another_secret_does_not_match_whatever_its_length(secret):
    hasher = BcryptHasher(4)

    assert not hasher.matches(secret, hasher.hash("Castor-Roux-7"))


@pytest.mark.parametrize("secret", ["Castor-Roux-7", "", "a" * 100])
def test_nobody_has_no_secret(secret):
    assert not BcryptHasher(4).matches(secret, None)
