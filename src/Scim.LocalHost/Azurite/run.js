// Runs the table service of Azurite on 127.0.0.1 until stdin closes, so that it never outlives the process that started it.
// node run.js --modules DIR [--data DIR] [--port N] [--oauth basic --cert FILE --key FILE]
// Prints READY and its address once it listens. Without --data everything stays in memory. It sends no telemetry.
"use strict";
const path = require("path");
const { parseArgs } = require("util");

const text = { type: "string" };
const { values: options } = parseArgs({
  options: { modules: text, data: text, port: text, oauth: text, cert: text, key: text },
});
const source = path.join(options.modules, "azurite", "dist", "src");
const { AzuriteTelemetryClient } = require(path.join(source, "common", "Telemetry"));
const TableConfiguration = require(path.join(source, "table", "TableConfiguration")).default;
const TableServer = require(path.join(source, "table", "TableServer")).default;

AzuriteTelemetryClient.init(undefined, false);

const configuration = new TableConfiguration(
  "127.0.0.1",
  Number(options.port ?? 0),
  undefined, // keep-alive timeout
  options.data && path.join(options.data, "tables.json"),
  false, // debug log
  false, // access log
  undefined,
  undefined,
  false, // loose
  true, // a client newer than this Azurite is served as well as it can be
  options.cert,
  options.key,
  undefined, // password of a certificate
  options.oauth,
  false, // product-style URLs
  options.data === undefined,
);

// One line says why it fails, in place of a stack trace.
function fail(error) {
  console.error(error.message);
  process.exit(1);
}
process.on("uncaughtException", fail);

// Ctrl-C reaches the whole process group. The parent finishes its requests first and closes stdin then.
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});

const asked = new Promise((resolve) => {
  process.on("SIGTERM", resolve);
  process.stdin.on("end", resolve).on("error", resolve).resume();
});

async function run() {
  const server = new TableServer(configuration);
  await server.start();
  console.log(`READY ${server.getHttpServerAddress()}`);
  await asked;
  await server.close();
}

run().then(() => process.exit(0), fail);
