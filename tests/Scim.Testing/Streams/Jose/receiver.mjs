// Receives Security Event Tokens by push, and by poll if asked to, and verifies them with a library that shares nothing with the service.
// node receiver.mjs --modules DIR --issuer URL --audience URI [--poll URL --token TOKEN]
// Prints READY and its port once it listens, then a line of JSON for each token. It ends when stdin closes.
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const text = { type: "string" };
const { values: options } = parseArgs({ options: { modules: text, issuer: text, audience: text, poll: text, token: text } });
const { createRemoteJWKSet, jwtVerify } = await import(
  pathToFileURL(path.join(options.modules, "jose", "dist", "webapi", "index.js")).href
);

// A rotation takes no half minute in a test.
const keys = createRemoteJWKSet(new URL(`${options.issuer}/.well-known/jwks.json`), { cooldownDuration: 0 });
const rules = {
  issuer: options.issuer,
  audience: options.audience,
  typ: "secevent+jwt",
  algorithms: ["ES256", "RS256"],
  requiredClaims: ["jti", "iat", "events", "txn", "sub_id"],
};

async function take(way, token) {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, rules);
    const [event] = Object.keys(payload.events);
    tell({ way, accepted: true, jti: payload.jti, event, kid: protectedHeader.kid, alg: protectedHeader.alg });
    return null;
  } catch (error) {
    tell({ way, accepted: false, reason: error.code ?? error.message });
    return { err: "authentication_failed", description: "The token does not verify." };
  }
}

const tell = (line) => console.log(JSON.stringify(line));

const server = http.createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const fault =
    request.method === "POST" && request.headers["content-type"] === "application/secevent+jwt"
      ? await take("push", Buffer.concat(parts).toString("ascii"))
      : { err: "invalid_request", description: "One token is expected, as application/secevent+jwt." };
  if (fault) response.writeHead(400, { "Content-Type": "application/json", "Content-Language": "en" }).end(JSON.stringify(fault));
  else response.writeHead(202).end();
});

async function poll() {
  let ack = [];
  let setErrs = {};
  for (;;) {
    const answer = await fetch(options.poll, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", Authorization: `Bearer ${options.token}` },
      body: JSON.stringify({ ack, setErrs, returnImmediately: false }),
    });
    if (!answer.ok) throw new Error(`The poll was answered ${answer.status}.`);
    const { sets } = await answer.json();
    ack = [];
    setErrs = {};
    for (const [jti, token] of Object.entries(sets)) {
      const fault = await take("poll", token);
      if (fault) setErrs[jti] = fault;
      else ack.push(jti);
    }
  }
}

process.on("SIGINT", () => {});
process.stdin.on("end", () => process.exit(0)).resume();
server.listen(0, "127.0.0.1", () => {
  console.log(`READY ${server.address().port}`);
  if (options.poll) {
    poll().catch((error) => {
      console.error(error.message);
      process.exit(1);
    });
  }
});
