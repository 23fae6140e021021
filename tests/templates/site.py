"""Serves a browser by the code of a function that is read from standard input: a page, an upload, a page with its name."""
import base64
import sys
import tempfile

site = {}
exec(compile(sys.stdin.read(), "index.py", "exec"), site)
site["UPLOAD_FOLDER"] = tempfile.mkdtemp()


def answer(method, body=b"", content_type=None):
    headers = {"content-type": content_type} if content_type else {}
    event = {"requestContext": {"http": {"method": method, "path": "/"}}, "headers": headers}
    if body:
        event.update(body=base64.b64encode(body).decode(), isBase64Encoded=True)
    return site["handler"](event, None)


def upload(name, content):
    part = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    answer = answer_of_form(part + content + b"\r\n--x--\r\n")
    assert answer["statusCode"] == 303 and answer["headers"]["location"] == "/", answer


def answer_of_form(body):
    return answer("POST", body, "multipart/form-data; boundary=x")


page = answer("GET")
assert page["statusCode"] == 200 and "<form" in page["body"] and "<p>" not in page["body"], page
content = bytes(range(256)) + b"\r\n"
upload("photo.jpg", content)
# Nothing leaves the folder, and no name becomes part of the page's code.
for name in ["../../x<b>.txt", "..", ""]:
    upload(name, b"x")
page = answer("GET")["body"]
assert page.endswith("<p>_.._x_b_.txt</p><p>photo.jpg</p>"), page
with open(f"{site['UPLOAD_FOLDER']}/photo.jpg", "rb") as file:
    assert file.read() == content
assert answer("POST")["statusCode"] == 303
