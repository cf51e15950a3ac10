"""The way to HubSpot, and the only importer of its packages: `gateway` takes calls and gives answers.

`door` sends one request, `pace` and `retry` say when, `paging` goes on to the next page, `surfaces` is the
table of paths, versions and scopes, `errors` turns refusals into findings, `account` asks who is there.
"""
