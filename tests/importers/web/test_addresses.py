"""Addresses as they are shown and kept: nothing in them that lets somebody in."""

import pytest

from catalogue.addresses import in_text, kept, logged, published
from catalogue.errors import ThavelError
from importers.web.addresses import refuse_credentials
from importers.web.errors import SourceError


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/b?ars=1&seite=2", "https://a.example/b?ars=1&seite=2"),
        ("https://name:geheim@a.example/b", "https://a.example/b"),
        ("https://geheim@a.example:8443?x=1", "https://a.example:8443?x=1"),
        ("https://a.example/b?access_token=geheim&x=1", "https://a.example/b?access_token=…&x=1"),
        ("https://a.example/b?x=1&pvog-sud-api-client-id=geheim", "https://a.example/b?x=1&pvog-sud-api-client-id=…"),
        ("https://a.example/b?CLIENT_SECRET=geheim&x=1", "https://a.example/b?CLIENT_SECRET=…&x=1"),
        ("https://a.example/b?sig=geheim&X-Amz-Signature=geheim", "https://a.example/b?sig=…&X-Amz-Signature=…"),
        ("https://a.example/b;jsessionid=geheim?PHPSESSID=geheim&x=1", "https://a.example/b;jsessionid=…&x=1"),
        ("https://a.example/b?password=ge=heim", "https://a.example/b?password=…"),
        ("https://a.example/b?key=geheim&leistungsschluessel=99", "https://a.example/b?key=…&leistungsschluessel=99"),
        ("https://a.example/b#access_token=geheim", "https://a.example/b"),
        (
            "https://a.example/b?next=https://c.example/?token=geheim",
            "https://a.example/b?next=https://c.example/?token=…",
        ),
    ],
)
def test_an_address_is_shown_without_what_lets_somebody_in(url: str, shown: str) -> None:
    assert logged(url) == shown


def test_a_link_with_credentials_is_refused_without_repeating_them() -> None:
    with pytest.raises(SourceError) as error:
        refuse_credentials("https://name:geheim@a.example/b")
    assert "geheim" not in f"{error.value}"
    assert error.value.url == "https://a.example/b"


def test_an_at_sign_after_the_server_is_no_password() -> None:
    refuse_credentials("https://example.org/a@b?c=d@e")
    refuse_credentials("https://example.org?c=d@e")


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://name:geheim@a.example/b", "https://a.example/b"),
        ("https://a.example/b?access_token=geheim#/seite", "https://a.example/b?access_token=…#/seite"),
        ("https://a.example/#access_token=geheim&x=1", "https://a.example/#access_token=…&x=1"),
        ("https://a.example/b?Passwort=geheim&pwd=geheim", "https://a.example/b?Passwort=…&pwd=…"),
        ("https://a.example/b?key=99102&code=7&state=x", "https://a.example/b?key=99102&code=7&state=x"),
        ("https://a.example/b?nextPageToken=2&x=1", "https://a.example/b?nextPageToken=2&x=1"),
        ("siehe Aushang", "siehe Aushang"),
    ],
)
def test_a_published_link_loses_what_is_secret_and_nothing_that_it_needs(link: str, shown: str) -> None:
    assert published(link) == shown
    assert published(shown) == shown


def test_the_addresses_in_a_text_are_cleaned_and_the_rest_of_it_is_not() -> None:
    text = "Nicht da (https://n:geheim@a.example/b?key=geheim#x): „http://c.example?token=geheim“. a@b.example?key=1"
    assert in_text(text) == "Nicht da (https://a.example/b?key=…#x): „http://c.example?token=…“. a@b.example?key=1"
    assert kept("https://a.example/b?index=3#4") == "https://a.example/b?index=3#4"
    assert str(ThavelError("https://n:geheim@a.example")) == "https://a.example"
