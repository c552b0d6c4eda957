import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Fault, type NimEmulatorOptions, startNimEmulator } from '../src/index.ts';

/** See fixtures/README.md. */
interface Fixture {
  readonly source: string;
  readonly emulator: NimEmulatorOptions & { readonly now?: string };
  readonly faults?: readonly Fault[];
  readonly request: { method: string; path: string; headers: Record<string, string>; body?: unknown };
  readonly response: {
    status: number;
    headers: Record<string, string | null | { $match: string }>;
    body?: Record<string, unknown>;
    text?: string;
    except?: string[];
  };
}

const folder = new URL('fixtures/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe.each(names)('%s', (name) => {
  const { source, emulator, faults, request, response } = JSON.parse(
    readFileSync(new URL(name, folder), 'utf8'),
    repeat,
  ) as Fixture;

  test(`is answered as ${source} has it`, async () => {
    const { now = '2026-10-01T00:00:00Z', ...options } = emulator;
    const clock = { now: () => Date.parse(now), schedule: () => () => {} };
    await using nim = await startNimEmulator({ ...options, clock });
    if (faults !== undefined) nim.inject(faults);
    const { method, path, headers, body } = request;
    const answer = await fetch(nim.url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

    expect(answer.status).toBe(response.status);
    for (const [header, expected] of Object.entries(response.headers)) {
      const value = answer.headers.get(header);
      if (typeof expected === 'object' && expected !== null) expect(value).toMatch(new RegExp(expected.$match));
      else expect([header, value]).toEqual([header, expected]);
    }
    const text = await answer.text();
    if (response.text !== undefined) expect(text).toBe(response.text);
    if (response.body !== undefined) {
      const given = JSON.parse(text);
      expect(Object.keys(given)).toEqual(Object.keys(response.body));
      const { except = [] } = response;
      expect(without(given, except)).toEqual(without(response.body, except));
    }
  });
});

const without = (body: Record<string, unknown>, fields: readonly string[]) =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !fields.includes(name)));

function repeat(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$repeat' in value) || !('times' in value)) return value;
  const [what, times] = [value.$repeat, Number(value.times)];
  return Array.isArray(what) ? Array.from({ length: times }, () => what[0]) : String(what).repeat(times);
}
