import { expect, test } from 'vitest';
import { createJournal } from '../src/journal.ts';

const request = { method: 'POST', path: '/a', search: '', headers: {}, body: undefined, bytes: 5, receivedAt: 0 };

test('keeps the last requests, with what became of them', () => {
  const journal = createJournal(2);
  journal.receive({ ...request, path: '/forgotten' }).answer('answered', 200);
  journal.receive(request).answer('spoiled', undefined);
  const open = journal.receive(request);
  expect(journal.requests).toMatchObject([
    { path: '/a', outcome: 'spoiled', status: undefined },
    { path: '/a', outcome: 'open', status: undefined },
  ]);
  open.answer('answered', 404);
  expect(journal.requests[1]).toMatchObject({ outcome: 'answered', status: 404 });
});

test('counts', () => {
  const journal = createJournal(0);
  const [first, second, third] = [journal.receive(request), journal.receive(request), journal.receive(request)];
  expect(journal.counters).toMatchObject({ received: 3, inFlight: 3, bytesReceived: 15 });
  first.answer('answered', 200);
  second.abort();
  third.answer('spoiled', undefined);
  journal.faulted();
  expect(journal.requests).toEqual([]);
  expect(journal.counters).toMatchObject({
    answered: 1,
    aborted: 1,
    faulted: 1,
    inFlight: 0,
    maxInFlight: 3,
    byStatus: { 200: 1 },
  });
});

test('an answer that did not reach its client is no answer', () => {
  const journal = createJournal(1);
  const entry = journal.receive(request);
  entry.answer('answered', 200);
  entry.abort();
  expect(journal.counters).toMatchObject({ answered: 0, aborted: 1, inFlight: 0 });
  expect(journal.requests[0]?.outcome).toBe('aborted');
});

test('forgets all but what is still going on', () => {
  const journal = createJournal(10);
  const { requests, counters } = journal;
  journal.connected();
  journal.connected();
  journal.disconnected();
  journal.receive(request).answer('answered', 200);
  const open = journal.receive(request);
  journal.reset();
  expect(requests).toEqual([]);
  expect(counters).toEqual({
    received: 0,
    answered: 0,
    bytesReceived: 0,
    byStatus: {},
    aborted: 0,
    faulted: 0,
    inFlight: 1,
    maxInFlight: 1,
    openConnections: 1,
    maxOpenConnections: 1,
  });
  open.answer('answered', 200);
  expect(counters.inFlight).toBe(0);
});
