/** Why a goal is hard to meet, by its title; the report gives it where the goal was missed. */
export const notes: Readonly<Record<string, string>> = {
  'requests/s: proxy / buffered pass-through':
    'Pass-through moves bytes. The proxy takes the key, finds the model, checks the request, builds another one, checks and sorts the answer and logs a line. By itself, in a loop, that takes few microseconds (see "proxy handler S" among the single steps); under load, with 32 of them at once, what it keeps in memory meanwhile costs the garbage collector and the caches of the processor more than that. For a large body it adds a check for UTF-8, a scan, a copy into memory that is used again, a copy around each document, and the parsing of an answer with a place for each document.',
  'requests/s: proxy / naive JSON proxy':
    'To parse three short documents costs next to nothing, so that there is little to win; and the naive proxy asks for no key, routes nothing, checks nothing and writes no log. The larger the body, the more it pays not to parse it.',
  'requests/s: proxy / Portkey, which forwards unread':
    'Portkey looks at nothing of these bodies. Pass-through itself is not many times faster than it for large ones, which bounds this ratio.',
  'requests/s per core: proxy / LiteLLM': 'The ratio is bounded by how many times faster than LiteLLM pass-through is.',
  'requests/s: all 1,000 documents echoed, proxy / naive':
    'The answer carries every document, and to move it takes more than to make it.',
  'CPU per kB of body: proxy / buffered pass-through':
    'For M the cost of a request, as above. A body of 100 MB is larger than the memory that is kept for the next one: the kernel has to find and clear it anew each time, and nothing of it is still in the cache of the processor when it is scanned and copied.',
  'p50 at one connection: proxy / buffered pass-through':
    'The same cost of each request, with nothing beside it to hide behind.',
  '1,000 concurrent L requests':
    'The gate bounds the bodies that were let in. Beside them are the first piece of each that waits, which node:http reads before anybody can decide about it, and the buffers that were used and not yet collected. A smaller max_bytes_in_flight_mb lowers it by as much.',
  'cold start to the first 200: proxy / bare node:http':
    'Bare node:http loads nothing. The proxy loads undici, zod (once for itself and once in the provider), the YAML parser, the logger and the provider, and reads its configuration. From Node 22.1 on, a second start finds most of it compiled.',
  'CPU per call: sdk / bare undici dispatch':
    'The bare dispatch checks nothing: neither the input nor whether the response ranks every document once. It has no timeout and no retries either.',
  "core's part of a proxied S request: routing, executor, provider":
    'Most of it is memory: the objects that the parts of a call allocate for each other, and their collection.',
  'size, gzipped, zod and undici apart':
    'A good part of core are the sentences of its errors, which name the field, what was found and what to do.',
};
