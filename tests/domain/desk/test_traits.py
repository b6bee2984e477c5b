"""By what requests of different people are seen to belong together."""

import pytest

from core.domain.application.questionnaire import with_derived
from core.domain.desk.traits import traits_of as traits_of_known
from tests.domain.typed import TODAY

ZOE = {
    "family_name": "Ñuñez O’Brien", "given_names": "Zoé", "date_of_birth": "1985-03-27", "regulator": "CICC",
    "membership_number": "R900012", "first_id_kind": "passport", "first_id_issuer": "CA",
    "first_id_number": "AB 123456", "street": "1, rue Fictive", "city": "Gatineau", "postal_code": "J8X 1A1",
    "attestor_regulator": "LSO", "attestor_number": "P-55555", "attestor_family_name": "Fictif",
    "attestor_given_names": "Noah",
}  # fmt: skip
NOAH = {
    "family_name": "Fictif", "given_names": "Noah", "date_of_birth": "1970-01-01", "regulator": "LSO",
    "membership_number": "P55555", "attestor_regulator": "CICC", "attestor_number": "r 900012",
    "attestor_family_name": "Nunez-OBrien", "attestor_given_names": "Zoe",
}  # fmt: skip


@pytest.fixture(scope="module")
def traits_of(content):
    """Return the traits of answers, with what follows from them."""
    return lambda told: traits_of_known(with_derived(content, told, TODAY))


def test_a_person_tells_five_traits_and_none_of_them_in_words(traits_of):
    told = traits_of(ZOE)

    assert list(told) == ["person", "member", "first_id", "address", "attestor"]
    assert len(set(told.values())) == 5
    assert "R900012" not in str(told)


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("person", {"family_name": "NUNEZ OBRIEN", "given_names": "zoe"}),
        ("member", {"membership_number": "r-900 012"}),
        ("first_id", {"first_id_number": "ab123456"}),
        ("address", {"street": "1 Rue fictive", "postal_code": "j8x1a1"}),
    ],
)
def test_a_trait_is_the_same_however_it_is_written(traits_of, kind, changes):
    assert traits_of({**ZOE, **changes})[kind] == traits_of(ZOE)[kind]


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("person", {"date_of_birth": "1985-03-28"}),
        ("member", {"regulator": "LSO"}),
        ("first_id", {"first_id_kind": "driver_licence"}),
        ("address", {"city": "Ottawa"}),
    ],
)
def test_a_trait_differs_where_one_of_its_parts_does(traits_of, kind, changes):
    assert traits_of({**ZOE, **changes})[kind] != traits_of(ZOE)[kind]


def test_two_people_who_attest_each_other_show_it(traits_of):
    zoe, noah = traits_of(ZOE), traits_of(NOAH)

    assert (zoe["attestor"], noah["attestor"]) == (noah["member"], zoe["member"])


def test_a_member_of_a_regulator_without_numbers_is_known_by_name(traits_of):
    told = {"regulator": "LSNB", "family_name": "Łukasiewicz", "given_names": "Jan"}
    attested = {
        "attestor_regulator": "LSNB",
        "attestor_family_name": "Lukasiewicz",
        "attestor_given_names": "Jan",
    }

    assert traits_of(told)["member"] == traits_of(attested)["attestor"]


def test_what_is_not_answered_is_no_trait(traits_of):
    assert traits_of({"family_name": "Fictif", "street": "1, rue Fictive"}) == {}
