#!/usr/bin/env python3
"""open311_client_test.py KIOSK-DESK: a client of Open311 GeoReport v2, written from the standard's text alone.

It starts the desk in a temporary folder and from then on knows the address of its discovery file and a key. It finds
the endpoint, reads every service with its definition, posts a request of each service in both formats, follows each by
its id and through lists, asks for what there is not, and compares what comes as XML with what comes as JSON. Wherever
the standard leaves a choice (ids as numbers or strings, a token or an id, fields that may be missing) it takes either.
"""

import json
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ET

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CONTENT_TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
FORM = "application/x-www-form-urlencoded; charset=utf-8"
W3C_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
ITEM_OF = {"services": "service", "service_requests": "request", "attributes": "attribute", "values": "value",
           "errors": "error", "endpoints": "endpoint", "formats": "format"}
DATATYPES = {"string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"}
SERVICE_FIELDS = {"service_code", "service_name", "description", "metadata", "type", "keywords", "group"}
ATTRIBUTE_FIELDS = {"variable", "code", "datatype", "required", "datatype_description", "order", "description"}
REQUEST_FIELDS = {"service_request_id", "status", "service_name", "service_code", "description", "requested_datetime",
                  "updated_datetime", "address", "address_id", "zipcode", "lat", "long", "media_url"}
VALUES = {"string": "souk", "number": "12", "datetime": "2026-11-23T10:00:00+01:00", "text": "a\nb"}
# Each alone is a full location.
LOCATIONS = [{"lat": "34.0531", "long": "-6.7985"}, {"address_string": "Rue de l'École, « Bettana »"},
             {"address_string": "زنقة 1 & الساحة <ب>", "lat": "34.05", "long": "-6.80"}]


def check(condition, *what):
    if not condition:
        raise AssertionError(" ".join(str(word) for word in what))


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body


def call(url, form=None, method=None, headers=None):
    data = None if form is None else urllib.parse.urlencode(form, doseq=True).encode("ascii")
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    if data is not None and not headers:
        request.add_header("Content-Type", FORM)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read())


def read(answer, kind):
    """The content of an answer: an XML element or a JSON value, and nothing else in it."""
    check(answer.headers["Content-Type"] == CONTENT_TYPES[kind], "type", answer.headers["Content-Type"])
    text = answer.body.decode("utf-8")
    if kind == "json":
        return json.loads(text, object_pairs_hook=once_each)
    check(re.match(r'<\?xml version="1.0" encoding="utf-8"\?>', text, re.I), "declaration", text[:60])
    return ET.fromstring(answer.body)


def once_each(pairs):
    check(len(dict(pairs)) == len(pairs), "a name twice in", pairs)
    return dict(pairs)


def compare(element, value):
    """The same in XML and JSON, by the Spark convention: a container of one kind of child is an array."""
    if isinstance(value, list):
        check([child.tag for child in element] == [ITEM_OF[element.tag]] * len(value), "items of", element.tag)
        for child, item in zip(element, value):
            compare(child, item)
    elif isinstance(value, dict):
        check([child.tag for child in element] == list(value), "fields of", element.tag, list(value))
        for child in element:
            compare(child, value[child.tag])
    else:
        check(len(element) == 0, element.tag, "has children")
        words = {True: "true", False: "false", None: ""}
        expected = words[value] if value is None or isinstance(value, bool) else str(value)
        check((element.text or "") == expected, element.tag, repr(element.text), "in XML,", repr(value), "in JSON")


class Client:
    def __init__(self, discovery, api_key):
        self.api_key = api_key
        self.endpoint = self.discover(discovery)

    def discover(self, url):
        found = self.both(url, "")
        check({"changeset", "contact", "key_service", "endpoints"} <= set(found), "discovery", found)
        good = [place for place in found["endpoints"] if place["specification"] == SPECIFICATION]
        check(len(good) == 1 and good[0]["type"] in ("production", "test"), "endpoints", found)
        check(set(good[0]["formats"]) == {"text/xml", "application/json"}, "formats", good)
        return good[0]["url"]

    @staticmethod
    def both(url, query):
        """What this address gives in both formats, which have to say the same."""
        element, value = (read(call(f"{url}.{kind}{query}"), kind) for kind in ("xml", "json"))
        compare(element, value)
        return value

    def get(self, resource, **query):
        return self.both(f"{self.endpoint}/{resource}", "?" + urllib.parse.urlencode(query))

    def post(self, kind, form):
        answer = call(f"{self.endpoint}/requests.{kind}", form)
        check(answer.status in (200, 201), "posting", form, answer.status, answer.body.decode())
        content = read(answer, kind)
        if kind == "xml":
            check(content.tag == "service_requests" and [child.tag for child in content] == ["request"], "posted")
            content = [{field.tag: field.text for field in content[0]}]
        check(len(content) == 1 and ("service_request_id" in content[0]) != ("token" in content[0]), "posted", content)
        if "token" in content[0]:
            return self.id_of_token(content[0]["token"])
        return str(content[0]["service_request_id"])

    def id_of_token(self, token):
        content = self.get(f"tokens/{token}")
        check(len(content) == 1 and str(content[0]["token"]) == token, "token", content)
        return str(content[0]["service_request_id"])


def definition_of(client, service):
    """The attributes of a service, as the standard wants them."""
    if not service["metadata"]:
        return []
    definition = client.get("services/" + urllib.parse.quote(str(service["service_code"]), safe=""))
    check(str(definition["service_code"]) == str(service["service_code"]), "definition", definition)
    orders = [attribute["order"] for attribute in definition["attributes"]]
    check(len(set(orders)) == len(orders) and all(order > 0 for order in orders), "orders", orders)
    for attribute in definition["attributes"]:
        check(ATTRIBUTE_FIELDS <= set(attribute), "attribute", attribute)
        check(attribute["datatype"] in DATATYPES, attribute)
        if attribute["datatype"].endswith("valuelist"):
            check(attribute["values"], attribute)
            check(all(set(value) == {"key", "name"} for value in attribute["values"]), attribute)
    return definition["attributes"]


def answers_to(attributes, only_required):
    form = {}
    for attribute in attributes:
        if not attribute["variable"] or (only_required and not attribute["required"]):
            continue
        keys = [value["key"] for value in attribute.get("values", [])]
        name = f"attribute[{attribute['code']}]"
        if attribute["datatype"] == "multivaluelist":
            form[name + "[]"] = keys[:2]
        else:
            form[name] = keys[-1] if keys else VALUES[attribute["datatype"]]
    return form


def post_everything(client, services):
    """A request of each service in each format: {id: service_code}, in the order they were posted."""
    posted = {}
    for number, service in enumerate(services):
        attributes = definition_of(client, service)
        for kind in ("xml", "json"):
            form = {"api_key": client.api_key, "service_code": service["service_code"],
                    "description": f"Une demande d'essai n° {number}\nطلب رقم {number} <b>&amp;</b>",
                    **LOCATIONS[number % len(LOCATIONS)], **answers_to(attributes, kind == "xml")}
            if kind == "json":
                form.update({"first_name": "A", "last_name": "B", "phone": "0612345678", "email": "a@example.org",
                             "device_id": "d", "account_id": "1", "media_url": "https://example.org/photo.jpg"})
            identity = client.post(kind, form)
            check(identity not in posted, "an id twice", identity)
            posted[identity] = str(service["service_code"])
    return posted


def check_request(request, identity, code):
    check(REQUEST_FIELDS <= set(request), "request", request)
    check(str(request["service_request_id"]) == identity and str(request["service_code"]) == code, request)
    check(request["status"] in ("open", "closed"), request)
    for field in ("requested_datetime", "updated_datetime", "expected_datetime"):
        check(not request.get(field) or W3C_TIME.fullmatch(request[field]), field, request)
    check(request["requested_datetime"] and request["updated_datetime"], "times", request)


def follow_each(client, posted):
    for identity, code in posted.items():
        found = client.get(f"requests/{identity}")
        check(len(found) == 1, "one request", found)
        check_request(found[0], identity, code)
    several = list(posted)[:3]
    found = client.get("requests", service_request_id=",".join(several), status="closed")
    check({request["service_request_id"] for request in found} == set(several), "ids override", found)


def ids_of(requests):
    return [str(request["service_request_id"]) for request in requests]


def all_pages(client, size, **query):
    """Pages until one is empty."""
    ids, page = [], 1
    while found := client.get("requests", page=page, page_size=size, **query):
        check(len(found) <= size, "a page of", size, "has", len(found))
        ids += ids_of(found)
        page += 1
    return ids


def list_all(client, posted, services):
    check(sorted(ids_of(client.get("requests"))) == sorted(posted), "the whole list")
    for size in (1, 4, len(posted), 1000):
        ids = all_pages(client, size)
        check(len(set(ids)) == len(ids) and set(ids) == set(posted), "pages of", size, ids)
    for service in services:
        code = str(service["service_code"])
        mine = {identity for identity, other in posted.items() if other == code}
        check(set(all_pages(client, 1, service_code=code)) == mine, "by service", code)
    check(set(all_pages(client, 5, status="open,closed")) == set(posted), "by both states")
    check(set(ids_of(client.get("requests", status="open"))) == set(posted), "by state")
    check(client.get("requests", status="closed") == [], "closed ones")
    times = sorted(request["requested_datetime"] for request in client.get("requests"))
    inside = client.get("requests", start_date=times[0], end_date=times[-1])
    check(len(inside) >= len(posted) - 1, "between the first and the last", len(inside))
    check(client.get("requests", end_date="2001-01-01T00:00:00+01:00") == [], "before all")
    check(client.get("requests", start_date="2001-01-01T00:00:00Z", end_date="2001-03-01T00:00:00Z") == [], "once")


def check_errors(client, services):
    """(status, resource, form): what the standard wants refused, as an array of errors in both formats."""
    code = services[0]["service_code"]
    good = {"api_key": client.api_key, "service_code": code, "address_string": "Rue 1",
            "description": "Une demande d'essai"}
    cases = [(404, "services/no-such-code", None), (404, "requests/no-such-id", None), (404, "requests/1999-1", None),
             (404, "tokens/no-such-token", None), (404, "no-such-resource", None),
             (404, "services?jurisdiction_id=city.gov", None), (404, "requests?jurisdiction_id=city.gov", None),
             (400, "requests?start_date=yesterday", None), (400, "requests?end_date=2026-11-23", None),
             (400, "requests?status=lost", None), (400, "requests?page=0", None),
             (400, "requests?page_size=many", None), (403, "requests", {**good, "api_key": ""}),
             (403, "requests", {**good, "api_key": "0" * 64}), (400, "requests", {**good, "service_code": ""}),
             (404, "requests", {**good, "service_code": "no-such-code"}),
             (404, "requests", {**good, "jurisdiction_id": "city.gov"}),
             (400, "requests", {**good, "description": "x" * 4001}), (400, "requests", {**good, "lat": "34.05"}),
             (400, "requests", {**good, "lat": "134.05", "long": "-6.8"})]
    for status, resource, form in cases:
        path, _, query = resource.partition("?")
        told = {}
        for kind in ("xml", "json"):
            answer = call(f"{client.endpoint}/{path}.{kind}?{query}", form)
            check(answer.status == status, resource, form, "answered", answer.status)
            told[kind] = read(answer, kind)
        check(told["xml"].tag == "errors", told["xml"].tag)
        compare(told["xml"], told["json"])
        for error in told["json"]:
            check(set(error) == {"code", "description"} and error["description"].strip(), "error", error)
    answer = call(f"{client.endpoint}/requests.json", good, headers={"Content-Type": "text/plain"})
    check(answer.status == 400 and read(answer, "json")[0]["code"] == 400, "a post that is no form", answer.status)


def check_head(client):
    for resource in ("services.xml", "requests.json", "requests/no-such-id.json"):
        whole, head = call(f"{client.endpoint}/{resource}"), call(f"{client.endpoint}/{resource}", method="HEAD")
        check(head.body == b"" and head.status == whole.status, "HEAD", resource)
        for name in ("Content-Type", "Content-Length"):
            check(head.headers[name] == whole.headers[name], "HEAD", resource, name, head.headers[name])


def visit(url, api_key):
    client = Client(url + "/open311/v2/discovery", api_key)
    services = client.get("services")
    check(services and all(SERVICE_FIELDS <= set(service) for service in services), "services", services)
    check(all(service["type"] in ("realtime", "batch", "blackbox") for service in services), "types", services)
    codes = [str(service["service_code"]) for service in services]
    check(len(set(codes)) == len(codes), "a code twice", codes)
    check(client.get("requests") == [], "an empty list")
    posted = post_everything(client, services)
    follow_each(client, posted)
    list_all(client, posted, services)
    check_errors(client, services)
    check_head(client)
    check(len(client.get("requests")) == len(posted), "what was refused is no request")
    print(f"{len(services)} services, {len(posted)} requests posted, followed and listed")


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run([program, "init", "--data", folder, "--cell-key", f"{folder}/keys/cell.key"], check=True, stdout=subprocess.PIPE)
        desk = subprocess.Popen([program, "serve", "--data", folder, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                                text=True)
        try:
            url = desk.stdout.readline().split()[-1]
            visit(url, json.loads(made.stdout)["api_key"])
        finally:
            desk.terminate()
            desk.wait()
    return 0


sys.exit(main())
