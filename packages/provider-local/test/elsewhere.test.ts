import { expect, it } from 'vitest';
import { neural } from '../src/elsewhere.ts';

it('has no neural model', async () => {
  const never = new AbortController().signal;
  const refused = { code: 'unsupported', retryable: false };
  await expect(neural.similarities('a', ['b'], never)).rejects.toMatchObject(refused);
  await expect(neural.logits('./mine', 'a', ['b'], never)).rejects.toMatchObject(refused);
});
