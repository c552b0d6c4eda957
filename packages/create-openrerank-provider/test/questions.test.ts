import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Cancelled, terminalQuestions } from '../src/questions.ts';

/** A terminal whose keys are pressed at once. */
function terminal() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let shown = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  return {
    questions: terminalQuestions({ input, output }),
    press: (keys: string) => {
      for (const key of keys) input.emit('keypress', key, nameOf(key));
    },
    shown: () => shown,
  };
}

const names: Readonly<Record<string, string>> = { '\r': 'return', '\u0003': 'c', '↓': 'down' };

const nameOf = (key: string) => ({ name: names[key] ?? key, sequence: key, ctrl: key === '\u0003' });

test('an id and a base URL are what is typed', async () => {
  const { questions, press } = terminal();
  const id = questions.id();
  press('acme_ai\r');
  expect(await id).toBe('acme_ai');
  const baseUrl = questions.baseUrl();
  press('https://api.acme.example\r');
  expect(await baseUrl).toBe('https://api.acme.example');
});

test('what will not do is asked for again, with the reason', async () => {
  const { questions, press, shown } = terminal();
  const id = questions.id();
  press('\r');
  press('Acme\r');
  expect(shown()).toContain('lower-case letters');
  press('\u0003');
  await expect(id).rejects.toBe(Cancelled);
  expect(shown()).toContain('Nothing was written.');
});

test('a shape is chosen from the list', async () => {
  const { questions, press, shown } = terminal();
  const shape = questions.shape();
  press('↓\r');
  expect(await shape).toBe('tei');
  expect(shown()).toContain('{ model, query, documents, top_n }');
});

test('a folder is proposed, and looked at', async () => {
  const { questions, press } = terminal();
  const proposed = questions.folder('openrerank-provider-acme', () => undefined);
  press('\r');
  expect(await proposed).toBe('openrerank-provider-acme');
  const folder = questions.folder('full', (name) => (name === 'full' ? 'It is not empty.' : undefined));
  press('\r');
  press('2\r');
  expect(await folder).toBe('full2');
});
