import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** The folder of the reference, docs/protocol. */
const DOCS = process.env['TERCET_PROTOCOL_DOCS'] ?? join('..', '..', 'docs', 'protocol');

interface Row {
  readonly method: string;
  readonly params: string;
  readonly result?: string;
}

interface Exchange {
  readonly method: string;
  readonly params: unknown;
  readonly result?: unknown;
  readonly error?: { readonly data?: unknown };
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(DOCS, name), 'utf8'));
}

void test('every exchange that was recorded keeps to the schema', () => {
  const ajv = new Ajv2020({ strict: true, formats: { int32: true, int64: true } });
  formats.default(ajv, ['date-time']);
  ajv.addSchema(read('tercet.schema.json') as object);
  const table = read('methods.json') as { requests: Row[]; notifications: Row[] };
  const rows = new Map([...table.requests, ...table.notifications].map((row) => [row.method, row]));
  const holds = (type: string, value: unknown, what: string) => {
    const validate = ajv.getSchema(`urn:tercet:protocol:1#/$defs/${type}`);
    assert.ok(validate, type);
    assert.ok(validate(value), `${what} is no ${type}: ${ajv.errorsText(validate.errors)}`);
  };
  const exchanges = read('exchanges.json') as Exchange[];
  for (const { method, params, result, error } of exchanges) {
    const row = rows.get(method);
    assert.ok(row, method);
    if (error === undefined) {
      holds(row.params, params, `what ${method} was sent`);
    } else if (error.data !== undefined) {
      holds('Refused', error.data, `why ${method} was refused`);
    }
    if (result !== undefined && row.result !== undefined) {
      holds(row.result, result, `what ${method} answered`);
    }
  }
  assert.ok(exchanges.length > 50);
});
