"""A mail server on 127.0.0.1 for the tests: smtp_server.py MODE [CERTIFICATE KEY]. Says its port on the first line, and
then one line of JSON for each mail that it took. MODE: plain (offers no encryption), secure (STARTTLS before anything
else, and user "tong-dai" with password "mật khẩu"), refuse (550 to every recipient), later (451 to every recipient),
one (550 to recipients that begin with "bad"), full (554 to the content). Ends with its standard input."""
import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

mode = sys.argv[1]


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if mode == "refuse" or (mode == "one" and address.startswith("bad")):
            return "550 5.1.1 no such recipient"
        if mode == "later":
            return "451 4.3.0 not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if mode == "full":
            return "554 5.6.0 not this content"
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        print(json.dumps({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "subject": mail["Subject"],
            "id": mail["Message-ID"], "body": mail.get_content(), "auto": mail["Auto-Submitted"],
            "encrypted": session.ssl is not None, "signed_in": bool(session.authenticated),
        }), flush=True)
        return "250 OK"


def sign_in(server, session, envelope, mechanism, data):
    right = data.login == b"tong-dai" and data.password == "mật khẩu".encode()
    return AuthResult(success=right, handled=False)


options = {}
if mode == "secure":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    options = {"tls_context": context, "require_starttls": True, "authenticator": sign_in, "auth_required": True}


async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Handler(), hostname="127.0.0.1", **options), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(serve())
