"""What may be a secret in an answer goes; what only looks like one stays, and the shape always does."""

from __future__ import annotations

import time

import pytest

from revops.engine.snapshot.secrets import CODE, TEXT, VALUE, WEBHOOK, without_secrets

TOKEN = "pat-na1-00000000-marked-marked"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC\n-----END RSA PRIVATE KEY-----"
RANDOM = "Zk3Jq81LmPw0Xv7BnT5c"
UUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"


def redacted(value):
    """What is left, and what was told."""
    told = []
    return without_secrets(value, told.append), told


@pytest.mark.parametrize(
    ("url", "left"),
    [
        ("https://api.client.test/v1/contacts", "https://api.client.test/v1/contacts"),
        ("https://api.client.test/2026-09/hook.php", "https://api.client.test/2026-09/hook.php"),
        ("https://c.test/in?key=abc&x=", "https://c.test/in?key=redacted&x=redacted"),
        ("https://c.test/in?abc123", "https://c.test/in?redacted"),
        ("https://ann:pw@c.test/in", "https://c.test/in"),
        (
            "https://hooks.zapier.com/hooks/catch/123/b1x2/",
            "https://hooks.zapier.com/hooks/catch/redacted/redacted/",
        ),
        ("https://hook.eu1.make.com/abcdefghijklmnopqrstuv", "https://hook.eu1.make.com/redacted"),
        ("https://c.test/in#key", "https://c.test/in#redacted"),
        ("https://[c.test/in", "redacted"),
    ],
)
@pytest.mark.parametrize("words", ["webhookUrl", "url"])
def test_addresses_of_webhooks(url, left, words):
    """Host and plain words stay; query values, users and parts that strangers cannot guess go."""
    action = {words: url, "method": "POST"}

    assert redacted({"actions": [action]}) == (
        {"actions": [{words: left, "method": "POST"}]},
        [WEBHOOK] if left != url else [],
    )


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("const apiKey = 'abc';", "const apiKey = 'redacted';"),
        ('CLIENT_SECRET: str = "abc"', 'CLIENT_SECRET: str = "redacted"'),
        ('{"Authorization": "Bearer abc"}', '{"Authorization": "redacted"}'),
        ("headers['X-Auth-Token'] = 'abc'", "headers['X-Auth-Token'] = 'redacted'"),
        (f"call('{RANDOM}')", "call('redacted')"),
        (f'call("{UUID}")', 'call("redacted")'),
        (f"# {TOKEN}", "# redacted"),
        ("get('https://c.test/?hapikey=abc&x=1')", "get('https://c.test/?hapikey=redacted&x=1')"),
        ("get('https://ann:pw@c.test/')", "get('https://redacted@c.test/')"),
        ("const token = process.env.TOKEN;", None),
        ('key = os.getenv("HUBSPOT_KEY")', None),
        ("const auth = { Authorization: `Bearer ${token}` }", None),
        ("const properties = ['hs_analytics_source_data_1', 'lifecyclestage'];", None),
        ("propertyKey: 'email'", None),
        ("say('a sentence of some length, with 1 number and Capitals')", None),
    ],
)
@pytest.mark.parametrize(("words", "beside"), [("sourceCode", "secretNames"), ("source", "runtime")])
def test_custom_code(code, left, words, beside):
    """Literals that a name calls a secret, and those that nobody would write by hand; the rest stays."""
    action = {words: code, beside: []}

    assert redacted(action) == ({**action, words: left or code}, [CODE] if left else [])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"Ask {TOKEN}.", "Ask redacted."),
        (JWT, "redacted"),
        (f"a\n{KEY}\nb", "a\nredacted\nb"),
        ("https://hooks.slack.com/services/T0/B0/abc", "https://hooks.slack.com/services/redacted"),
        ("postgresql://ann:p4ss@db/x", "postgresql://redacted@db/x"),
        (f"Bearer {RANDOM}", "redacted"),
        ("Bearer of bad news", None),
        ("Basic internationalization", None),
        ("https://c.test/?utm_source=mail&page=2", None),
        ("contact-token", None),
        ("時刻 10:30@本社", None),
    ],
)
def test_texts_anywhere(text, left):
    """Tokens by their forms, private keys, users of addresses; words and other addresses stay."""
    assert redacted([{"description": text}]) == ([{"description": left or text}], [TEXT] if left else [])


def test_values_that_are_sent_to_strangers():
    """Fixed values in a webhook's query, in inputs and fields that are named so; references stay."""
    fixed = {"type": "STATIC_VALUE", "staticValue": "abc"}
    hidden = {**fixed, "staticValue": "redacted"}
    appended = {"type": "STATIC_APPEND_VALUE", "staticAppendValue": "abc"}
    reference = {"type": "OBJECT_PROPERTY", "propertyName": "email"}
    flow = {
        "queryParams": [{"name": "q", "value": fixed}, {"name": "e", "value": reference}],
        "inputFields": [{"name": "api_token", "value": fixed}, {"name": "stage", "value": fixed}],
        "fields": {"app_secret": "abc", "message": "abc", "password": fixed, "value": fixed},
        "inputs": {"inputFields": [{"name": "apiKey", "value": {"type": "LIST", "values": ["abc", fixed]}}]},
        "appended": {"queryParams": [{"name": "p", "value": "abc"}, {"name": "a", "value": appended}]},
        "secretNames": ["HUBSPOT_TOKEN"],
        "authSettings": {"type": "AUTH_KEY", "secretName": "key"},
    }

    left, told = redacted(flow)

    assert left == {
        **flow,
        "queryParams": [{"name": "q", "value": hidden}, {"name": "e", "value": reference}],
        "inputFields": [{"name": "api_token", "value": hidden}, {"name": "stage", "value": fixed}],
        "fields": {"app_secret": "redacted", "message": "abc", "password": hidden, "value": fixed},
        "inputs": {
            "inputFields": [{"name": "apiKey", "value": {"type": "LIST", "values": ["redacted", hidden]}}]
        },
        "appended": {
            "queryParams": [
                {"name": "p", "value": "redacted"},
                {"name": "a", "value": {**appended, "staticAppendValue": "redacted"}},
            ]
        },
    }
    assert told == [VALUE] * 8


def test_twice_is_once():
    """A copy of a copy says the same, and nothing is replaced again."""
    flow = {
        "webhookUrl": "https://ann:pw@c.test/x1?k=v#f",
        "sourceCode": f"k = '{RANDOM}'; pwd = 'x'",
        "n": TOKEN,
    }
    once, _ = redacted(flow)

    assert redacted(once) == (once, [])
    assert redacted([1, None, True, 1.5]) == ([1, None, True, 1.5], [])


@pytest.mark.parametrize(
    "text", ["token" * 20_000, "'" * 50_000, "a" * 100_000, "token='" * 10_000, "A1a" * 30_000]
)
def test_hostile_code_takes_no_time(text):
    """A portal's code is a stranger's: no pattern may take longer than the text is long."""
    began = time.process_time()
    redacted({"sourceCode": text})

    assert time.process_time() - began < 2
