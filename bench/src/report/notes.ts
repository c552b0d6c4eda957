/** Why a goal is hard to meet, by its title; the report gives it where the goal was missed. */
export const notes: Readonly<Record<string, string>> = {
  'requests/s: proxy / pass-through':
    'Pass-through moves bytes. The proxy takes the key, finds the model, checks the request, sends another one, checks and sorts the answer and logs a line: a cost of each request that a large body hides and a small one does not.',
  'p50 at one connection: proxy / pass-through':
    'The same cost of each request, with nothing beside it to hide behind.',
  'cold start to the first 200: proxy / bare node:http':
    'Bare node:http loads nothing. The proxy loads its HTTP framework, undici, zod, the YAML parser, the logger and the provider, and reads its configuration.',
  'CPU per call: sdk / bare undici request':
    'The bare request checks nothing: neither what goes in nor whether the answer ranks every document once.',
};
